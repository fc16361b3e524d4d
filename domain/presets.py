"""Presets: pipelines with holes, and a closed part of JSON Schema that says what goes into them."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from domain.errors import FieldError, ValidationFailed
from domain.pipelines import STEPS_MAX, OnFailure
from domain.requests import Name
from domain.values import Edge, Json, Text

PresetName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z][a-zA-Z0-9]{0,39}$")]
HOLE: Final = re.compile(r"\{([a-zA-Z][a-zA-Z0-9]{0,39})\}")
TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
}  # fmt: skip
TEXT_LENGTH_MAX: Final = 14_000_000
"""A `data:` URI may be a parameter; the field that it goes to has its own limit."""
ABSENT: Final = object()


class Parameter(Edge):
    """One parameter, as JSON Schema has it."""

    type: Literal["string", "integer", "number", "boolean"]
    description: Annotated[Text, StringConstraints(max_length=500)] = ""
    default: str | int | float | bool | None = None
    enum: tuple[str | int | float, ...] | None = Field(default=None, min_length=1, max_length=100)
    min_length: int | None = Field(default=None, ge=0)
    max_length: int | None = Field(default=None, ge=1)
    minimum: float | None = None
    maximum: float | None = None

    def fault(self, value: Json) -> tuple[str, str] | None:
        """Say what is wrong with a value: a code and a sentence."""
        wrong_kind = self.type != "boolean" and isinstance(value, bool)
        if wrong_kind or not isinstance(value, TYPES[self.type]):
            return (
                f"{self.type}_type",
                f"It is {'an' if self.type == 'integer' else 'a'} {self.type}.",
            )
        if self.enum is not None and value not in self.enum:
            return "enum", f"One of: {', '.join(map(str, self.enum))}."
        if isinstance(value, str):
            shortest, longest = self.min_length or 0, self.max_length or TEXT_LENGTH_MAX
            if not shortest <= len(value) <= longest:
                return "length", f"It has {shortest} to {longest} characters."
        return self._size(value) if isinstance(value, int | float) else None

    def _size(self, value: float) -> tuple[str, str] | None:
        if self.minimum is not None and value < self.minimum:
            return "minimum", f"At least {self.minimum:g}."
        if self.maximum is not None and value > self.maximum:
            return "maximum", f"At most {self.maximum:g}."
        return None


class Parameters(Edge):
    """What a preset takes."""

    type: Literal["object"] = "object"
    properties: dict[ParameterName, Parameter] = Field(default={}, max_length=50)
    required: tuple[ParameterName, ...] = ()
    additional_properties: Literal[False] = False

    def filled(self, given: Mapping[str, Json]) -> dict[str, Json]:
        """Check what is given, and fill in defaults. Raises ValidationFailed."""
        faults = [*self._faults(given)]
        if faults:
            raise ValidationFailed("The preset's parameters are not valid.", errors=tuple(faults))
        defaults = {
            name: each.default for name, each in self.properties.items() if each.default is not None
        }
        return {**defaults, **given}

    def _faults(self, given: Mapping[str, Json]) -> Iterator[FieldError]:
        for name in self.required:
            if name not in given:
                yield _fault(f"/params/{name}", "missing", "It is required.")
        for name, value in given.items():
            if name not in self.properties:
                known = ", ".join(self.properties)
                yield _fault(f"/params/{name}", "extra_forbidden", f"One of: {known}.")
            elif fault := self.properties[name].fault(value):
                yield _fault(f"/params/{name}", *fault)


class Preset(Edge):
    """A pipeline with holes: `{"$param": name}` for a value, `{"$text": "… {name} …"}` for a text with values in it.

    A step with `onlyWith` is there if that parameter is given and not false, one with `onlyWithout` if it is not.
    `example` are parameters with which the preset is right.
    """

    name: PresetName
    summary: Annotated[Text, StringConstraints(min_length=1, max_length=500)]
    parameters: Parameters = Parameters()
    steps: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=STEPS_MAX)
    on_failure: OnFailure = "cancel"
    example: dict[ParameterName, Any] = {}

    @property
    def types(self) -> list[str]:
        """Name the job types of all steps."""
        return sorted({str(step.get("type")) for step in self.steps})

    def pipeline(self, given: Mapping[str, Json], *, name: str | None = None) -> dict[str, Json]:
        """Fill the holes: the body of a pipeline. Raises ValidationFailed."""
        values = self.parameters.filled(given)
        steps = [
            {key: value for key, value in step.items() if key not in ("onlyWith", "onlyWithout")}
            for step in self.steps
            if self._is_there(step, values)
        ]
        return {
            "name": name or self.name,
            "steps": _put(steps, values),
            "onFailure": self.on_failure,
        }

    def faults(self) -> Iterator[FieldError]:
        """Find holes that no parameter fills."""
        for place, step in enumerate(self.steps):
            asked = [step[key] for key in ("onlyWith", "onlyWithout") if key in step]
            for wanted in (*asked, *_holes(step)):
                if wanted not in self.parameters.properties:
                    told = f"No parameter is called {wanted!r}."
                    yield _fault(f"/steps/{place}", "unknown_parameter", told)

    def _is_there(self, step: Mapping[str, Json], values: Mapping[str, Json]) -> bool:
        wanted, unwanted = step.get("onlyWith"), step.get("onlyWithout")
        there = wanted is None or bool(values.get(wanted))
        return there and (unwanted is None or not values.get(unwanted))


class PresetRequest(Edge):
    """Run a preset."""

    params: dict[str, Any] = {}
    name: Name | None = None
    max_credits: int | None = Field(default=None, ge=1, le=1_000_000)
    metadata: dict[str, Any] = {}
    tags: tuple[str, ...] = ()
    priority: Literal["low", "normal", "high"] = "normal"


def _put(value: Json, values: Mapping[str, Json]) -> Json:
    match value:
        case {"$param": str(name), **rest} if not rest:
            return values.get(name, ABSENT)
        case {"$text": str(text), **rest} if not rest:
            return HOLE.sub(lambda hole: str(values.get(hole.group(1), "")), text).strip()
        case dict():
            filled = {key: _put(each, values) for key, each in value.items()}
            return {key: each for key, each in filled.items() if each is not ABSENT}
        case list() | tuple():
            return [each for each in (_put(one, values) for one in value) if each is not ABSENT]
    return value


def _holes(value: Json) -> Iterator[str]:
    match value:
        case {"$param": name, **rest} if not rest:
            yield str(name)
        case {"$text": str(text), **rest} if not rest:
            yield from HOLE.findall(text)
        case dict():
            for each in value.values():
                yield from _holes(each)
        case list() | tuple():
            for each in value:
                yield from _holes(each)


def _fault(pointer: str, code: str, detail: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, detail=detail)

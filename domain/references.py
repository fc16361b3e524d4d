"""References between steps: `{"$ref": "speech.outputs[role=timings]"}`, read once and looked up when they are due."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from domain.values import Json, Value

STEP: Final = r"[a-z][a-zA-Z0-9_-]{0,39}"
REFERENCE: Final = re.compile(
    rf"(?P<step>{STEP})\.(?:(?P<model>model)|outputs(?:\[role=(?P<role>[a-z-]{{1,32}})\])?"
    r"(?:\[(?P<at>\d{1,3})\])?(?:\.(?P<field>[a-zA-Z]{1,32}))?)"
)
ITEM: Final = re.compile(r"item((?:\.[a-zA-Z0-9_]{1,64}){0,8})")
WHOLE: Final = (None, "url", "id")
"""How a reference names a file: by itself, its url or its id, which are one."""
NUMBERS: Final = ("durationSeconds", "width", "height", "bytes")
TEXTS: Final = ("mimeType", "name", "role")

Path = tuple[str | int, ...]


class Reference(Value):
    """What a step takes from another one, or from the item that it runs for."""

    text: str
    step: str | None
    what: Literal["output", "model", "item"]
    role: str | None = None
    at: int | None = None
    field: str | None = None
    keys: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether it names a file or a model, and no fact of one."""
        return self.what == "model" or (self.what == "output" and self.field in WHOLE)

    @property
    def is_list(self) -> bool:
        """Tell whether it names all outputs, or all of a role."""
        return self.what == "output" and self.at is None and self.field is None


class Results(Value):
    """What a step's jobs made, in order."""

    outputs: tuple[Json, ...] = ()
    model: str | None = None


def parse(text: str) -> Reference:
    """Read a reference. Raises ValueError."""
    if match := ITEM.fullmatch(text):
        keys = tuple(match.group(1).split(".")[1:])
        return Reference(text=text, step=None, what="item", keys=keys)
    match = REFERENCE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:80]!r} is no reference")
    step, model, role, at, field = match.group("step", "model", "role", "at", "field")
    return Reference(
        text=text,
        step=step,
        what="model" if model else "output",
        role=role,
        at=None if at is None else int(at),
        field=field,
    )


def references(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Find the places of references in params, and the objects that stand there."""
    match value:
        case dict() if "$ref" in value:
            yield path, value
        case dict():
            for key, each in value.items():
                yield from references(each, (*path, key))
        case list() | tuple():
            for at, each in enumerate(value):
                yield from references(each, (*path, at))


def put(value: Json, instead: Callable[[Path], Json], path: Path = ()) -> Json:
    """Give params with something else in the place of each reference."""
    match value:
        case dict() if "$ref" in value:
            return instead(path)
        case dict():
            return {key: put(each, instead, (*path, key)) for key, each in value.items()}
        case list() | tuple():
            return [put(each, instead, (*path, at)) for at, each in enumerate(value)]
    return value


def swapped(value: Json, names: Mapping[str, Json]) -> Json:
    """Give params with each text that is one of the names replaced by what the name stands for."""
    match value:
        case str():
            return names.get(value, value)
        case dict():
            return {key: swapped(each, names) for key, each in value.items()}
        case list() | tuple():
            return [swapped(each, names) for each in value]
    return value


def found(wanted: Reference, results: Mapping[str, Results], item: Json = None) -> Json:
    """Look a reference up: an asset's id, a model's, or a fact. Raises LookupError where there is none."""
    if wanted.what == "item":
        return of_item(wanted, item)
    assert wanted.step
    made = results.get(wanted.step, Results())
    if wanted.what == "model":
        if made.model is None:
            raise LookupError(f"Step {wanted.step!r} made no model.")
        return made.model
    fitting = listed(wanted, results)
    place = wanted.at or 0
    if place >= len(fitting):
        raise LookupError(f"{wanted.text!r}: step {wanted.step!r} has no such output.")
    output = fitting[place]
    fact = output["id"] if wanted.is_whole else output.get(wanted.field)
    if fact is None:
        raise LookupError(f"{wanted.text!r}: the output has no {wanted.field!r}.")
    return fact


def listed(wanted: Reference, results: Mapping[str, Results]) -> list[Json]:
    """Give the outputs that a list names: all of its step's, or all of a role."""
    assert wanted.step
    made = results.get(wanted.step, Results())
    return [each for each in made.outputs if wanted.role in (None, each["role"])]


def of_item(wanted: Reference, item: Json) -> Json:
    """Give the part of an item that a reference names. Raises LookupError."""
    value = item
    for key in wanted.keys:
        if not isinstance(value, dict) or key not in value:
            raise LookupError(f"{wanted.text!r}: the item has no {key!r}.")
        value = value[key]
    return value

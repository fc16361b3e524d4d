"""A request's fields as rows of a table: types, defaults and bounds, read from its JSON Schema."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from domain.requests import DataField, JobRequest, MediaField, ModelField
from domain.slots import mark_at

BOUNDS: Final = (
    ("minimum", "from {}"), ("exclusiveMinimum", "above {}"), ("maximum", "to {}"),
    ("minLength", "{} characters at least"), ("maxLength", "{} characters at most"),
    ("minItems", "{} at least"), ("maxItems", "{} at most"), ("maxProperties", "{} pairs at most"),
)  # fmt: skip
FILE_LENGTH_MIN: Final = 1_000_000
Schema = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field: its name (with a star where it is required), type, default and what it may be."""

    name: str
    type: str
    default: str
    bounds: str

    def row(self) -> str:
        """Write it as a row of a table."""
        return f"| {self.name} | {self.type} | {self.default} | {self.bounds} |\n"


class Parameters:
    """The fields of a request."""

    def __init__(self, request: type[JobRequest]) -> None:
        self.request = request
        self.schema: Schema = request.model_json_schema(by_alias=True)

    def own(self) -> list[Parameter]:
        """Give what the type itself asks, one row a field, the inner ones of an object after it."""
        return list(self._of(self.schema, set(self.request.model_fields) - self.request.steering()))

    def shared(self) -> list[Parameter]:
        """Give what every job may say."""
        return list(self._of(self.schema, set(JobRequest.model_fields)))

    def _of(self, schema: Schema, fields: set[str]) -> Iterator[Parameter]:
        names = {self.request.model_fields[field].alias or field for field in fields}
        required = schema.get("required", ())
        for name in sorted(schema["properties"], key=lambda name: name not in required):
            if name in names:
                yield from self._rows((name,), schema["properties"][name], name in required)

    def _rows(self, path: Path, schema: Schema, required: bool) -> Iterator[Parameter]:  # noqa: FBT001 - a column
        bare = self._bare(schema)
        mark = mark_at(self.request, path)
        is_array = bare.get("type") == "array"
        inner = self._bare(bare["items"]) if is_array else bare
        told = [*filter(None, (bare.get("description"),)), *_listed(inner), *_bounds(bare)]
        if isinstance(mark, MediaField):
            told = [*told, *self._media(mark)]
        yield Parameter(
            name=f"`{_dotted(path)}`" + (" *" if required else ""),
            type=self._marked(mark, bare) or self._type(bare),
            default=_default(schema),
            bounds="; ".join(dict.fromkeys(told)).replace("<", "&lt;").replace("|", "\\|"),
        )
        for field, part in inner.get("properties", {}).items():
            below = (*path, 0, field) if is_array else (*path, field)
            yield from self._rows(below, part, field in inner.get("required", ()))

    def _marked(self, mark: object, schema: Schema) -> str | None:
        match mark:
            case MediaField() if schema.get("type") == "array":
                return "array of files"
            case MediaField(unless=None, when=None):
                return "file"
            case MediaField():
                return "file or string"
            case ModelField():
                return f"id of a {mark.kind} model"
            case DataField():
                return "object"
        return None

    def _type(self, schema: Schema) -> str:
        if "enum" in schema or "const" in schema:
            return "one of a list"
        if "anyOf" in schema:
            return " or ".join(
                dict.fromkeys(self._type(self._bare(each)) for each in schema["anyOf"])
            )
        if schema.get("type") == "array":
            items = self._bare(schema["items"])
            return "several of a list" if "enum" in items else f"array of {self._type(items)}s"
        return str(schema.get("type", "any JSON"))

    def _media(self, mark: MediaField) -> Iterator[str]:
        kinds = " or ".join(mark.kinds)
        yield f"{kinds} that a completed job of yours made" if mark.made else kinds
        if mark.when:
            field, value = mark.when
            yield f"a file where `{self.request.model_fields[field].alias}` is `{value}`"

    def _bare(self, schema: Schema) -> Schema:
        """Follow a reference, and leave `null` aside; what stands beside them stays."""
        while "$ref" in schema or "anyOf" in schema:
            beside = {
                key: value for key, value in schema.items() if key not in ("$ref", "anyOf", "title")
            }
            if "$ref" in schema:
                found = self.schema["$defs"][schema["$ref"].rpartition("/")[2]]
            else:
                left = [each for each in schema["anyOf"] if each.get("type") != "null"]
                if len(left) > 1:
                    return {"anyOf": left, **beside}
                found = left[0]
            schema = {**found, **beside}
        return schema


def _dotted(path: Path) -> str:
    return "".join("[]" if part == 0 else f".{part}" for part in path)[1:]


def _default(schema: Schema) -> str:
    default = schema.get("default")
    return f"`{json.dumps(default)}`" if isinstance(default, str | int | float) else ""


def _listed(schema: Schema) -> Iterator[str]:
    if "enum" in schema:
        yield ", ".join(f"`{each}`" for each in schema["enum"])
    if "const" in schema:
        yield f"`{schema['const']}`"


def _bounds(schema: Schema) -> Iterator[str]:
    if schema.get("maxLength", 0) > FILE_LENGTH_MIN:
        return
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        yield f"{_number(low)}–{_number(high)}"
        schema = {key: value for key, value in schema.items() if key not in ("minimum", "maximum")}
    for key, words in BOUNDS:
        if key in schema and (key, schema[key]) != ("minLength", 1):
            yield words.format(_number(schema[key]))


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"

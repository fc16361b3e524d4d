"""JSON Schema (2020-12) of templates' data: the part of it that they may use, and what is wrong with data by it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry

from domain.errors import FieldError
from domain.templates import FIELDS_MAX, Path, pointer_of
from domain.values import Json, plain_text

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FAULTS_MAX: Final = 20
DEPTH_MAX: Final = 8
SCHEMA_DEPTH_MAX: Final = 2 * DEPTH_MAX + 2
"""Each level of data is two of its schema."""
COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
FORMATS: Final = FormatChecker(formats=())
CODES: Final = {"required": "missing", "additionalProperties": "extra_forbidden"}
"""As the rest of the API has them; any other keyword is its own code."""


def _of(kind: str) -> Json:
    return {"properties": {"type": {"const": kind}}}


TEXT: Final = {"type": "string", "maxLength": 1_000}
COUNT: Final = {"type": "integer", "minimum": 0, "maximum": 100_000}
FIELD: Final[Json] = {
    "type": "object",
    "required": ["type"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": DIALECT},
        "type": {"enum": ["object", "array", "string", "integer", "number", "boolean"]},
        "title": TEXT, "description": TEXT, "default": True, "examples": {"type": "array", "maxItems": 20},
        "enum": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": ["string", "number"]}},
        "minLength": COUNT, "maxLength": COUNT, "minItems": COUNT, "maxItems": {**COUNT, "maximum": 200},
        "minimum": {"type": "number"}, "maximum": {"type": "number"},
        "format": {"enum": ["color", "date"]},
        "x-asset": {"const": "image"},
        "items": {"$ref": "#/$defs/field"},
        "required": {"type": "array", "items": {"type": "string"}, "maxItems": FIELDS_MAX},
        "properties": {
            "type": "object", "maxProperties": FIELDS_MAX,
            "propertyNames": {"pattern": "^[a-zA-Z][a-zA-Z0-9]{0,39}$"},
            "additionalProperties": {"$ref": "#/$defs/field"},
        },
        "additionalProperties": {"const": False},
    },
    "allOf": [
        {"if": _of("object"), "then": {"required": ["properties", "additionalProperties"]}},
        {"if": _of("array"), "then": {"required": ["items", "maxItems"]}},
        {"if": {"required": ["x-asset"]}, "then": _of("string")},
    ],
}  # fmt: skip
"""No pattern and no reference: neither a slow match nor a fetch, and every form can show it."""
DESCRIPTION: Final = Draft202012Validator(
    {
        "$schema": DIALECT,
        "$defs": {"field": FIELD},
        "allOf": [{"$ref": "#/$defs/field"}],
        "properties": {"type": {"const": "object"}},
    },
    registry=Registry(),
)


@FORMATS.checks("color")
def _is_colour(value: object) -> bool:
    return not isinstance(value, str) or COLOUR.fullmatch(value) is not None


FORMATS.checkers["date"] = FormatChecker.checkers["date"]


def faults_of_schema(schema: Json) -> Iterator[FieldError]:
    """Find what is wrong with a schema that goes not too deep: nothing, and it can be held against data."""
    found = [*_faults(DESCRIPTION, schema, "/schema")]
    yield from found or _defaults(schema, "/schema")


def _defaults(field: Json, at: str) -> Iterator[FieldError]:
    """Find defaults that the schema itself does not allow."""
    if "default" in field and "x-asset" not in field:
        yield from faults_of_data(field, field["default"], f"{at}/default")
    for name, each in field.get("properties", {}).items():
        yield from _defaults(each, f"{at}/properties/{name}")
    if "items" in field:
        yield from _defaults(field["items"], f"{at}/items")


def faults_of_data(schema: Json, data: Json, root: str = "/data") -> Iterator[FieldError]:
    """Find what is wrong with data by a schema that has nothing wrong with it."""
    checker = Draft202012Validator(_lenient(schema), format_checker=FORMATS, registry=Registry())
    yield from _faults(checker, data, root)


def faults_of_text(data: Json, root: str = "/data", *, deep: bool = False) -> Iterator[FieldError]:
    """Find names and texts that no database holds, and data that goes too deep; a schema is `deep`."""
    most = SCHEMA_DEPTH_MAX if deep else DEPTH_MAX
    if _depth(data) > most:
        yield FieldError(pointer=root, code="too_deep", detail=f"At most {most} levels.")
        return
    for path, text in _strings(data):
        try:
            plain_text(text)
        except ValueError as error:
            yield FieldError(pointer=pointer_of(path, root), code="text_unsafe", detail=str(error))


def _faults(checker: Draft202012Validator, value: Json, root: str) -> Iterator[FieldError]:
    found = 0
    for error in checker.iter_errors(value):
        for path, code, detail in _told(error):
            yield FieldError(pointer=pointer_of(path, root), code=code, detail=detail)
            if (found := found + 1) == FAULTS_MAX:
                return


def _told(error: ValidationError) -> Iterator[tuple[Path, str, str]]:
    """Say what is wrong, and where, without the value itself."""
    path: Path = tuple(error.absolute_path)
    keyword, wanted, value = str(error.validator), error.validator_value, error.instance
    code = CODES.get(keyword, keyword)
    if keyword == "required" and isinstance(wanted, list) and isinstance(value, dict):
        # One error a name: each says its own.
        name = next(each for each in wanted if each not in value and repr(each) in error.message)
        yield (*path, name), code, "It is required."
    elif keyword == "additionalProperties" and isinstance(value, dict):
        known = (error.schema or {}).get("properties", {}) if isinstance(error.schema, dict) else {}
        for name in list(value):
            if name not in known:
                yield (*path, name[:100]), code, f"One of: {', '.join(known) or 'none'}."
    else:
        yield (
            path,
            code,
            SAID.get(keyword, "It is not what {keyword} asks for: {wanted}.").format(
                keyword=keyword, wanted=_shown(wanted)
            ),
        )


SAID: Final = {
    "type": "It has to be of type {wanted}.",
    "minLength": "At least {wanted} characters.",
    "maxLength": "At most {wanted} characters.",
    "minItems": "At least {wanted} items.",
    "maxItems": "At most {wanted} items.",
    "minimum": "At least {wanted}.",
    "maximum": "At most {wanted}.",
    "enum": "One of: {wanted}.",
    "const": "It has to be {wanted}.",
    "format": "It has to be a {wanted}; a color is #rgb or #rrggbb, a date YYYY-MM-DD.",
}


def _shown(wanted: Any) -> str:
    return (
        ", ".join(map(str, wanted)) if isinstance(wanted, list) else json.dumps(wanted).strip('"')
    )[:200]


def _lenient(field: Json) -> Json:
    """Leave out what checks nothing; a picture's name may come inline, and be long."""
    if "x-asset" in field:
        return {"type": "string", "minLength": 1}
    kept = {key: each for key, each in field.items() if key not in ("default", "examples")}
    if "properties" in kept:
        kept["properties"] = {name: _lenient(each) for name, each in kept["properties"].items()}
    if "items" in kept:
        kept["items"] = _lenient(kept["items"])
    return kept


def _depth(value: Json) -> int:
    deepest, left = 0, [(value, 1)]
    while left:
        each, level = left.pop()
        deepest = max(deepest, level)
        if level > SCHEMA_DEPTH_MAX:
            break
        inside = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        left += [(part, level + 1) for part in inside if isinstance(part, dict | list)]
    return deepest


def _strings(value: Json, path: Path = ()) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            yield path, value
        case dict():
            for name, part in value.items():
                yield (*path, name), name
                yield from _strings(part, (*path, name))
        case list():
            for at, part in enumerate(value):
                yield from _strings(part, (*path, at))

"""Designs that are filled with data: what a template is, what a version of it holds, and how one is asked for."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from domain.requests import DataField, JobRequest, is_media
from domain.values import Json, Value

SOURCE: Final = "template.typ"
"""The file of a template that is compiled."""
FIELDS_MAX: Final = 100

OutputFormat = Literal["png", "jpg", "pdf"]
TemplateId = Annotated[str, StringConstraints(pattern=r"^tmpl_[0-9a-z]{26}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z][a-zA-Z0-9]{0,39}$")]
Path = tuple[str | int, ...]
"""Where in the data a value stands."""


class Category(StrEnum):
    EVENT_POSTERS = "event-posters"
    SOCIAL_MEDIA = "social-media"
    PRESENTATIONS = "presentations"


class Design(Value):
    """What a version of a template is: its files, what its data looks like, and how it is drawn.

    `files` are texts by name, one of them `template.typ`; `fields` is the JSON Schema of `data`; `ppi` are the pixels
    an inch of PNG and JPEG; `accessible` holds its PDF to PDF/UA-1.
    """

    summary: str
    files: dict[str, str]
    fields: Json
    example: Json
    ppi: int = 144
    accessible: bool = False


class TemplateRequest(JobRequest):
    """Ask for a template filled with data."""

    template_id: TemplateId
    data: Annotated[
        dict[FieldName, Json],
        Field(
            max_length=FIELDS_MAX,
            description="as the template's JSON Schema has it; see `GET /templates/{templateId}`",
        ),
        DataField(),
    ]
    output_format: OutputFormat = Field(
        default="png",
        description="png and jpg: a picture a page; pdf: one document, vector, fonts embedded, tagged",
    )
    version: int | None = Field(
        default=None, ge=1, le=1_000_000, description="of the template; default: the newest"
    )

    def prompts(self) -> tuple[str, ...]:
        texts = [value for _, value in texts_of(self.data) if not is_media(value)]
        return ("\n".join(texts),) if texts else ()


def texts_of(value: Json, path: Path = ()) -> list[tuple[Path, str]]:
    """Find every text in data, and where it stands."""
    match value:
        case str():
            return [(path, value)]
        case dict():
            return [each for name, part in value.items() for each in texts_of(part, (*path, name))]
        case list() | tuple():
            return [each for at, part in enumerate(value) for each in texts_of(part, (*path, at))]
    return []


def value_at(value: Json, path: Path) -> Json:
    """Look up what stands at a place."""
    for part in path:
        value = value[part]
    return value


def put_at(value: Json, path: Path, new: Json) -> Json:
    """Give data with another value at a place; what was given stays as it is."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, dict):
        return {**value, first: put_at(value[first], tuple(rest), new)}
    return [
        put_at(each, tuple(rest), new) if at == first else each for at, each in enumerate(value)
    ]


def places(fields: Json, value: Json, path: Path = ()) -> list[Path]:
    """Find where a schema has a picture, and the data names one."""
    if isinstance(value, str) and fields.get("x-asset"):
        return [path]
    if isinstance(value, dict):
        of = fields.get("properties", {})
        parts = [((*path, name), of[name], part) for name, part in value.items() if name in of]
    elif isinstance(value, list | tuple):
        of = fields.get("items", {})
        parts = [((*path, at), of, part) for at, part in enumerate(value)]
    else:
        return []
    return [each for at, field, part in parts for each in places(field, part, at)]


def filled(fields: Json, value: Json) -> Json:
    """Give data with the schema's defaults where nothing was said."""
    if isinstance(value, list):
        return [filled(fields.get("items", {}), part) for part in value]
    if not isinstance(value, dict):
        return value
    of = fields.get("properties", {})
    said = {name: filled(of.get(name, {}), part) for name, part in value.items()}
    return {name: each["default"] for name, each in of.items() if "default" in each} | said


def pointer_of(path: Path, root: str = "/data") -> str:
    """Write a place as an RFC 6901 pointer."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in path]
    return "/".join([root, *parts])

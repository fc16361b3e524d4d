"""A tenant's own template on its way in: checked whole, set once with its example, and only then written down."""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from api.services import Services
from api.template_schemas import faults_of_data, faults_of_schema, faults_of_text
from domain.errors import FieldError, Forbidden, TierRequired, ValidationFailed
from domain.identity import Identity, Role
from domain.templates import SOURCE, Category, Design, filled, places, put_at
from domain.values import Edge, Json, Text
from jobs.templates import Draft
from media import typesetting
from media.picture import placeholder, preview
from media.run import Limits
from moderation.policy import refusal
from runtime.templates import KIT, kit

SOURCE_LENGTH_MAX: Final = 200_000
JSON_BYTES_MAX: Final = 64 * 1024
SET_AT_ONCE: Final = asyncio.Semaphore(2)
BOUNDS: Final = Limits(
    wall_seconds=20.0, cpu_seconds=20, memory_bytes=2 * 2**30, output_bytes=32 * 2**20
)
PREVIEW_PPI: Final = 96
PREVIEW_SIDE: Final = 720

Name = Annotated[Text, StringConstraints(min_length=1, max_length=80)]
Summary = Annotated[Text, StringConstraints(max_length=300)]
Source = Annotated[Text, StringConstraints(min_length=1, max_length=SOURCE_LENGTH_MAX)]
Ppi = Annotated[int, Field(ge=36, le=300, description="pixels an inch of png and jpg")]


class NewTemplate(Edge):
    """A template of the tenant's own: one Typst file, the JSON Schema of its data, and an example of it."""

    name: Name
    category: Category = Field(strict=False)
    summary: Summary = ""
    source: Source = Field(
        description='Typst; `#import "/kit.typ": *` gives `data` and what the shipped ones use'
    )
    schema_: dict[str, Any] = Field(
        alias="schema", description="of `data`: the part of JSON Schema 2020-12 in the docs"
    )
    example_data: dict[str, Any] = Field(description="data with which the template is right")
    ppi: Ppi = 144
    accessible: bool = Field(
        default=False,
        description="hold its PDF to PDF/UA-1: it needs a title and alternative texts",
    )


class TemplateChange(Edge):
    """What changes of a template; all else stays. Every change makes the next version."""

    name: Name | None = None
    category: Category | None = Field(default=None, strict=False)
    summary: Summary | None = None
    source: Source | None = None
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")
    example_data: dict[str, Any] | None = None
    ppi: Ppi | None = None
    accessible: bool | None = None


def require_author(identity: Identity) -> None:
    """Let organizers and admins write. Raises Forbidden."""
    if not (identity.has(Role.ORGANIZER) or identity.has(Role.ADMIN)):
        raise Forbidden("A tenant's templates need role organizer or admin.")


async def checked(
    has: Services, identity: Identity, wanted: NewTemplate, *, template_id: str
) -> Draft:
    """Refuse what is not right, by 400, then 403 of the tier, then the policy; set it once with its example.

    Where the typesetter is not installed beside the API, the first render is the first to set it.
    """
    if faults := tuple(_faults(wanted)):
        raise ValidationFailed("The template is not valid.", errors=faults)
    if not has.resources.numbers.tiers[identity.tier].own_templates:
        raise TierRequired(f"Own templates need a higher tier than {identity.tier.value!r}.")
    verdict = has.resources.policy.check(f"{wanted.name}\n{wanted.summary}\n{wanted.source}")
    if not verdict.allowed:
        raise refusal(verdict)
    design = Design(
        summary=wanted.summary, files={SOURCE: wanted.source, KIT: kit()}, fields=wanted.schema_,
        example=wanted.example_data, ppi=wanted.ppi, accessible=wanted.accessible,
    )  # fmt: skip
    picture = await _set(design) if typesetting.is_there() else None
    return Draft(
        id=template_id, name=wanted.name, category=wanted.category, design=design, preview=picture
    )


def changed(known: Design, name: str, category: Category, change: TemplateChange) -> NewTemplate:
    """Give the whole that a template becomes by a change. Raises ValidationFailed when nothing changes."""
    told = change.model_dump(exclude_none=True)
    if not told:
        raise ValidationFailed("Name what is to change.")
    now = {
        "name": name, "category": category, "summary": known.summary, "source": known.files[SOURCE],
        "schema_": known.fields, "example_data": known.example, "ppi": known.ppi, "accessible": known.accessible,
    }  # fmt: skip
    return NewTemplate.model_validate({**now, **told})


def _faults(wanted: NewTemplate) -> Iterator[FieldError]:
    unfit = [
        *_unfit("schema", wanted.schema_, deep=True),
        *_unfit("exampleData", wanted.example_data, deep=False),
    ]
    found = unfit or [*faults_of_schema(wanted.schema_)]
    yield from found or faults_of_data(wanted.schema_, wanted.example_data, "/exampleData")


def _unfit(name: str, value: Json, *, deep: bool) -> Iterator[FieldError]:
    if len(json.dumps(value)) > JSON_BYTES_MAX:
        told = f"At most {JSON_BYTES_MAX} bytes."
        yield FieldError(pointer=f"/{name}", code="too_large", detail=told)
    else:
        yield from faults_of_text(value, f"/{name}", deep=deep)


async def _set(design: Design) -> bytes:
    """Set the example, as a picture and as a document; answers a small picture of the first page."""
    async with SET_AT_ONCE:
        with tempfile.TemporaryDirectory(prefix="studio-template-") as folder:
            shelf = Path(folder) / "root" / typesetting.PICTURES
            shelf.mkdir(parents=True)
            await placeholder(shelf / "0.png")
            data = filled(design.fields, design.example)
            for place in places(design.fields, data):
                data = put_at(data, place, f"/{typesetting.PICTURES}/0.png")
            small = design.model_copy(update={"ppi": PREVIEW_PPI})
            try:
                document = await typesetting.typeset(
                    typesetting.Job(small, data, is_document=True, limits=BOUNDS), Path(folder)
                )
                picture = await typesetting.typeset(
                    typesetting.Job(small, data, limits=BOUNDS), Path(folder)
                )
            except ValidationFailed as error:
                raise _not_set("/source", "not_set", error.detail) from error
            if document.falls_short:
                raise _not_set("/accessible", "not_accessible", document.falls_short)
            return await preview(picture.pages[0], side_max=PREVIEW_SIDE)


def _not_set(pointer: str, code: str, detail: str) -> ValidationFailed:
    told = FieldError(pointer=pointer, code=code, detail=detail)
    return ValidationFailed("The template can't be set with its example.", errors=(told,))

"""Templates filled with data: what is to be fetched for one, and its pages."""

from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import reported
from activities.values import Span
from domain.assets import Blob, Output
from domain.templates import Design, OutputFormat, places, pointer_of, put_at, value_at
from domain.templates import Path as Place
from domain.values import Json, Value
from jobs.runs import RunKey, Runs
from jobs.templates import Template, Templates
from media.picture import flatten, lighten
from media.typesetting import PICTURES, Job, Typeset, facts_of, typeset

SIDE_MAX: Final = 3_000
"""Pixels: more of a picture than any page shows."""
PAGE_SIDE_MAX: Final = 16_384
SET: Final = Span(low=15, high=90)


class Filling(Value):
    """A template in one of its versions, and what it is to be filled with."""

    key: RunKey
    template_id: str
    version: int
    data: Json


class Picture(Value):
    """A picture that the data names: where, and what it says."""

    place: Place
    pointer: str
    source: str


class Opened(Value):
    """The pictures that have to be brought before a template can be set."""

    pictures: tuple[Picture, ...]


class Brought(Value):
    """A picture that is in storage, and where in the data it belongs."""

    place: Place
    blob: Blob


class Setting(Value):
    """A template to set, its pictures at hand."""

    filling: Filling
    pictures: tuple[Brought, ...]
    output_format: OutputFormat


class Pages(Value):
    """What was set."""

    outputs: tuple[Output, ...]


class TemplatePages:
    """Reads templates and storage, writes storage by hash: a repeat sets the same pages."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root
        self.templates = Templates(runs.database)

    @activity.defn(name="templates.open")
    async def open(self, filling: Filling) -> Opened:
        """Find the pictures that the data names. Raises NotFound."""
        with reported():
            _, design = await self._read(filling)
            return Opened(
                pictures=tuple(
                    Picture(
                        place=place,
                        pointer=pointer_of(place),
                        source=value_at(filling.data, place),
                    )
                    for place in places(design.fields, filling.data)
                )
            )

    @activity.defn(name="templates.set")
    async def set(self, setting: Setting) -> Pages:
        """Set the pages. Raises ValidationFailed for a template that cannot be set."""
        key = setting.filling.key
        with reported():
            async with (
                stage(self.runs, key, "typeset", phase="generating", span=SET) as report,
                scratch(self.scratch_root) as folder,
            ):
                template, design = await self._read(setting.filling)
                data = await self._with_pictures(setting, folder)
                job = Job(design=design, data=data, is_document=setting.output_format == "pdf")
                made = await typeset(job, folder)
                return await self._kept(setting, template, made, report=report)

    async def _read(self, filling: Filling) -> tuple[Template, Design]:
        return await self.templates.design(
            filling.key.tenant_id, filling.template_id, filling.version
        )

    async def _with_pictures(self, setting: Setting, folder: Path) -> Json:
        """Bring the pictures under the template's root, and name them in the data as it will find them."""
        data, key = setting.filling.data, setting.filling.key
        shelf = folder / "root" / PICTURES
        shelf.mkdir(parents=True)
        for number, picture in enumerate(setting.pictures):
            source = await self.ingest.fetch(key.tenant_id, picture.blob, folder / f"source-{number}")  # fmt: skip
            made = await lighten(source, shelf / str(number), side_max=SIDE_MAX)
            data = put_at(data, picture.place, f"/{PICTURES}/{made.name}")
        return data

    async def _kept(
        self, setting: Setting, template: Template, made: Typeset, *, report: Report
    ) -> Pages:
        outputs = []
        is_document = setting.output_format == "pdf"
        told = {
            "template": template.id, "templateVersion": str(template.version), "templateName": template.name,
            **({"fallsShort": made.falls_short} if made.falls_short else {}),
        }  # fmt: skip
        for number, page in enumerate(made.pages):
            file, facts = page, facts_of(page)
            if setting.output_format == "jpg":
                file = page.with_suffix(".jpg")
                facts = await flatten(page, file, side_max=PAGE_SIDE_MAX)
            blob = await self.ingest.store(setting.filling.key, file, facts)
            output = Output(
                blob=blob, role="document" if is_document else "image", part=number, name=file.name,
                metadata=told if is_document else {**told, "page": str(number + 1)},
            )  # fmt: skip
            outputs.append(output)
            report((number + 1) / len(made.pages))
        return Pages(outputs=tuple(outputs))

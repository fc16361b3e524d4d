"""A template filled with data: pictures fetched, pages set, a file a page or one document."""

from temporalio import workflow

from activities.sources import SourceAsk, Sources
from activities.templates import Brought, Filling, Picture, Setting, TemplatePages
from domain.assets import Makes
from domain.pricing import with_template
from domain.templates import TemplateRequest
from workflows._job import JobInput, JobType, Result
from workflows._lifecycle import Delivered, Life, pointing
from workflows._steps import ENCODE, TRANSFER, moment


class TemplateRender(TemplateRequest):
    """Ask for a template filled with data."""


@workflow.defn(name="template-render")
class TemplateRenderJob:
    """The version is pinned when the job is admitted: a retry sets the same template."""

    @workflow.run
    async def run(self, job: JobInput[TemplateRender]) -> Result:
        self.life = Life(job)
        return await self.life.live(self.story)

    async def story(self) -> Delivered:
        request = self.life.request
        assert request.version, "admission names the version"
        filling = Filling(
            key=self.life.key,
            template_id=request.template_id,
            version=request.version,
            data=request.data,
        )
        opened = await moment(TemplatePages.open, filling)
        pictures = tuple([await self._brought(picture) for picture in opened.pictures])
        setting = Setting(filling=filling, pictures=pictures, output_format=request.output_format)
        pages = await self.life.do(TemplatePages.set, setting, ENCODE)
        return Delivered(outputs=pages.outputs)

    async def _brought(self, picture: Picture) -> Brought:
        ask = SourceAsk(key=self.life.key, source=picture.source, kind="image")
        with pointing(picture.pointer):
            blob = await self.life.do(Sources.fetch, ask, TRANSFER)
        return Brought(place=picture.place, blob=blob)


JOB = JobType(
    name="template-render",
    path="/templates/{templateId}/render",
    section="enterprise",
    summary="Fill a template with data",
    request=TemplateRender,
    workflow=TemplateRenderJob,
    price=with_template,
    listed="seed",
    outputs=(Makes("image", "image", many=True), Makes("document", "document")),
    describe=lambda request: f"{request.template_id}, {request.output_format}",
)

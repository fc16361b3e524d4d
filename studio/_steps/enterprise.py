"""Steps and methods of a section: enterprise. Written from the job types: `python -m runtime.builder`."""

from collections.abc import Mapping
from typing import Any, Literal, Unpack

from studio._graph import Builder, Item, Kind, Step, StepOptions


class TemplateRender(Step[Literal["image", "document"]]):
    """Fill a template with data."""

    kind = Kind("template-render", roles={"document": "document", "image": "image"})


class EnterpriseSteps(Builder):
    """The job types of a section: enterprise."""

    def template_render(
        self,
        *,
        template_id: str | Item,
        data: Mapping[str, Any] | Item,
        output_format: Literal["png", "jpg", "pdf"] | Item | None = None,
        version: int | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> TemplateRender:
        """Fill a template with data."""
        params = {
            "templateId": template_id,
            "data": data,
            "outputFormat": output_format,
            "version": version,
        }
        return self._add(TemplateRender, params, options)

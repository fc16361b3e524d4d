"""A request that names a template: its version pinned, its data checked and completed, before anything is held."""

import json
from collections.abc import Iterator
from typing import Final

from api.services import Services
from api.template_schemas import faults_of_data, faults_of_text
from domain.errors import FieldError, ValidationFailed
from domain.identity import Identity
from domain.templates import (
    Design,
    Path,
    TemplateRequest,
    filled,
    places,
    pointer_of,
    texts_of,
)
from domain.values import Json
from jobs.templates import Template, Templates

DATA_BYTES_MAX: Final = 256 * 1024
PICTURES_MAX: Final = 24


class TemplateFields:
    """Reads the template that a request names, once, and completes the request by it."""

    def __init__(self, has: Services, identity: Identity, promised: frozenset[str]) -> None:
        self.has = has
        self.identity = identity
        self.promised = promised
        self.found: tuple[Template, Design] | None = None

    @property
    def prices(self) -> dict[str, int]:
        """Give what the template costs beside the render itself."""
        return {"template": self.found[0].price} if self.found else {}

    async def filled(self, request: TemplateRequest) -> TemplateRequest:
        """Give the request with its version and its defaults. Raises NotFound, and ValidationFailed with pointers."""
        template, design = await self._read(request)
        faults = tuple(faults_of_text(request.data)) or tuple(self._faults(design, request.data))
        if faults:
            raise ValidationFailed("The template can't be filled with this.", errors=faults)
        data = filled(design.fields, request.data)
        return request.model_copy(update={"version": template.version, "data": data})

    def pictures(self, data: Json) -> list[Path]:
        """Find where the data names pictures."""
        assert self.found, "the template was read"
        return places(self.found[1].fields, data)

    async def _read(self, request: TemplateRequest) -> tuple[Template, Design]:
        if self.found is None:
            templates = Templates(self.has.resources.app)
            if request.version is None:
                await templates.get(self.identity.tenant_id, request.template_id)
            self.found = await templates.design(
                self.identity.tenant_id, request.template_id, request.version
            )
        return self.found

    def _faults(self, design: Design, data: Json) -> Iterator[FieldError]:
        yield from faults_of_data(design.fields, data)
        pictures = places(design.fields, data)
        if len(pictures) > PICTURES_MAX:
            yield _fault((), "too_many_pictures", f"At most {PICTURES_MAX} pictures.")
        words = [(path, value) for path, value in texts_of(data) if path not in pictures]
        for path, value in words:
            if value in self.promised:
                yield _fault(path, "not_for_references", "It takes no output of another step.")
        # A picture may come inline: it is stored apart.
        if len(json.dumps([value for _, value in words])) > DATA_BYTES_MAX:
            yield _fault((), "too_large", f"At most {DATA_BYTES_MAX} bytes of text.")


def _fault(path: Path, code: str, detail: str) -> FieldError:
    return FieldError(pointer=pointer_of(path), code=code, detail=detail)

"""The catalogue of templates: read by everyone; a tenant's own beside those of everybody, made and changed here."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api import answers
from api.body import read_json
from api.context import Caller, Has, Visitor, public
from api.documents import Answers, body, file, page, problems, takes
from api.present import BASE
from api.replays import once
from api.replies import decode_cursor, listed, read, reply, stamp
from api.services import Services
from api.template_authoring import NewTemplate, TemplateChange, changed, checked, require_author
from db.ids import new_id
from domain.errors import NotFound
from domain.identity import Identity
from domain.templates import SOURCE, Category, Design, OutputFormat
from domain.values import Json
from jobs.templates import Template, Templates

SEED: Final = {"x-studio-section": "enterprise", "x-studio-set": "seed"}
CORE: Final = {"x-studio-section": "enterprise", "x-studio-set": "core"}
BEYOND: Final = {"x-studio-section": "enterprise", "x-studio-set": "beyond"}
UNCHANGED: Final[Answers] = {304: {"description": "Not changed"}}
FRESH_SECONDS: Final = 60
"""How long a catalogue may be kept by whoever stands between; a preview never changes."""
FORMATS: Final = list(get_args(OutputFormat))

WRITING: Final = ("ERR_TIER_REQUIRED", "ERR_INVALID_PROMPT")


routes = APIRouter(tags=["enterprise"])

TemplateId = Annotated[str, Path(alias="templateId", pattern=r"^tmpl_[0-9a-z]{26}$")]


@routes.get(
    "/templates", openapi_extra=SEED, responses={200: page(answers.TemplateListed), **UNCHANGED}
)
async def list_templates(
    request: Request,
    has: Has,
    identity: Visitor,
    category: Category | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> Response:
    """List the templates, newest first; with a token also the tenant's own."""
    found, following = await Templates(has.resources.app).page(
        _tenant(identity), category=category, before=decode_cursor(request, cursor), limit=limit,
    )  # fmt: skip
    shown = [listing(has, template) for template in found]
    answer = listed(request, shown, following)
    return _cached(request, answer, identity, of=[shown, following and following[1]])


@routes.get(
    "/templates/{templateId}",
    openapi_extra=CORE,
    responses={200: body(answers.TemplateShown), **UNCHANGED},
)
async def get_template(
    request: Request, template_id: TemplateId, has: Has, identity: Visitor
) -> Response:
    """Read a template, with the JSON Schema of its `data` and an example of it."""
    templates, tenant_id = Templates(has.resources.app), _tenant(identity)
    await templates.get(tenant_id, template_id)
    shown = detail(has, *await templates.design(tenant_id, template_id))
    return _cached(request, reply(request, shown), identity, of=shown)


@routes.post(
    "/templates", status_code=201, openapi_extra={**CORE, **takes(NewTemplate)},
    responses={201: body(answers.TemplateShown), **problems(*WRITING)},
)  # fmt: skip
async def create_template(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Make a template of the tenant's own, at no price beside the render's. Role organizer or admin.

    It is set once with its example before it is kept: what does not compile is refused, with the place.
    """
    require_author(identity)
    raw = await read_json(request)
    draft = await checked(has, identity, read(NewTemplate, raw), template_id=new_id("tmpl"))

    async def make() -> Json:
        templates = Templates(has.resources.app)
        await templates.make(identity.tenant_id, identity.user_id, draft)
        return detail(has, *await templates.design(identity.tenant_id, draft.id))

    return await once(request, has, identity, body=raw, act=make, status=201)


@routes.patch(
    "/templates/{templateId}", openapi_extra={**CORE, **takes(TemplateChange)},
    responses={200: body(answers.TemplateShown), **problems(*WRITING, "ERR_CONFLICT")},
)  # fmt: skip
async def update_template(
    request: Request, template_id: TemplateId, has: Has, identity: Caller
) -> JSONResponse:
    """Make the next version of a template of the tenant's own; renders under way keep theirs."""
    require_author(identity)
    change = read(TemplateChange, await read_json(request))
    templates = Templates(has.resources.app)
    template, design = await templates.design(identity.tenant_id, template_id)
    if not template.tenant_id:
        raise NotFound(f"There is no template {template_id!r} of yours.")
    wanted = changed(design, template.name, template.category, change)
    draft = await checked(has, identity, wanted, template_id=template_id)
    await templates.change(identity.tenant_id, identity.user_id, draft, seen=template.version)
    return reply(request, detail(has, *await templates.design(identity.tenant_id, template_id)))


@routes.get(
    "/templates/{templateId}/preview.webp", openapi_extra=BEYOND, dependencies=[Depends(public)],
    response_class=Response, responses={200: file("image/webp", "How it looks"), **problems("ERR_FORBIDDEN")},
)  # fmt: skip
async def get_template_preview(
    template_id: TemplateId,
    has: Has,
    version: Annotated[int, Query(ge=1, le=2**31 - 1)],
    expires: Annotated[int, Query(ge=0, le=2**53)] = 0,
    signature: Annotated[str, Query(max_length=128, pattern=r"^[0-9a-f]*$")] = "",
) -> Response:
    """See a template: the url that its list gave. A tenant's own is signed."""
    tenant_id, picture = await Templates(has.resources.system).preview(template_id, version)
    if tenant_id:
        has.signer.check(_signed_name(template_id, version), expires, signature, datetime.now(UTC))
    scope = "private" if tenant_id else "public"
    headers = {
        "Cache-Control": f"{scope}, max-age=86400, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(picture, media_type="image/webp", headers=headers)


def listing(has: Services, template: Template) -> Json:
    """Show a template in the catalogue."""
    return {
        "id": template.id, "name": template.name, "category": template.category.value,
        "previewImageUrl": _preview_url(has, template), "price": template.price,
        "isFeatured": template.is_featured,
    }  # fmt: skip


def detail(has: Services, template: Template, design: Design) -> Json:
    """Show a template with all that a client needs to fill it."""
    own = bool(template.tenant_id)
    return {
        **listing(has, template), "summary": design.summary, "version": template.version, "isOwn": own,
        "schema": design.fields, "exampleData": design.example, "outputFormats": FORMATS,
        "ppi": design.ppi, "accessible": design.accessible, "source": design.files[SOURCE] if own else None,
        "createdAt": stamp(template.created_at), "updatedAt": stamp(template.updated_at),
    }  # fmt: skip


def _tenant(identity: Identity | None) -> str | None:
    return identity.tenant_id if identity else None


def _preview_url(has: Services, template: Template) -> str | None:
    if not template.has_preview:
        return None
    root = has.resources.settings.api.public_url.rstrip("/")
    path = f"{BASE}/templates/{template.id}/preview.webp"
    version = f"version={template.version}"
    if not template.tenant_id:
        return f"{root}{path}?{version}"
    name = _signed_name(template.id, template.version)
    return f"{root}{has.signer.signed(path, name, datetime.now(UTC)).path}&{version}"


def _signed_name(template_id: str, version: int) -> str:
    return f"preview {template_id} {version}"


def _cached(
    request: Request, answer: JSONResponse, identity: Identity | None, *, of: Json
) -> Response:
    """Let an answer be kept, and say nothing again where it is known."""
    tag = f'"{sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:32]}"'
    kept = f"public, max-age={FRESH_SECONDS}" if identity is None else "private, no-cache"
    headers = {"ETag": tag, "Cache-Control": kept, "Vary": "Authorization"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer

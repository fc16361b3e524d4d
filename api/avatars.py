"""The operations on avatars: list, get, delete."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api import answers
from api.assets import shown
from api.context import Caller, Has
from api.documents import body, page
from api.model_fields import require_maker
from api.replies import decode_cursor, listed, reply, stamp
from api.services import Services
from domain.values import Json
from jobs.assets import Asset, made_by
from jobs.models import Model, Models, Status

CORE: Final = {"x-studio-section": "avatar", "x-studio-set": "core"}
EXTENDED: Final = {"x-studio-section": "avatar", "x-studio-set": "ext"}
BEYOND: Final = {"x-studio-section": "avatar", "x-studio-set": "beyond"}
FILES: Final = ("model", "portrait", "preview")

routes = APIRouter(tags=["avatar"])

AvatarModelId = Annotated[str, Path(alias="avatarModelId", pattern=r"^av_[0-9a-z]{26}$")]


@routes.get("/avatars", openapi_extra=CORE, responses={200: page(answers.AvatarShown)})
async def list_avatars(
    request: Request,
    has: Has,
    identity: Caller,
    status: Status | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> JSONResponse:
    """List the tenant's avatars, newest first."""
    found, following = await Models(has.resources.app).page(
        identity.tenant_id, "avatar", status=status, before=decode_cursor(request, cursor), limit=limit,
    )  # fmt: skip
    return listed(request, await _shown(has, identity.tenant_id, found), following)


@routes.get(
    "/avatars/{avatarModelId}", openapi_extra=EXTENDED, responses={200: body(answers.AvatarShown)}
)
async def get_avatar(
    request: Request, avatar_model_id: AvatarModelId, has: Has, identity: Caller
) -> JSONResponse:
    """Read an avatar, with urls of its model, its portrait and its preview."""
    found = await Models(has.resources.app).get(identity.tenant_id, avatar_model_id, "avatar")
    (one,) = await _shown(has, identity.tenant_id, [found])
    return reply(request, one)


@routes.delete("/avatars/{avatarModelId}", openapi_extra=BEYOND, status_code=204)
async def delete_avatar(avatar_model_id: AvatarModelId, has: Has, identity: Caller) -> Response:
    """Delete an avatar with its files, and the photo that it was made of; films in which it speaks stay."""
    models = Models(has.resources.app)
    require_maker(await models.get(identity.tenant_id, avatar_model_id, "avatar"), identity)
    files = await models.erase(identity.tenant_id, avatar_model_id)
    await has.resources.leases.remove(identity.tenant_id, files)
    return Response(status_code=204)


async def _shown(has: Services, tenant_id: str, models: list[Model]) -> list[Json]:
    made = await made_by(has.resources.app, tenant_id, [model.job_id for model in models])
    return [_one(has, model, made) for model in models]


def _one(has: Services, model: Model, made: Mapping[tuple[str, str], Asset]) -> Json:
    """Show an avatar. A file that was deleted, or that its maker did not make, is null."""
    files = {role: made.get((model.job_id, role)) for role in FILES}
    return {
        "id": model.id, "status": model.status, "style": model.style, "provider": model.provider,
        **{role: asset and shown(has, asset) for role, asset in files.items()},
        "jobId": model.job_id, "createdAt": stamp(model.created_at),
        "readyAt": model.ready_at and stamp(model.ready_at),
    }  # fmt: skip

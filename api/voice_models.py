"""The operations on voice models: list, get, delete."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api import answers
from api.context import Caller, Has
from api.documents import body, page
from api.model_fields import require_maker
from api.replies import decode_cursor, listed, reply, stamp
from domain.values import Json
from jobs.models import Model, Models, Status

CORE: Final = {"x-studio-section": "audio", "x-studio-set": "core"}
BEYOND: Final = {"x-studio-section": "audio", "x-studio-set": "beyond"}

routes = APIRouter(tags=["audio"])

VoiceModelId = Annotated[str, Path(alias="voiceModelId", pattern=r"^vm_[0-9a-z]{26}$")]


@routes.get(
    "/voice-models", openapi_extra=CORE, responses={200: page(answers.VoiceModel)},
)  # fmt: skip
async def list_voice_models(
    request: Request,
    has: Has,
    identity: Caller,
    status: Status | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> JSONResponse:
    """List the tenant's voice models, newest first."""
    found, following = await Models(has.resources.app).page(
        identity.tenant_id, "voice", status=status, before=decode_cursor(request, cursor), limit=limit,
    )  # fmt: skip
    return listed(request, [_shown(model) for model in found], following)


@routes.get(
    "/voice-models/{voiceModelId}", openapi_extra=BEYOND, responses={200: body(answers.VoiceModel)},
)  # fmt: skip
async def get_voice_model(
    request: Request, voice_model_id: VoiceModelId, has: Has, identity: Caller
) -> JSONResponse:
    """Read a voice model, with what was found in its samples."""
    found = await Models(has.resources.app).get(identity.tenant_id, voice_model_id, "voice")
    return reply(request, _shown(found))


@routes.delete("/voice-models/{voiceModelId}", openapi_extra=CORE, status_code=204)
async def delete_voice_model(voice_model_id: VoiceModelId, has: Has, identity: Caller) -> Response:
    """Delete a voice model with its samples; its vendor is told until it has forgotten the voice."""
    models = Models(has.resources.app)
    require_maker(await models.get(identity.tenant_id, voice_model_id, "voice"), identity)
    files = await models.erase(identity.tenant_id, voice_model_id)
    await has.resources.leases.remove(identity.tenant_id, files)
    return Response(status_code=204)


def _shown(model: Model) -> Json:
    likeness = None if model.provider is None else "resembles" if model.traits else "clone"
    return {
        "id": model.id, "name": model.name, "status": model.status, "language": model.language,
        "provider": model.provider, "likeness": likeness, "consent": model.consent, "report": model.report,
        "jobId": model.job_id, "createdAt": stamp(model.created_at),
        "readyAt": model.ready_at and stamp(model.ready_at),
    }  # fmt: skip

"""Presets: pipelines that are ready but for their parameters; those that ship, and a tenant's own."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response

from api.body import read_json
from api.context import Caller, Has
from api.documents import body as answered
from api.documents import page, problems, takes
from api.pipeline_answers import PresetShown
from api.pipeline_submission import PipelineSubmission
from api.pipelines import PIPELINES, DryRun, accepted, accepted_pipeline
from api.replays import once
from api.replies import listed, read, reply
from api.services import Services
from db.ids import new_id
from domain.errors import Conflict, NotFound, ValidationFailed
from domain.graph_check import checked
from domain.identity import Identity
from domain.pipelines import PipelineRequest
from domain.presets import Preset, PresetRequest
from domain.values import Json
from jobs.pipeline_reading import delete_preset, presets_of, save_preset
from runtime.presets import offered, shipped

SHIPPED: Final = shipped()
routes = APIRouter(tags=["pipelines"])
PresetPath = Annotated[str, Path(alias="name", pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]


@routes.get(
    "/pipelines/presets",
    openapi_extra=PIPELINES,
    responses={200: page(PresetShown)},
)
async def list_presets(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """List the presets whose job types are all there, and the tenant's own."""
    ready = offered(SHIPPED, has.resources.jobs)
    own = offered(await _own(has, identity), has.resources.jobs)
    shown = [_shown(preset, own=False) for preset in ready.values()]
    shown += [_shown(preset, own=True) for preset in own.values()]
    return listed(request, shown, None)


@routes.post(
    "/pipelines/presets",
    status_code=201,
    openapi_extra={**PIPELINES, **takes(Preset)},
    responses={201: answered(PresetShown), **problems("ERR_CONFLICT")},
)
async def create_preset(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Save a preset of the tenant's; it has to be right with its own example."""
    raw = await read_json(request)
    preset = read(Preset, raw)
    if preset.name in SHIPPED:
        raise Conflict(f"{preset.name!r} is a preset that ships.")
    _require_right(preset, has)

    async def keep() -> Json:
        told = preset.model_dump(mode="json", by_alias=True, exclude_none=True)
        await save_preset(
            has.resources.app, identity.tenant_id, identity.user_id, name=preset.name, body=told
        )
        return _shown(preset, own=True)

    return await once(request, has, identity, body=raw, act=keep, status=201)


@routes.post(
    "/pipelines/presets/{name}",
    status_code=202,
    openapi_extra={**PIPELINES, **takes(PresetRequest)},
    responses=accepted_pipeline(),
)
async def run_preset(
    request: Request,
    name: PresetPath,
    has: Has,
    identity: Caller,
    dry_run: DryRun = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Run a preset with parameters of its schema."""
    raw = await read_json(request)
    ask = read(PresetRequest, raw)
    presets = {**await _own(has, identity), **SHIPPED}
    found = offered(presets, has.resources.jobs).get(name)
    if found is None:
        raise NotFound(f"There is no preset {name!r}.")
    more = ask.model_dump(mode="json", by_alias=True, exclude={"params", "name"}, exclude_none=True)
    pipeline = {**found.pipeline(ask.params, name=ask.name), **more}
    submission = PipelineSubmission(has, identity)
    if dry_run:
        return reply(request, await submission.plan(pipeline))
    return accepted(request, await submission.accept(request, raw, pipeline=pipeline))


@routes.delete(
    "/pipelines/presets/{name}", name="delete_preset", openapi_extra=PIPELINES, status_code=204
)
async def remove_preset(name: PresetPath, has: Has, identity: Caller) -> Response:
    """Delete a preset of the tenant's; pipelines that it made stay."""
    await delete_preset(has.resources.app, identity.tenant_id, name)
    return Response(status_code=204)


async def _own(has: Services, identity: Identity) -> dict[str, Preset]:
    kept = await presets_of(has.resources.app, identity.tenant_id)
    return {name: Preset.model_validate_json(json.dumps(body)) for name, body in kept.items()}


def _require_right(preset: Preset, has: Services) -> None:
    """Fill a preset with its example and check it as a pipeline. Raises ValidationFailed."""
    if faults := tuple(preset.faults()):
        raise ValidationFailed("The preset is not valid.", errors=faults)
    checked(
        read(PipelineRequest, preset.pipeline(preset.example)),
        has.resources.jobs,
        new_id,
    )


def _shown(preset: Preset, *, own: bool) -> Json:
    return {
        "name": preset.name,
        "summary": preset.summary,
        "own": own,
        "types": preset.types,
        "parameters": preset.parameters.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_defaults=False
        ),
    }

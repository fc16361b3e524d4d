"""Uploads, assets, and the content that signed urls open."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import StringConstraints

from api import answers
from api.body import read_json
from api.context import Caller, Has, public
from api.documents import body, either, problems
from api.media_fields import facts_of, source
from api.replays import once
from api.replies import read, reply, stamp
from api.services import Services, require_space
from db.ids import new_id
from domain.errors import Conflict, PayloadTooLarge, ValidationFailed
from domain.identity import Identity
from domain.tiers import Tier
from domain.values import Edge, Json
from jobs.assets import Asset, exists, find, find_signed, forget, keep
from jobs.presenting import extension
from storage.ranges import RangeUnsatisfiable, byte_range

UPLOAD_BYTES_MAX: Final = 2 * 1024**3
NAME_LENGTH_MAX: Final = 128
NAME_PATTERN: Final = r"^[^\x00-\x1f\x7f/\\]*$"
PRESIGNED_SECONDS: Final = 3_600
PRESIGN_BYTES_MAX: Final = 64 * 1024

routes = APIRouter(tags=["assets"])
BEYOND = {"x-studio-section": "assets", "x-studio-set": "beyond"}
AssetId = Annotated[str, PathParameter(alias="assetId", pattern=r"^asset_[0-9a-z]{26}$")]


class UploadRequest(Edge):
    """A file that a browser, or another machine, will put without a token."""

    name: Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=NAME_LENGTH_MAX)] = (
        "upload"
    )


@routes.post(
    "/uploads", status_code=201,
    responses={201: {
        "description": "The asset; for a JSON body, where to put the file",
        **either(answers.AssetShown, answers.Presigned),
    }, **problems("ERR_MEDIA_INVALID", "ERR_UNSUPPORTED_MEDIA")},
    openapi_extra={
        **BEYOND,
        "requestBody": {"required": True, "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "application/json": {"schema": UploadRequest.model_json_schema()}}},
    },
)  # fmt: skip
async def create_upload(
    request: Request,
    has: Has,
    identity: Caller,
    name: Annotated[str, Query(max_length=NAME_LENGTH_MAX, pattern=NAME_PATTERN)] = "upload",
) -> JSONResponse:
    """Keep a file: its bytes are the body, whatever type they say. It is probed, and refused when it is no media.

    A body of type `application/json`, `{"name": …}`, is answered with a url to `PUT` the bytes to, without a
    token, within an hour.
    """
    await require_space(has)
    if request.headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        return await _presign(request, has, identity)
    return await _kept(request, has, identity, asset_id=new_id("asset"), name=name or "upload")


@routes.put(
    "/uploads/{assetId}", status_code=201, dependencies=[Depends(public)],
    responses={201: body(answers.AssetShown), **problems("ERR_MEDIA_INVALID", "ERR_CONFLICT", "ERR_UNAUTHORIZED")},
    openapi_extra={
        **BEYOND,
        "requestBody": {"required": True, "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
    },
)  # fmt: skip
async def put_upload(
    request: Request,
    asset_id: AssetId,
    has: Has,
    ticket: Annotated[str, Query(max_length=2_048)],
) -> JSONResponse:
    """Put the bytes of a presigned upload, once."""
    told = has.tickets.check(ticket, asset_id, datetime.now(UTC))
    await require_space(has)
    identity = Identity(tenant_id=told["tenantId"], user_id=told["sub"], tier=Tier.FREE)
    if await exists(has.resources.app, identity.tenant_id, asset_id):
        raise Conflict("This upload has been made.")
    return await _kept(request, has, identity, asset_id=asset_id, name=told["name"])


async def _presign(request: Request, has: Services, identity: Identity) -> JSONResponse:
    if int(request.headers.get("content-length") or UPLOAD_BYTES_MAX) > PRESIGN_BYTES_MAX:
        raise PayloadTooLarge(f"Of type application/json, at most {PRESIGN_BYTES_MAX} bytes.")
    raw = await read_json(request)
    wanted = read(UploadRequest, raw)

    async def presign() -> Json:
        asset_id = new_id("asset")
        expires_at = datetime.now(UTC) + timedelta(seconds=PRESIGNED_SECONDS)
        ticket = has.tickets.issue(asset_id, identity, expires_at, name=wanted.name)
        root = has.resources.settings.api.public_url.rstrip("/")
        return {
            "id": asset_id,
            "method": "PUT",
            "uploadUrl": f"{root}/studio/v1/uploads/{asset_id}?ticket={ticket}",
            "expiresAt": stamp(expires_at),
        }

    return await once(request, has, identity, body=raw, act=presign, status=201)


async def _kept(
    request: Request, has: Services, identity: Identity, *, asset_id: str, name: str
) -> JSONResponse:
    with tempfile.TemporaryDirectory(prefix="studio-upload-") as folder:
        path = Path(folder) / "upload"
        await _receive(request, path)
        facts = await facts_of(path)
        stored = await has.resources.leases.put(identity.tenant_id, path, holder=asset_id)

    async def name_it() -> Json:
        asset = source(identity.tenant_id, asset_id, stored, facts, origin="upload", name=name)
        await keep(has.resources.app, asset, identity.user_id)
        return shown(has, await find(has.resources.app, identity.tenant_id, asset_id))

    return await once(request, has, identity, body=[name, stored.sha256], act=name_it, status=201)


@routes.get("/assets/{assetId}", openapi_extra=BEYOND, responses={200: body(answers.AssetShown)})
async def get_asset(
    request: Request, asset_id: AssetId, has: Has, identity: Caller
) -> JSONResponse:
    """Read an asset's facts, with a fresh url."""
    return reply(request, shown(has, await find(has.resources.app, identity.tenant_id, asset_id)))


@routes.delete(
    "/assets/{assetId}", openapi_extra=BEYOND, status_code=204, responses=problems("ERR_CONFLICT")
)
async def delete_asset(asset_id: AssetId, has: Has, identity: Caller) -> Response:
    """Delete an asset; refused while a job that is not over uses it."""
    sha256 = await forget(has.resources.app, identity.tenant_id, asset_id)
    await has.resources.leases.remove(identity.tenant_id, [sha256])
    return Response(status_code=204)


@routes.head(
    "/assets/{assetId}/content.{ext}", dependencies=[Depends(public)], include_in_schema=False
)
@routes.get(
    "/assets/{assetId}/content.{ext}", dependencies=[Depends(public)], openapi_extra=BEYOND,
    response_class=StreamingResponse,
    responses={
        200: {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "A range of it"}, 304: {"description": "Not changed"},
        416: {"description": "No such range"},
        **problems("ERR_FORBIDDEN"),
    },
)  # fmt: skip
async def get_asset_content(
    request: Request,
    asset_id: AssetId,
    ext: Annotated[str, PathParameter(pattern=r"^[a-z0-9]{1,5}$")],  # noqa: ARG001 - for people and players
    has: Has,
    expires: Annotated[int, Query(ge=0, le=2**53)],
    signature: Annotated[str, Query(max_length=128, pattern=r"^[0-9a-f]+$")],
) -> Response:
    """Open a signed url: ranges and conditional requests as players need them."""
    has.signer.check(asset_id, expires, signature, datetime.now(UTC))
    asset = await find_signed(has.resources.system, asset_id)
    headers = {
        "ETag": f'"{asset.sha256}"', "Accept-Ranges": "bytes", "Cache-Control": "private, max-age=3600, immutable",
        "Content-Disposition": f'inline; filename="{asset_id}.{extension(asset.mime_type)}"',
        "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'",
    }  # fmt: skip
    known = request.headers.get("if-none-match", "")
    if asset.sha256 in known or known.strip() == "*":
        return Response(status_code=304, headers=headers)
    try:
        part = byte_range(request.headers.get("range"), asset.size_bytes)
    except RangeUnsatisfiable:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{asset.size_bytes}"})
    start, end = part or (0, asset.size_bytes)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{asset.size_bytes}"
    status, headers["Content-Length"] = 206 if part else 200, str(end - start)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=asset.mime_type)
    content = has.resources.blobs.open(asset.tenant_id, asset.sha256, start=start, end=end)
    return StreamingResponse(content, status, headers, asset.mime_type)


def shown(has: Services, asset: Asset) -> Json:
    """Show an asset with a signed url."""
    signed = has.signer.sign(asset.id, extension(asset.mime_type), datetime.now(UTC))
    root = has.resources.settings.api.public_url.rstrip("/")
    facts = {
        "width": asset.width, "height": asset.height, "durationSeconds": asset.duration_seconds,
    }  # fmt: skip
    return {
        "id": asset.id, "name": asset.name, "origin": asset.origin, "role": asset.role,
        "mimeType": asset.mime_type, "bytes": asset.size_bytes, "sha256": asset.sha256,
        **{key: value for key, value in facts.items() if value is not None},
        "url": f"{root}{signed.path}", "urlExpiresAt": stamp(signed.expires_at), "createdAt": stamp(asset.created_at),
    }  # fmt: skip


async def _receive(request: Request, path: Path) -> None:
    size_bytes = 0
    with path.open("wb") as file:
        async for piece in request.stream():
            size_bytes += len(piece)
            if size_bytes > UPLOAD_BYTES_MAX:
                raise PayloadTooLarge(f"An upload holds at most {UPLOAD_BYTES_MAX} bytes.")
            await asyncio.to_thread(file.write, piece)
    if size_bytes == 0:
        raise ValidationFailed("The upload is empty.")

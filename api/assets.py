"""Uploads, assets, and the content that signed urls open."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.context import Caller, Has, public
from api.documents import COMMON, Meta, body, problems
from api.media_fields import facts_of, new_asset
from api.present import extension
from api.replies import reply, stamp
from api.services import Services
from domain.errors import PayloadTooLarge, Unavailable, ValidationFailed
from domain.values import Json
from jobs.assets import Asset, find, find_signed, forget, keep
from storage.ranges import RangeUnsatisfiable, byte_range

UPLOAD_BYTES_MAX: Final = 2 * 1024**3
NAME_LENGTH_MAX: Final = 128

routes = APIRouter(tags=["assets"], responses=problems())
BEYOND = {"x-studio-section": "assets", "x-studio-set": "beyond"}
AssetId = Annotated[str, PathParameter(alias="assetId", pattern=r"^asset_[0-9a-z]{26}$")]


@routes.post(
    "/uploads", status_code=201, responses={201: body(Meta), **problems((*COMMON, "ERR_MEDIA_INVALID"))},
    openapi_extra={
        **BEYOND,
        "requestBody": {"required": True, "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
    },
)  # fmt: skip
async def upload(
    request: Request,
    has: Has,
    identity: Caller,
    name: Annotated[
        str, Query(max_length=NAME_LENGTH_MAX, pattern=r"^[^\x00-\x1f\x7f/\\]*$")
    ] = "upload",
) -> JSONResponse:
    """Keep a file: its bytes are the body. It is probed, and refused when it is no media."""
    free = await has.resources.blobs.free_fraction()
    if free is not None and free < has.resources.settings.storage.free_fraction_min:
        raise Unavailable("The storage is nearly full.", retry_after_seconds=60)
    with tempfile.TemporaryDirectory(prefix="studio-upload-") as folder:
        path = Path(folder) / "upload"
        await _receive(request, path)
        facts = await facts_of(path)
        stored = await has.resources.blobs.put(identity.tenant_id, path)
    asset = new_asset(identity.tenant_id, stored, facts, origin="upload", name=name or "upload")
    await keep(has.resources.app, asset, identity.user_id)
    return reply(request, shown(has, asset), status=201)


@routes.get("/assets/{assetId}", openapi_extra=BEYOND, responses={200: body(Meta)})
async def get_asset(
    request: Request, asset_id: AssetId, has: Has, identity: Caller
) -> JSONResponse:
    """Read an asset's facts, with a fresh url."""
    return reply(request, shown(has, await find(has.resources.app, identity.tenant_id, asset_id)))


@routes.delete("/assets/{assetId}", openapi_extra=BEYOND, status_code=204)
async def delete_asset(asset_id: AssetId, has: Has, identity: Caller) -> Response:
    """Delete an asset; refused while a job that is not over uses it."""
    sha256 = await forget(has.resources.app, identity.tenant_id, asset_id)
    if sha256:
        await has.resources.blobs.delete(identity.tenant_id, sha256)
    return Response(status_code=204)


@routes.get(
    "/assets/{assetId}/content.{ext}", dependencies=[Depends(public)], openapi_extra=BEYOND,
    response_class=StreamingResponse,
    responses={
        200: {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "A range of it"}, 304: {"description": "Not changed"},
        416: {"description": "No such range"},
    },
)  # fmt: skip
async def get_content(
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
    if asset.sha256 in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        part = byte_range(request.headers.get("range"), asset.size_bytes)
    except RangeUnsatisfiable:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{asset.size_bytes}"})
    start, end = part or (0, asset.size_bytes)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{asset.size_bytes}"
    content = has.resources.blobs.open(asset.tenant_id, asset.sha256, start=start, end=end)
    return StreamingResponse(
        content,
        206 if part else 200,
        {**headers, "Content-Length": str(end - start)},
        asset.mime_type,
    )


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

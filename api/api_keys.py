"""API keys of a tenant: made, listed, revoked."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response
from pydantic import StringConstraints

from api import answers
from api.body import read_json
from api.context import Caller, Has
from api.documents import body, page, takes
from api.replays import once
from api.replies import listed, read, stamp
from db.ids import new_id
from domain.errors import Forbidden
from domain.identity import Identity, Role
from domain.values import Edge, Json, Text
from jobs.keys import ApiKey, hash_key, keep_key, list_keys, make_key, revoke_key

routes = APIRouter(tags=["api-keys"])
BEYOND = {"x-studio-section": "api-keys", "x-studio-set": "beyond"}
KeyId = Annotated[str, Path(alias="keyId", pattern=r"^key_[0-9a-z]{26}$")]
SHOWN_LENGTH = 8


class NewKey(Edge):
    """A key to make."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=100)]


@routes.post(
    "/api-keys", openapi_extra={**BEYOND, **takes(NewKey)}, status_code=201,
    responses={201: body(answers.Key)},
)  # fmt: skip
async def create_api_key(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Make a key that acts as its maker. The secret is in this answer and nowhere else."""
    _require_admin(identity)
    raw = await read_json(request)
    wanted = read(NewKey, raw)

    async def make() -> Json:
        secret = make_key()
        key = ApiKey(
            id=new_id("key"), name=wanted.name, prefix=secret[:SHOWN_LENGTH],
            roles=tuple(sorted(role.value for role in identity.roles)), created_at=datetime.now(UTC),
        )  # fmt: skip
        await keep_key(has.resources.app, identity, key, hash_key(secret))
        return {**_shown(key), "secret": secret}

    return await once(request, has, identity, body=raw, act=make, status=201, shown_once="secret")


@routes.get("/api-keys", openapi_extra=BEYOND, responses={200: page(answers.Key)})
async def list_api_keys(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """List the tenant's live keys, without their secrets."""
    _require_admin(identity)
    return listed(
        request,
        [_shown(key) for key in await list_keys(has.resources.app, identity.tenant_id)],
        None,
    )


@routes.delete("/api-keys/{keyId}", openapi_extra=BEYOND, status_code=204)
async def delete_api_key(key_id: KeyId, has: Has, identity: Caller) -> Response:
    """Revoke a key at once."""
    _require_admin(identity)
    await revoke_key(has.resources.app, identity.tenant_id, key_id)
    return Response(status_code=204)


def _require_admin(identity: Identity) -> None:
    if not identity.has(Role.ADMIN):
        raise Forbidden("API keys need role admin.")


def _shown(key: ApiKey) -> Json:
    return {
        "id": key.id, "name": key.name, "prefix": key.prefix, "roles": list(key.roles),
        "createdAt": stamp(key.created_at),
    }  # fmt: skip

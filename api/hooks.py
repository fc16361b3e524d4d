"""Where vendors knock when a call is done. A knock only wakes the call's follower: the truth is fetched."""

import json
import time
from hashlib import sha256
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from api import answers
from api.context import Has, public, throttle
from api.documents import body, problems
from api.replies import reply
from api.services import Services
from domain.errors import Conflict, NotFound, Unauthorized, ValidationFailed
from domain.values import Json
from providers._base import Knock, Provider
from providers._callbacks import ACCOUNT
from runtime.catalog import adapters

KNOCKS_PER_MINUTE: Final = 6_000

log = structlog.get_logger(__name__)
routes = APIRouter(tags=["providers"])


@routes.post(
    "/hooks/{provider}/{token}",
    openapi_extra={
        "x-studio-section": "providers", "x-studio-set": "beyond",
        "requestBody": {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
    },
    responses={
        200: body(answers.Heard),
        **problems("ERR_UNAUTHORIZED", "ERR_CONFLICT"),
    },
)  # fmt: skip
async def receive_provider_webhook(
    request: Request,
    has: Has,
    provider: Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")],
    token: Annotated[str, Path(max_length=1_024)],
) -> JSONResponse:
    """Take a vendor's webhook: signed as the vendor says, and heard once."""
    adapter = adapters().get(provider)
    call = has.resources.callbacks.call_of(provider, token)
    if adapter is None or adapter.proof is None or call is None:
        await public(request, has)  # who guesses urls is counted by address
        raise NotFound("There is nothing at this path.")
    await throttle(request, has, f"hook {provider}", KNOCKS_PER_MINUTE)
    said = await request.body()
    if not await _is_genuine(has, adapter, request, call, said):
        log.warning("knock_refused", provider=provider)
        raise Unauthorized("The webhook is not signed by its vendor, or not just now.")
    subject = call if call != ACCOUNT else _subject(adapter, said)
    if subject and not await has.resources.app.value(
        "SELECT studio.knock(:digest, :subject)",
        digest=_digest(adapter, request, call, said),
        subject=subject,
    ):
        raise Conflict("This webhook was heard before.")
    return reply(request, {"heard": subject is not None})


async def _is_genuine(
    has: Services, adapter: type[Provider], request: Request, call: str, said: bytes
) -> bool:
    setting = has.resources.settings.providers.get(adapter.name)
    account = setting.webhook_secret if setting else None
    secrets = {
        "call": has.resources.callbacks.secret(adapter.name, call),
        "account": account.get_secret_value() if account else "",
    }

    def knock(keys: Json) -> Knock:
        return Knock(
            headers=dict(request.headers),
            body=said,
            now=time.time(),
            secret=secrets.get(adapter.proof or "", ""),
            keys=keys,
        )

    if adapter.proof != "keys":
        return adapter.is_genuine(knock(None))
    known = knock(await has.public_keys.of(adapter.keys_url))
    return adapter.is_genuine(known) or adapter.is_genuine(
        knock(await has.public_keys.of(adapter.keys_url, anew=True))
    )


def _subject(adapter: type[Provider], said: bytes) -> str | None:
    """Find the ticket that a webhook of the whole account is about; None: not one of ours to follow."""
    try:
        found = adapter.subject(json.loads(said))
    except (ValueError, RecursionError) as error:
        raise ValidationFailed("The webhook is no JSON.") from error
    return found and f"{adapter.name} {found}"


def _digest(adapter: type[Provider], request: Request, call: str, said: bytes) -> str:
    stamps = [request.headers.get(name) for name in adapter.stamps]
    return sha256(json.dumps([adapter.name, call, stamps]).encode() + said).hexdigest()

"""fal: Pika, Kling, FLUX, Topaz, sync, Meshy and others behind one queue. https://fal.ai/docs/inference-api"""

import math
from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar, Final

from domain.assets import Role
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderGaveUp,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import Transcript, Word
from domain.values import Json
from providers._base import (
    Finished,
    Knock,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
)
from providers._fal.endpoints import NAME, OFFERS, TAGS, call_for
from providers._fal.signature import KEYS_URL, SIGNATURE, is_signed

NOBODYS: Final = "/fal-ai/flux/requests/00000000-0000-0000-0000-000000000000/status"
"""A request that nobody made."""
ROLES: Final[Mapping[str, Role]] = {
    "video": "video", "image": "image", "images": "image", "audio": "audio", "model_glb": "model",
    "rigged_character_glb": "model",
}  # fmt: skip
"""What each place of a result holds."""

LOCKED: Final = "User is locked"
UNPAID: Final = ("Exhausted balance", "TOP_UP")
MODERATED: Final = "content_policy_violation"
THEIRS: Final = frozenset(
    {
        "internal_server_error", "generation_timeout", "downstream_service_error", "downstream_service_unavailable",
        "no_media_generated",
    }
)  # fmt: skip
"""Kinds of a model's error that the input has no part in."""
REJECTING: Final = frozenset({400, 413, 415, 422})
NOT_OF_THE_MODEL: Final = frozenset({401, 429})
BAD_REQUEST: Final = 400
NOT_FOUND: Final = 404


class Fal(Provider):
    """Every call is queued; its ticket holds the urls by which the queue wants to be asked."""

    name = NAME
    base_url = "https://queue.fal.run"
    hosts = ("fal.run",)
    stamps = (SIGNATURE,)
    proof = "keys"
    keys_url = KEYS_URL
    offers: ClassVar[tuple[Offer, ...]] = OFFERS

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": f"Key {key}"}

    async def submit(self, ask: Submission) -> Ticket:
        call = await call_for(ask)
        params = {"fal_webhook": ask.callback_url} if ask.callback_url else None
        response = await self.http.send(
            "POST", f"/{call.endpoint}", classify=classify, paid=True, json=call.body, params=params
        )
        match self.http.json_of(response):
            case {
                "request_id": str(request_id),
                "status_url": str(status),
                "response_url": str(result),
                "cancel_url": str(cancel),
            } if request_id:
                urls = {"status_url": status, "response_url": result, "cancel_url": cancel}
                state = {"model": call.endpoint, "place": call.place, **urls}
                return Ticket(provider=self.name, id=request_id, state=state)
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", ticket.state["status_url"], classify=classify)
        match self.http.json_of(response):
            case {"status": "IN_QUEUE", **more}:
                return Queued(_position(more.get("queue_position")))
            case {"status": "IN_PROGRESS"}:
                return Running()
            case {"status": "COMPLETED", **more}:
                return await self._outcome(ticket, more)
            case reply:
                raise self.http.malformed(reply)

    async def cancel(self, ticket: Ticket) -> bool:
        """Take a request out of the queue, or have its runner told to stop."""
        try:
            response = await self.http.send("PUT", ticket.state["cancel_url"], classify=absent)
        except ProviderRejected:
            return False
        match self.http.json_of(response):
            case {"status": "OK" | "CANCELLATION_REQUESTED"} | {"success": True}:
                return True
            case {"status": "ALREADY_COMPLETED" | "NOT_FOUND"} | {"success": False}:
                return False
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        """Ask for a request that nobody made: the queue looks for it only after it has looked at the key."""
        with suppress(ProviderRejected):
            await self.http.send("GET", NOBODYS, classify=absent)
        return "the key is known"

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        return is_signed(knock)

    async def _outcome(self, ticket: Ticket, status: Json) -> Finished:
        """Fetch the result: completed is what failed, too, and then the model's error is the result."""
        response = await self.http.send("GET", ticket.state["response_url"], classify=judge)
        if status.get("error") or status.get("error_type"):
            raise ProviderGaveUp(self.name, "completed with an error")
        usage = _usage(status)
        match self.http.json_of(response):
            case {"has_nsfw_concepts": [True, *_]}:
                raise ProviderModerated(self.name, "the picture was found unsafe")
            case {"chunks": list(chunks), **more} if ticket.state["place"] == "chunks":
                heard = Transcript(
                    language=_language(more), words=self._words(chunks), source="recognised"
                )
                return Finished(model=ticket.state["model"], transcript=heard, usage=usage)
            case dict(result):
                made = (self._made(result, ticket.state["place"]), *_shown(result))
                return Finished(model=ticket.state["model"], made=made, usage=usage)
            case reply:
                raise self.http.malformed(reply)

    def _made(self, result: Json, place: str) -> Made:
        match result.get(place):
            case {"url": str(url)} | [{"url": str(url)}, *_] if url:
                return Made(role=ROLES[place], url=url)
            case _:
                raise self.http.malformed(result)

    def _words(self, chunks: list[Json]) -> tuple[Word, ...]:
        found: list[Word] = []
        for chunk in chunks:
            match chunk:
                case {"text": str(text), "timestamp": [int() | float() as start, end]} if (
                    0 <= start < math.inf
                ):
                    # The last word may have no end.
                    until = (
                        end if isinstance(end, int | float) and start <= end < math.inf else start
                    )
                    found.append(Word(text=text.strip(), start=start, end=until))
                case reply:
                    raise self.http.malformed(reply)
        return tuple(word for word in found if word.text)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: an empty account is a 403 here."""
    match body:
        case {"detail": str(said)} if LOCKED in said:
            if any(reason in said for reason in UNPAID):
                raise ProviderCreditsExhausted(provider, f"status {status}, balance exhausted")
            raise ProviderMisconfigured(provider, f"status {status}, the account is locked")
    if MODERATED in _kinds(body):
        raise ProviderModerated(provider, f"status {status}, {MODERATED}")


def judge(provider: str, status: int, body: Json) -> None:
    """Raise what a failed request's result means: it is the model that speaks, with the status of its error."""
    classify(provider, status, body)
    if status in NOT_OF_THE_MODEL:
        return
    kinds = _kinds(body)
    if kinds and status in REJECTING and not kinds & THEIRS:
        raise ProviderRejected(provider, f"status {status}, {', '.join(sorted(kinds))}")
    match body:
        case {"detail": _}:
            raise ProviderGaveUp(provider, f"the request failed with status {status}")


def absent(provider: str, status: int, body: Json) -> None:
    """Raise ProviderRejected for a request that is not there, or is over."""
    classify(provider, status, body)
    if status in (BAD_REQUEST, NOT_FOUND):
        raise ProviderRejected(provider, f"status {status}, no such request is under way")


def _kinds(body: Json) -> frozenset[str]:
    """Give the kinds of a model's errors."""
    errors = body.get("detail") if isinstance(body, dict) else body
    if not isinstance(errors, list):
        return frozenset()
    return frozenset(
        str(error["type"]) for error in errors if isinstance(error, dict) and error.get("type")
    )


def _shown(result: Json) -> tuple[Made, ...]:
    """Give the picture of a model, where there is one."""
    match result:
        case {"model_glb": _, "thumbnail": {"url": str(url)}} if url:
            return (Made(role="image", url=url, extra=True),)
        case _:
            return ()


def _position(position: Json) -> int | None:
    return position if isinstance(position, int) and not isinstance(position, bool) else None


def _usage(status: Json) -> Usage | None:
    match status.get("metrics"):
        case {"inference_time": int() | float() as seconds}:
            return Usage(amount=seconds, unit="seconds")
        case _:
            return None


def _language(result: Json) -> str | None:
    match result.get("inferred_languages"):
        case [str(code), *_]:
            return TAGS.get(code, code)
        case _:
            return None


ADAPTER = Fal

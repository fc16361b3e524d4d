"""Hedra: a portrait that speaks a recording. https://www.hedra.com/docs"""

import re
import time
from collections.abc import Mapping
from math import ceil
from typing import Any, ClassVar, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from domain.assets import Blob
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, PortraitTask
from domain.values import Json
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
    unoffered,
)

MODEL: Final = "hedra-character-3"
GENERATIONS: Final = "/public/generations"
PROMPT: Final = "A person talks to the camera."
"""The model wants a description; the picture and the recording say all that we know."""
RESOLUTION: Final = "720p"
IMAGE_KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
NEW_SECONDS: Final = 60.0
"""A generation that was just taken on may not be known yet where its state is asked for."""

INPUT: Final = ("INVALID_ARGUMENT", "NOT_FOUND", "FAILED_PRECONDITION")
TYPES: Final[Mapping[str, type[ProviderFailure]]] = {
    **dict.fromkeys(INPUT, ProviderRejected),
    "MODERATION_FAILED": ProviderModerated,
    **dict.fromkeys(("MISSING_CREDITS", "INSUFFICIENT_BALANCE"), ProviderCreditsExhausted),
    **dict.fromkeys(("UNAUTHORIZED", "PERMISSION_DENIED"), ProviderMisconfigured),
    "RESOURCE_EXHAUSTED": ProviderThrottled,
    **dict.fromkeys(("ALREADY_EXISTS", "ALREADY_IN_PROGRESS"), ProviderOutcomeUnknown),
}
"""What the vendor's types of error mean to a call. The others say that it is away, and so does the status."""
FINAL: Final[Mapping[str, type[ProviderFailure]]] = {
    name: kind for name, kind in TYPES.items() if kind not in (ProviderThrottled, ProviderOutcomeUnknown)
}  # fmt: skip
"""What they mean of work that was taken on: for the rest, the vendor could not do it."""
MODERATED: Final = re.compile(r"moderat|polic(?:y|ies)", re.IGNORECASE)
NOT_FOUND: Final = 404
CONFLICT: Final = 409


class Hedra(Provider):
    """Every call answers with a generation to follow, found by an id that we mint ourselves. There is no cancel."""

    name = "hedra"
    base_url = "https://api.hedra.com/web-app"
    poll_seconds = 5.0
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.TALKING_PORTRAIT, model=MODEL, findable=True),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"X-API-Key": key}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case PortraitTask() as task:
                self._bound(task)
            case task:
                raise unoffered(self.name, task)
        slug, able = await self._model()
        inputs = self._inputs(task, able)
        body = {
            "type": "video", "model_slug": slug, "generation_id": _minted(ask.key), "generated_video_inputs": inputs,
            "start_keyframe_id": await self._asset(ask, task.image, "image"),
            "audio_id": await self._asset(ask, task.audio, "audio"),
        }  # fmt: skip
        response = await self.http.send(
            "POST", GENERATIONS, classify=classify, paid=True, json=body
        )
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                return self._ticket(made_id)
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        is_new = time.time() - float(ticket.state["asked_at"]) < NEW_SECONDS
        try:
            response = await self.http.send(
                "GET", f"{GENERATIONS}/{quote(ticket.id, safe='')}/status", classify=classify
            )
        except ProviderRejected:  # there is nothing to reject in a question but its id
            if is_new:
                return Queued()
            raise ProviderMalformed(self.name, "the generation is not known") from None
        match self.http.json_of(response):
            case {"status": "queued"}:
                return Queued()
            case {"status": "processing" | "finalizing", **more}:
                return Running(_fraction(more.get("progress")))
            case {"status": "complete", "download_url": str(url)} if url:
                return await self._finished(ticket, url)
            case {"status": "complete", "url": str(url)} if url:
                return await self._finished(ticket, url)
            case {"status": "error", **more}:
                raise failed(self.name, more)
            case reply:
                raise self.http.malformed(reply)

    async def find(self, key: str) -> Ticket | None:
        minted = _minted(key)
        match await self._listed(minted):
            case {"data": []}:
                return None
            case {"data": [{"id": str(made_id)}]} if made_id == minted:
                return self._ticket(made_id)
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/public/billing/credits", classify=classify)
        match self.http.json_of(response):
            case {"remaining": int() | float() as left}:
                return f"{left} credits left"
            case reply:
                raise self.http.malformed(reply)

    async def _model(self) -> tuple[str, Json]:
        """Find the model in the account's list: its slug is the vendor's to choose, its name is known."""
        response = await self.http.send(
            "GET", "/public/models", classify=classify, params={"types": "video"}
        )
        match self.http.json_of(response):
            case list(models):
                pass
            case reply:
                raise self.http.malformed(reply)
        for model in models:
            match model:
                case {"slug": str(slug), "name": str(name)} if MODEL in (
                    _plain(slug),
                    _plain(name),
                ):
                    return slug, model
        raise ProviderMisconfigured(self.name, f"the account has no model {MODEL!r}")

    def _inputs(self, task: PortraitTask, able: Json) -> dict[str, Any]:
        """Say what video is wanted. Its length is the recording's, where that is known."""
        if task.aspect not in (able.get("aspect_ratios") or (task.aspect,)):
            raise ProviderRejected(self.name, f"it makes no video of {task.aspect}")
        offered = able.get("resolutions") or (RESOLUTION,)
        inputs: dict[str, Any] = {
            "text_prompt": PROMPT, "aspect_ratio": task.aspect,
            "resolution": RESOLUTION if RESOLUTION in offered else offered[-1],
        }  # fmt: skip
        if seconds := task.audio.facts.duration_seconds:
            inputs["duration_ms"] = ceil(seconds * 1_000)
            longest = able.get("max_duration_ms")
            if isinstance(longest, int) and inputs["duration_ms"] > longest:
                raise ProviderRejected(self.name, f"{seconds:g} seconds are longer than it speaks")
        return inputs

    async def _asset(self, ask: Submission, blob: Blob, kind: str) -> str:
        """Reserve an asset and fill it, which is free."""
        part = await ask.part(blob, kind)
        response = await self.http.send(
            "POST", "/public/assets", classify=classify, json={"name": part[0], "type": kind}
        )
        match self.http.json_of(response):
            case {"id": str(asset_id)} if asset_id:
                path = f"/public/assets/{quote(asset_id, safe='')}/upload"
                await self.http.send("POST", path, classify=classify, files={"file": part})
                return asset_id
            case reply:
                raise self.http.malformed(reply)

    async def _listed(self, made_id: str) -> Json:
        """Ask the list for one generation: it also tells the price."""
        response = await self.http.send(
            "GET", GENERATIONS, classify=classify, params={"ids": made_id}
        )
        return self.http.json_of(response)

    async def _finished(self, ticket: Ticket, url: str) -> Finished:
        usage = _usage(await self._listed(ticket.id))
        made = Made(role="video", url=url)
        return Finished(model=ticket.state["model"], made=(made,), usage=usage)

    def _bound(self, task: PortraitTask) -> None:
        if task.transparent:
            raise ProviderRejected(self.name, "it does not cut the background away")
        if task.image.facts.mime_type not in IMAGE_KINDS:
            raise ProviderRejected(self.name, f"it does not take {task.image.facts.mime_type!r}")

    def _ticket(self, made_id: str) -> Ticket:
        state = {"model": MODEL, "asked_at": f"{time.time():.0f}"}
        return Ticket(provider=self.name, id=made_id, state=state)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's type of error means; what is not named here is judged by its status."""
    named = _type(body)
    if kind := TYPES.get(named):
        raise kind(provider, f"status {status}, {named}")
    if status == CONFLICT:
        raise ProviderOutcomeUnknown(provider, "the generation is there already")
    if status == NOT_FOUND:
        raise ProviderRejected(provider, "what the call names is not known")


def failed(provider: str, reply: Json) -> ProviderFailure:
    """Make the failure of a generation that was taken on: by its type, or by its sentence where it has none."""
    named = _type(reply)
    if not named and MODERATED.search(str(reply.get("error_message"))):
        return ProviderModerated(provider, "refused by the vendor's policy")
    return FINAL.get(named, ProviderGaveUp)(provider, f"failed with {named or 'no type'}")


def _type(reply: Json) -> str:
    match reply:
        case {"error": {"type": str(named)} | {"code": str(named)}}:
            return named
        case _:
            return ""


def _minted(key: str) -> str:
    """Give the id that stands for our key at the vendor."""
    return str(uuid5(NAMESPACE_URL, key))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _fraction(progress: Json) -> float | None:
    return min(max(float(progress), 0.0), 1.0) if isinstance(progress, int | float) else None


def _usage(reply: Json) -> Usage | None:
    match reply:
        case {"data": [{"credit_cost": int() | float() as credits}]}:
            return Usage(amount=credits, unit="credits")
        case _:
            return None


ADAPTER = Hedra

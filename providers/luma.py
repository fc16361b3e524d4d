"""Luma Dream Machine: video of a description, pictures. https://docs.lumalabs.ai"""

import math
import re
from typing import Any, ClassVar, Final

from domain.assets import Role
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import Ability, ImageTask, Quality, VideoTask
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
    unoffered,
)
from providers._pictures import styled

VIDEO_MODEL: Final = "ray-2"
IMAGE_MODEL: Final = "photon-1"
CLIP_SECONDS: Final = (5, 9)
RESOLUTIONS: Final = {Quality.STANDARD: "720p", Quality.HIGH: "1080p", Quality.ULTRA: "4k"}
RATIOS: Final = {
    "21:9": 21 / 9, "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "3:4": 3 / 4, "9:16": 9 / 16, "9:21": 9 / 21,
}  # fmt: skip
"""A picture is asked for by the ratio of its sides alone."""

MODERATED: Final = re.compile(r"moderat|not allowed", re.IGNORECASE)
UNPAID: Final = re.compile(r"credit", re.IGNORECASE)
"""What a failure's text says: it has no codes."""
REJECTING: Final = frozenset({400, 422})
UNPAYING: Final = frozenset({*REJECTING, 403, 429})
CENTS: Final = 100


class Luma(Provider):
    """Every call answers with a generation to follow.

    A first picture is taken by its public url only, and there is nowhere to upload one. The vendor's
    delete takes a generation off its list, and stops none.
    """

    name = "luma"
    base_url = "https://api.lumalabs.ai/dream-machine/v1"
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model=VIDEO_MODEL, seconds=CLIP_SECONDS, continues=False),
        Offer(ability=Ability.IMAGE, model=IMAGE_MODEL),
    )

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case VideoTask() as task:
                kind, body = "video", self._clip(task)
            case ImageTask() as task:
                kind, body = "image", _drawing(task)
            case task:
                raise unoffered(self.name, task)
        if ask.callback_url:
            body["callback_url"] = ask.callback_url
        response = await self.http.send(
            "POST", f"/generations/{kind}", classify=classify, paid=True, json={"model": ask.model, **body}
        )  # fmt: skip
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                state = {"model": ask.model, "kind": kind}
                return Ticket(provider=self.name, id=made_id, state=state)
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/generations/{ticket.id}", classify=classify)
        match self.http.json_of(response):
            case {"state": "queued"}:
                return Queued()
            case {"state": "dreaming"}:
                return Running()
            case {"state": "completed", "assets": dict(assets)} as reply:
                return self._finished(ticket, assets, reply)
            case {"state": "failed", **more}:
                raise self._failed(str(more.get("failure_reason") or ""))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/credits", classify=classify)
        match self.http.json_of(response):
            case {"credit_balance": int() | float() as cents}:
                return f"{cents / CENTS:.2f} USD"
            case reply:
                raise self.http.malformed(reply)

    def _clip(self, task: VideoTask) -> dict[str, Any]:
        if task.first:
            raise ProviderRejected(self.name, "a first picture is taken from a public url only")
        length = next((legal for legal in CLIP_SECONDS if legal >= task.seconds), None)
        if length is None:
            raise ProviderRejected(self.name, f"{task.seconds:g} seconds are longer than its clips")
        return {
            "prompt": task.prompt, "aspect_ratio": task.aspect, "resolution": RESOLUTIONS[task.quality],
            "duration": f"{length}s",
        }  # fmt: skip

    def _finished(self, ticket: Ticket, assets: Json, reply: Json) -> Finished:
        role: Role = "video" if ticket.state["kind"] == "video" else "image"
        match assets.get(role):
            case str(url) if url:
                made = Made(role=role, url=url)
                return Finished(model=ticket.state["model"], made=(made,))
            case _:
                raise self.http.malformed(reply)

    def _failed(self, said: str) -> ProviderFailure:
        if MODERATED.search(said):
            return ProviderModerated(self.name, "refused by the vendor's policy")
        return ProviderGaveUp(self.name, "the generation failed")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: neither moderation nor an empty account has a status of its own."""
    match body:
        case {"detail": str(said)}:
            if status in UNPAYING and UNPAID.search(said):
                raise ProviderCreditsExhausted(provider, f"status {status}, not enough credits")
            if status in REJECTING and MODERATED.search(said):
                raise ProviderModerated(
                    provider, f"status {status}, refused by the vendor's policy"
                )


def _drawing(task: ImageTask) -> dict[str, Any]:
    asked = task.width / task.height
    ratio = min(RATIOS, key=lambda name: abs(math.log(RATIOS[name] / asked)))
    return {"prompt": styled(task), "aspect_ratio": ratio, "format": "png"}


ADAPTER = Luma

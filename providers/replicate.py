"""Replicate: official models for pictures, video, cut-outs and upscaling. https://replicate.com/docs/reference/http"""

import hmac
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from math import ceil
from typing import Any, ClassVar, Final

from domain.assets import Role
from domain.errors import (
    ProviderGaveUp,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    ImageTask,
    ImageUpscaleTask,
    Quality,
    VideoTask,
)
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
    unoffered,
)
from providers._http import RETRY_AFTER_SECONDS_MAX
from providers._pictures import styled
from providers._signatures import is_fresh

IMAGE_MODEL: Final = "black-forest-labs/flux-2-pro"
VIDEO_MODEL: Final = "bytedance/seedance-1-pro"
CUTOUT_MODEL: Final = "bria/remove-background"
UPSCALE_MODEL: Final = "topazlabs/image-upscale"

SIDE_STEP_PX: Final = 16
SIDE_MIN_PX: Final = 256
SIDE_MAX_PX: Final = 2_048
RESOLUTIONS: Final = {Quality.STANDARD: "720p", Quality.HIGH: "1080p", Quality.ULTRA: "1080p"}
CLIP_SECONDS: Final = tuple(range(2, 13))
SEEDS: Final = 2**31

CANCEL_AFTER: Final = {Ability.VIDEO: "30m"}
CANCEL_AFTER_DEFAULT: Final = "10m"
"""What the vendor itself stops when it has not come to an end by then."""

MODERATED: Final = re.compile(r"nsfw|flagged|sensitive|content policy|\bE005\b", re.IGNORECASE)
REJECTED: Final = re.compile(r"input validation", re.IGNORECASE)
"""What a failed prediction's text says: it has no field for a code. E005 is the models' word for their policy."""
PREFIX: Final = "whsec_"
SCHEME: Final = b"v1,"
TOO_MANY: Final = 429


class Replicate(Provider):
    """Every call answers with a prediction to follow, which the vendor forgets an hour after its end."""

    name = "replicate"
    stamps = ("webhook-id", "webhook-timestamp")
    base_url = "https://api.replicate.com/v1"
    proof = "account"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=IMAGE_MODEL),
        Offer(ability=Ability.VIDEO, model=VIDEO_MODEL, seconds=CLIP_SECONDS),
        Offer(ability=Ability.BACKGROUND_REMOVAL, model=CUTOUT_MODEL),
        Offer(ability=Ability.IMAGE_UPSCALE, model=UPSCALE_MODEL),
    )

    async def submit(self, ask: Submission) -> Ticket:
        body: dict[str, Any] = {"input": await self._input(ask)}
        if ask.callback_url:
            body |= {"webhook": ask.callback_url, "webhook_events_filter": ["completed"]}
        ability = ask.task.ability
        response = await self.http.send(
            "POST", f"/models/{ask.model}/predictions", classify=classify, paid=True, json=body,
            headers={"Cancel-After": CANCEL_AFTER.get(ability, CANCEL_AFTER_DEFAULT)},
        )  # fmt: skip
        match self.http.json_of(response):
            case {"id": str(made_id), "urls": {"get": str(get), "cancel": str(cancel)}} if made_id:
                state = {"model": ask.model, "ability": ability.value, "get": get, "cancel": cancel}
                return Ticket(provider=self.name, id=made_id, state=state)
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", ticket.state["get"], classify=classify)
        match self.http.json_of(response):
            case {"status": "starting"}:
                return Queued()
            case {"status": "processing"}:
                return Running()
            case {
                "status": "succeeded",
                "output": (str(url) | [str(url), *_]),
                **more,
            } if url:
                made = await self._made(ticket, url)
                return Finished(model=ticket.state["model"], made=(made,), usage=_usage(more))
            case {"status": "failed", **more}:
                raise self._failed(str(more.get("error") or ""))
            case {"status": "canceled" | "aborted" as end}:
                raise ProviderGaveUp(self.name, f"the prediction was {end}")
            case reply:
                raise self.http.malformed(reply)

    async def cancel(self, ticket: Ticket) -> bool:
        response = await self.http.send("POST", ticket.state["cancel"], classify=classify)
        match self.http.json_of(response):
            case {"status": "starting" | "processing" | "canceled" | "aborted"}:
                return True
            case {"status": "succeeded" | "failed"}:
                return False
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/account", classify=classify)
        match self.http.json_of(response):
            case {"username": str(username)}:
                return f"account {username}"
            case reply:
                raise self.http.malformed(reply)

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        """Check one of the signatures (Standard Webhooks 1.0): id, time and body, by the account's secret."""
        key, told = _key(knock.secret), knock.headers.get("webhook-timestamp", "")
        if not key or not is_fresh(told, knock.now):
            return False
        message = f"{knock.headers.get('webhook-id', '')}.{told}.".encode() + knock.body
        meant = SCHEME + b64encode(hmac.digest(key, message, sha256))
        given = knock.headers.get("webhook-signature", "").split(" ")
        return any(hmac.compare_digest(meant, each.encode()) for each in given)

    async def _input(self, ask: Submission) -> dict[str, Any]:
        match ask.task:
            case ImageTask() as task:
                return self._drawing(task)
            case VideoTask() as task:
                return await self._clip(ask, task)
            case BackgroundRemovalTask() as task:
                return {"image": await ask.data_uri(task.image)}
            case ImageUpscaleTask() as task:
                return {
                    "image": await ask.data_uri(task.image), "upscale_factor": f"{task.scale}x", "output_format": "png",
                    "enhance_model": "Standard V2" if task.enhance else "High Fidelity V2",
                    "face_enhancement": task.enhance,
                }  # fmt: skip
            case task:
                raise unoffered(self.name, task)

    def _drawing(self, task: ImageTask) -> dict[str, Any]:
        return {
            "prompt": styled(task), "aspect_ratio": "custom", "width": self._side(task.width),
            "height": self._side(task.height), "seed": task.seed % SEEDS, "output_format": "png",
        }  # fmt: skip

    def _side(self, pixels: int) -> int:
        if pixels > SIDE_MAX_PX:
            raise ProviderRejected(self.name, f"{pixels} pixels are more than it draws")
        return max(SIDE_MIN_PX, ceil(pixels / SIDE_STEP_PX) * SIDE_STEP_PX)

    async def _clip(self, ask: Submission, task: VideoTask) -> dict[str, Any]:
        length = next((legal for legal in CLIP_SECONDS if legal >= task.seconds), None)
        if length is None:
            raise ProviderRejected(self.name, f"{task.seconds:g} seconds are longer than its clips")
        first = {"image": await ask.data_uri(task.first)} if task.first else {}
        return {
            "prompt": task.prompt, "duration": length, "resolution": RESOLUTIONS[task.quality], "fps": 24,
            "aspect_ratio": task.aspect, "seed": task.seed % SEEDS, **first,
        }  # fmt: skip

    async def _made(self, ticket: Ticket, url: str) -> Made:
        """Give what was made: a link where it is public, its bytes where the vendor keeps it behind our key."""
        role: Role = "video" if ticket.state["ability"] == Ability.VIDEO else "image"
        if not url.startswith(f"{str(self.http.client.base_url).rstrip('/')}/"):
            return Made(role=role, url=url)
        response = await self.http.send("GET", url, classify=classify)
        return Made(role=role, data=response.content)

    def _failed(self, said: str) -> Exception:
        if MODERATED.search(said):
            return ProviderModerated(self.name, "refused by the model's policy")
        if REJECTED.search(said):
            return ProviderRejected(self.name, "the model does not take the input")
        return ProviderGaveUp(self.name, "the prediction failed")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: how long to wait is told in the body."""
    match body:
        case {"retry_after": int() | float() as seconds} if status == TOO_MANY and seconds > 0:
            wait = min(float(seconds), RETRY_AFTER_SECONDS_MAX)
            raise ProviderThrottled(provider, f"status {status}", retry_after_seconds=wait)


def _key(secret: str) -> bytes:
    """Give the key in a secret, which is base64 behind a prefix; nothing where it is none."""
    try:
        return b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        return b""


def _usage(prediction: Json) -> Usage | None:
    match prediction:
        case {"metrics": {"predict_time": int() | float() as seconds}}:
            return Usage(amount=seconds, unit="seconds")
        case _:
            return None


ADAPTER = Replicate

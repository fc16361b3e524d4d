"""Pictures and clips that ElevenLabs has others' models make: one call to start them, and one to ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Any, Final

from domain.assets import Blob, Role
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import Ability, ImageTask, PortraitTask, Quality, VideoTask
from domain.values import Json
from providers._base import Finished, Made, Offer, Progress, Queued, Running, Submission, Ticket
from providers._pictures import styled

VIDEO: Final = "bytedance-seedance-v2.5"
PORTRAIT: Final = "creatify-aurora"
IMAGE: Final = "gpt-image-2"
CLIP_SECONDS: Final = tuple(range(4, 31))
RESOLUTIONS: Final = {Quality.STANDARD: "720p", Quality.HIGH: "1080p", Quality.ULTRA: "1080p"}
QUALITIES: Final = {Quality.STANDARD: "low", Quality.HIGH: "medium", Quality.ULTRA: "high"}
RATIOS: Final = {
    "21:9": 21 / 9, "2:1": 2.0, "16:9": 16 / 9, "3:2": 3 / 2, "4:3": 4 / 3, "5:4": 5 / 4, "1:1": 1.0, "4:5": 4 / 5,
    "3:4": 3 / 4, "2:3": 2 / 3, "9:16": 9 / 16, "1:2": 1 / 2, "3:1": 3.0, "1:3": 1 / 3,
}  # fmt: skip
SIDES_PX: Final = {1_024: "1K", 2_048: "2K", 4_096: "4K"}
"""A picture is asked for by the ratio of its sides, and by about how long they are."""

PICTURE_KINDS: Final = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}
)
SOUND_KINDS: Final[Mapping[str, str]] = {
    "audio/mpeg": "audio/mpeg", "audio/wav": "audio/wav", "audio/x-wav": "audio/wav", "audio/vnd.wave": "audio/wav",
}  # fmt: skip
INLINE_BYTES_MAX: Final = 25 * 1024 * 1024

OFFERS: Final = (
    Offer(ability=Ability.VIDEO, model=VIDEO, seconds=CLIP_SECONDS, aliases=("seedance",)),
    Offer(ability=Ability.TALKING_PORTRAIT, model=PORTRAIT),
    Offer(ability=Ability.IMAGE, model=IMAGE),
)
FAILURES: Final[Mapping[str, type[ProviderFailure]]] = {
    "moderated": ProviderModerated,
    "invalid_parameters": ProviderRejected,
    "charging_failed": ProviderCreditsExhausted,
}
"""What a failure's reason means; those of the vendor or its model are not listed."""


@dataclass(frozen=True, slots=True)
class Call:
    """A generation to start. `kind` is a part of its address, and the role of what it makes."""

    kind: Role
    body: dict[str, Any]


async def call_for(
    provider: str, ask: Submission, task: VideoTask | PortraitTask | ImageTask
) -> Call:
    """Encode a task. Raises ProviderRejected for what the models cannot do."""
    match task:
        case VideoTask():
            call = Call("video", await _clip(provider, ask, task))
        case PortraitTask(transparent=True):
            raise ProviderRejected(provider, "its portraits keep their background")
        case PortraitTask():
            call = Call("video", await _portrait(provider, ask, task))
        case ImageTask():
            call = Call("image", _drawing(provider, task))
    call.body["model_id"] = ask.model
    if ask.callback_url:
        # The webhooks of the account, where the operator has entered our address: a call cannot name its own.
        call.body["webhook"] = {"type": "all"}
    return call


def progress(provider: str, ticket: Ticket, reply: Json) -> Progress | None:
    """Decode where a generation is; None for a state that is not documented."""
    match reply:
        case {"status": "pending"}:
            return Queued()
        case {"status": "generating"}:
            return Running()
        case {"status": "completed", "content_url": str(url)} if url:
            role: Role = "image" if ticket.state["kind"] == "image" else "video"
            return Finished(model=ticket.state["model"], made=(Made(role=role, url=url),))
        case {"status": "failed", **more}:
            reason = str(more.get("failure_reason"))
            kind = FAILURES.get(reason, ProviderGaveUp)
            raise kind(provider, f"the generation failed: {reason!r}")
        case _:
            return None


async def _clip(provider: str, ask: Submission, task: VideoTask) -> dict[str, Any]:
    length = next((legal for legal in CLIP_SECONDS if legal >= task.seconds), None)
    if length is None:
        raise ProviderRejected(provider, f"{task.seconds:g} seconds are longer than its clips")
    body = {
        "prompt": task.prompt, "duration_secs": length, "resolution": RESOLUTIONS[task.quality],
        "generate_audio": False,
    }  # fmt: skip
    if task.first is None:
        return {**body, "aspect_ratio": task.aspect}
    first = await _picture(provider, ask, task.first)
    return {**body, "aspect_ratio": "auto", "start_frame": first}  # its shape is the picture's


async def _portrait(provider: str, ask: Submission, task: PortraitTask) -> dict[str, Any]:
    kind = SOUND_KINDS.get(task.audio.facts.mime_type)
    if kind is None:
        raise ProviderRejected(provider, f"it takes no sound of {task.audio.facts.mime_type!r}")
    return {
        "image": await _picture(provider, ask, task.image),
        "audio": await _inline(provider, ask, task.audio, kind),
        "resolution": "720p",
    }


def _drawing(provider: str, task: ImageTask) -> dict[str, Any]:
    longest = max(task.width, task.height)
    resolution = next((name for side, name in SIDES_PX.items() if side >= longest), None)
    if resolution is None:
        raise ProviderRejected(
            provider, f"{task.width}x{task.height} pixels are more than it draws"
        )
    asked = task.width / task.height
    return {
        "prompt": styled(task), "quality": QUALITIES[task.quality], "resolution": resolution,
        "aspect_ratio": min(RATIOS, key=lambda name: abs(log(RATIOS[name] / asked))),
    }  # fmt: skip


async def _picture(provider: str, ask: Submission, picture: Blob) -> dict[str, str]:
    kind = picture.facts.mime_type
    if kind not in PICTURE_KINDS:
        raise ProviderRejected(provider, f"it takes no picture of {kind!r}")
    return await _inline(provider, ask, picture, kind)


async def _inline(provider: str, ask: Submission, blob: Blob, kind: str) -> dict[str, str]:
    if blob.size_bytes > INLINE_BYTES_MAX:
        raise ProviderRejected(provider, f"a file of {blob.size_bytes} bytes is more than it takes")
    return {"type": "inline_base64", "content_base64": await ask.base64(blob), "mime_type": kind}

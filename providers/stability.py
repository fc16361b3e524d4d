"""Stability AI: pictures and what is made of them, music, sounds. https://platform.stability.ai/docs"""

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

import httpx

from domain.assets import Blob
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    MusicTask,
    Operation,
    Quality,
    SoundTask,
    StylePreset,
)
from domain.values import Json
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Running,
    Submission,
    Ticket,
    unoffered,
)
from providers._pictures import REPAINTS

NAME: Final = "stability"
CORE: Final = "stable-image-core"
ULTRA: Final = "stable-image-ultra"
SD: Final = "sd3.5-large"
INPAINT: Final = "inpaint"
TRANSFER: Final = "style-transfer"
CUT_OUT: Final = "remove-background"
FAST: Final = "fast-upscaler"
CONSERVATIVE: Final = "conservative-upscaler"
AUDIO: Final = "stable-audio-3"
PATHS: Final = {
    CORE: "stable-image/generate/core", ULTRA: "stable-image/generate/ultra", SD: "stable-image/generate/sd3",
    INPAINT: "stable-image/edit/inpaint", TRANSFER: "stable-image/control/style-transfer",
    CUT_OUT: "stable-image/edit/remove-background", FAST: "stable-image/upscale/fast",
    CONSERVATIVE: "stable-image/upscale/conservative", AUDIO: "audio/stable-audio/text-to-audio",
}  # fmt: skip
"""Models, and services that do not name theirs, with their places."""

PROMPT_LENGTH_MAX: Final = 10_000
SEED_MAX: Final = 4_294_967_294
RATIOS: Final = {
    "21:9": 21 / 9, "16:9": 16 / 9, "3:2": 3 / 2, "5:4": 5 / 4, "1:1": 1.0, "4:5": 4 / 5, "2:3": 2 / 3, "9:16": 9 / 16,
    "9:21": 9 / 21,
}  # fmt: skip
"""A picture is asked for by the ratio of its sides alone: it has 1 to 1.5 megapixels."""
STYLES: Final = {
    StylePreset.REALISTIC: "photographic",
    StylePreset.ARTISTIC: "digital-art",
    StylePreset.ANIME: "anime",
    StylePreset.THREE_D: "3d-model",
}
STRENGTH: Final = 0.6
"""How far an edit goes that does not say: the vendor has no default."""
TRANSFER_STRENGTH_MIN: Final = 0.1
SHARP: Final = "a sharp, clean, detailed picture"
CREATIVITIES: Final = {True: "0.35", False: "0.2"}
"""The conservative upscaler wants words, and is told if it may invent details."""

FAST_SCALE: Final = 4
CONSERVATIVE_PIXELS: Final = 4_194_304
"""What an upscaled picture has: so much more a side, so many altogether."""
SECONDS_MIN: Final = 1.0
SECONDS_MAX: Final = 380.0
"""What one call can sound."""

PICTURE_KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
FORM_BYTES_MAX: Final = 10 * 1024**2
WORDS_BYTES_MAX: Final = 64 * 1024
"""A whole form, and what to leave in it for all but the pictures."""

MEANINGS: Final[Mapping[str, type[ProviderFailure]]] = {
    **dict.fromkeys(
        ("content_moderation", "public_figure", "copyrighted_content"), ProviderModerated
    ),
    "payment_required": ProviderCreditsExhausted,
    "generation_not_found": ProviderGaveUp,
}
"""What the names of the vendor's errors mean."""
TOO_MANY: Final = 429
TIMED_OUT_SECONDS: Final = 60.0
"""How long the vendor turns away who asked too often."""
ACCEPTED: Final = 202


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a picture that is sent has to be."""

    side_min_px: int = 64
    side_max_px: int = 16_383
    pixels_min: int = 4_096
    pixels_max: int = 9_437_184
    ratio_max: float = math.inf

    def admits(self, width: int, height: int) -> bool:
        short, long = sorted((width, height))
        return (
            self.side_min_px <= short
            and long <= self.side_max_px
            and self.pixels_min <= width * height <= self.pixels_max
            and long <= self.ratio_max * short
        )


USUAL: Final = Bounds()
SLENDER: Final = Bounds(ratio_max=2.5)
LARGE: Final = Bounds(pixels_max=16_383**2)
CUTTABLE: Final = Bounds(pixels_max=4_194_304)
SMALL: Final = Bounds(side_min_px=32, side_max_px=1_536, pixels_min=1_024, pixels_max=1_048_576)


@dataclass(frozen=True, slots=True)
class Call:
    """What a task comes to: the model really used, the form's words, its pictures with their bounds."""

    model: str
    fields: Mapping[str, str]
    pictures: Mapping[str, tuple[Blob, Bounds]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)


class Stability(Provider):
    """Pictures are answered with at once; sounds answer with an id to follow. There is no cancel."""

    name = NAME
    base_url = "https://api.stability.ai"
    aliases = ("stability-ai",)
    poll_seconds = 10.0
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=CORE),
        Offer(ability=Ability.IMAGE, model=ULTRA),
        Offer(ability=Ability.IMAGE_EDIT, model=SD, serves=REPAINTS),
        Offer(ability=Ability.BACKGROUND_REMOVAL, model=CUT_OUT),
        Offer(ability=Ability.IMAGE_UPSCALE, model=FAST, serves=(Operation.FOUR_TIMES,)),
        Offer(ability=Ability.IMAGE_UPSCALE, model=CONSERVATIVE),
        Offer(ability=Ability.MUSIC, model=AUDIO),
        Offer(ability=Ability.SOUND_EFFECT, model=AUDIO),
    )

    async def submit(self, ask: Submission) -> Ticket | Finished:
        call = _call(ask)
        self._bound(call)
        form: dict[str, tuple[str | None, str | bytes] | tuple[str, bytes, str]] = {
            name: (None, words) for name, words in call.fields.items()
        }
        for name, (picture, _) in call.pictures.items():
            form[name] = await ask.part(picture, name)
        response = await self.http.send(
            "POST", f"/v2beta/{PATHS[call.model]}", classify=classify, paid=True, files=form,
            headers={"Accept": "application/json"},
        )  # fmt: skip
        if call.model == AUDIO:
            return self._ticket(response)
        return self._picture(response, call)

    async def poll(self, ticket: Ticket) -> Progress:
        """Ask for a sound: what it is told by is the status, and then the sound is the answer."""
        response = await self.http.send(
            "GET", f"/v2beta/audio/results/{ticket.id}", classify=classify, headers={"Accept": "audio/*"}
        )  # fmt: skip
        if response.status_code == ACCEPTED:
            return self._waiting(response)
        kind, reason = (
            response.headers.get(name, "") for name in ("content-type", "finish-reason")
        )
        self._allowed(reason)
        if not (response.content and kind.startswith("audio/") and reason in ("", "SUCCESS")):
            raise self.http.malformed({"content-type": kind, "finish-reason": reason})
        made = Made(role="audio", data=response.content)
        return Finished(model=ticket.state["model"], made=(made,), metadata=_request_id(response))

    async def check(self) -> str:
        response = await self.http.send("GET", "/v1/user/balance", classify=classify)
        match self.http.json_of(response):
            case {"credits": int() | float() as credits}:
                return f"{credits:g} credits"
            case reply:
                raise self.http.malformed(reply)

    def _bound(self, call: Call) -> None:
        if len(call.fields.get("prompt", "")) > PROMPT_LENGTH_MAX:
            raise ProviderRejected(
                self.name, f"a prompt has at most {PROMPT_LENGTH_MAX} characters"
            )
        for picture, bounds in call.pictures.values():
            width, height = picture.facts.width, picture.facts.height
            if picture.facts.mime_type not in PICTURE_KINDS:
                raise ProviderRejected(self.name, f"it takes no {picture.facts.mime_type!r}")
            if width and height and not bounds.admits(width, height):
                raise ProviderRejected(self.name, f"it takes no picture of {width}x{height} pixels")
        if sum(picture.size_bytes for picture, _ in call.pictures.values()) > (
            FORM_BYTES_MAX - WORDS_BYTES_MAX
        ):
            raise ProviderRejected(self.name, "the pictures are larger than it takes")

    def _ticket(self, response: httpx.Response) -> Ticket:
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                return Ticket(provider=self.name, id=made_id, state={"model": AUDIO})
            case reply:
                raise self.http.malformed(reply)

    def _waiting(self, response: httpx.Response) -> Running:
        match self.http.json_of(response):
            case {"status": "in-progress"}:
                return Running()
            case reply:
                raise self.http.malformed(reply)

    def _picture(self, response: httpx.Response, call: Call) -> Finished:
        """Read a picture. One that the vendor's policy refuses is answered with, too, but blurred."""
        match self.http.json_of(response):
            case {"finish_reason": "SUCCESS", "image": str(encoded)} if encoded:
                made = Made(role="image", data=self._decoded(encoded), metadata=call.told)
                return Finished(model=call.model, made=(made,), metadata=_request_id(response))
            case {"finish_reason": str(reason)} as reply:
                self._allowed(reason)
                raise self.http.malformed(reply)
            case reply:
                raise self.http.malformed(reply)

    def _allowed(self, reason: str) -> None:
        if reason == "CONTENT_FILTERED":
            raise ProviderModerated(self.name, "the result was found to break its policy")

    def _decoded(self, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise self.http.malformed({"image": "no base64"}) from error


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the name of the vendor's error means: who is moderated gets a 403 here."""
    match body:
        case {"name": str(name)} if name in MEANINGS:
            raise MEANINGS[name](provider, f"status {status}, {name}")
        case {"name": str(name)} if status in (400, 413, 422):
            raise ProviderRejected(provider, f"status {status}, {name}")
    if status == TOO_MANY:
        raise ProviderThrottled(provider, f"status {status}", retry_after_seconds=TIMED_OUT_SECONDS)


def _call(ask: Submission) -> Call:
    match ask.task:
        case ImageTask() as task:
            return _drawing(ask.model, task)
        case ImageEditTask() as task:
            return _edit(task)
        case BackgroundRemovalTask() as task:
            picture = {"image": (task.image, CUTTABLE)}
            return Call(CUT_OUT, {"output_format": "png"}, picture)
        case ImageUpscaleTask() as task:
            return _upscale(ask.model, task)
        case SoundTask(loop=True):
            raise ProviderRejected(NAME, "it makes no sounds whose end meets their beginning")
        case MusicTask() | SoundTask() as task:
            return _sound(task)
        case task:
            raise unoffered(NAME, task)


def _drawing(model: str, task: ImageTask) -> Call:
    ratio = min(RATIOS, key=lambda name: abs(math.log(RATIOS[name] * task.height / task.width)))
    style = {"style_preset": STYLES[task.style]} if task.style else {}
    fields = {"prompt": task.prompt, "aspect_ratio": ratio, **_drawn(task.seed), **style}
    return Call(ULTRA if model == ULTRA or task.quality is Quality.ULTRA else CORE, fields)


def _edit(task: ImageEditTask) -> Call:
    """Choose the service: for a part that a mask shows, for another picture's style, or for a whole picture."""
    strength = STRENGTH if task.strength is None else min(max(task.strength, 0.0), 1.0)
    fields = {"prompt": task.prompt, **_drawn(task.seed)}
    match task.mask, task.reference:
        case Blob() as mask, None:
            return Call(INPAINT, fields, {"image": (task.image, USUAL), "mask": (mask, LARGE)})
        case None, Blob() as reference:
            fields["change_strength"] = f"{max(strength, TRANSFER_STRENGTH_MIN):g}"
            pictures = {"init_image": (task.image, SLENDER), "style_image": (reference, USUAL)}
            return Call(TRANSFER, fields, pictures)
        case Blob(), Blob():
            raise ProviderRejected(NAME, "it takes a mask or a reference, and not both")
    fields["strength"] = f"{strength:g}"
    picture = {"image": (task.image, LARGE)}
    if task.quality is Quality.ULTRA:
        return Call(ULTRA, fields, picture)
    return Call(SD, {**fields, "mode": "image-to-image", "model": SD}, picture)


def _upscale(model: str, task: ImageUpscaleTask) -> Call:
    if model == FAST:
        told = {"scale": str(FAST_SCALE)}
        return Call(FAST, {"output_format": "png"}, {"image": (task.image, SMALL)}, told)
    facts = task.image.facts
    if (facts.width or 0) * (facts.height or 0) * task.scale**2 > CONSERVATIVE_PIXELS:
        raise ProviderRejected(NAME, "it makes no picture of more than 4 megapixels")
    creativity = CREATIVITIES[task.enhance]
    fields = {"prompt": SHARP, "creativity": creativity, "output_format": "png"}
    return Call(CONSERVATIVE, fields, {"image": (task.image, SLENDER)})


def _sound(task: MusicTask | SoundTask) -> Call:
    if task.seconds > SECONDS_MAX:
        raise ProviderRejected(NAME, f"{task.seconds:g} seconds are longer than it makes")
    seconds = max(task.seconds, SECONDS_MIN)
    fields = {
        "prompt": task.prompt, "model": AUDIO, "duration": f"{seconds:g}", "output_format": "mp3",
    }  # fmt: skip
    return Call(AUDIO, fields)


def _drawn(seed: int) -> dict[str, str]:
    """Give what every new picture is asked with. A seed of 0 would be a random one."""
    return {"seed": str(seed % SEED_MAX + 1), "output_format": "png"}


def _request_id(response: httpx.Response) -> dict[str, str]:
    found = response.headers.get("x-request-id")
    return {"vendorRequestId": found} if found else {}


ADAPTER = Stability

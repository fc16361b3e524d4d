"""The endpoints: what each takes, and where in its result the file is. https://fal.ai/models"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final, Literal

from domain.errors import ProviderRejected
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    LipSyncTask,
    ModelTask,
    MusicTask,
    Operation,
    PortraitTask,
    Quality,
    TranscriptionTask,
    VideoTask,
)
from providers._base import Offer, Submission, unoffered
from providers._models import sculpted
from providers._pictures import styled

NAME: Final = "fal"
INLINE_BYTES_MAX: Final = 64 * 1024**2
"""What is longer than half an hour would be in memory several times, and is more than the vendor takes."""
PIKA: Final = "fal-ai/pika/v2.2/text-to-video"
KLING: Final = "fal-ai/kling-video/v2.6/pro/text-to-video"
IMAGE: Final = "fal-ai/flux-2-pro"
EDIT: Final = "fal-ai/flux/dev/image-to-image"
CUTOUT: Final = "fal-ai/birefnet/v2"
UPSCALE: Final = "fal-ai/topaz/upscale/image"
LIPS: Final = "fal-ai/sync-lipsync/v2"
PORTRAIT: Final = "fal-ai/kling-video/ai-avatar/v2/standard"
MODEL: Final = "fal-ai/meshy/v6/image-to-3d"
MUSIC: Final = "fal-ai/stable-audio-25/text-to-audio"
WHISPER: Final = "fal-ai/whisper"

SIBLINGS: Final = {
    PIKA: "fal-ai/pika/v2.2/image-to-video",
    KLING: "fal-ai/kling-video/v2.6/pro/image-to-video",
    MODEL: "fal-ai/meshy/v6/text-to-3d",
}
"""Videos begin with a picture at another endpoint than the offer's, and models are made from words at another one."""

FRAMES: Final = {PIKA: "image_url", KLING: "start_image_url"}
"""What the sibling of a video endpoint calls the first picture."""
CLIP_SECONDS: Final = (5, 10)
RESOLUTIONS: Final = {Quality.STANDARD: "720p", Quality.HIGH: "1080p", Quality.ULTRA: "1080p"}
KLING_PROMPT_LENGTH_MAX: Final = 2_500

SIDE_STEP_PX: Final = 16
SIDE_MIN_PX: Final = 256
SIDE_MAX_PX: Final = 2_048
STRENGTH_MIN: Final = 0.01
SEEDS: Final = 2**31

MODEL_PROMPT_LENGTH_MAX: Final = 600
POLYGONS: Final = {Quality.STANDARD: 30_000, Quality.HIGH: 60_000, Quality.ULTRA: 100_000}
MUSIC_SECONDS_MAX: Final = 190

_CODES: Final = """
af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it
ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn
so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh
"""
CODES: Final = frozenset(_CODES.split())
"""The languages that can be named to Whisper."""
OLD_CODES: Final = {"jv": "jw", "nb": "no", "fil": "tl"}
"""Its codes for languages that BCP 47 calls otherwise."""
TAGS: Final = {"jw": "jv"}

OFFERS: Final = (
    Offer(ability=Ability.VIDEO, model=PIKA, seconds=CLIP_SECONDS, aliases=("pika",)),
    Offer(ability=Ability.VIDEO, model=KLING, seconds=CLIP_SECONDS),
    Offer(ability=Ability.IMAGE, model=IMAGE),
    Offer(ability=Ability.IMAGE_EDIT, model=EDIT, serves=(Operation.VARIATION,)),
    Offer(ability=Ability.BACKGROUND_REMOVAL, model=CUTOUT),
    Offer(ability=Ability.IMAGE_UPSCALE, model=UPSCALE),
    Offer(ability=Ability.LIP_SYNC, model=LIPS),
    Offer(ability=Ability.TALKING_PORTRAIT, model=PORTRAIT),
    Offer(ability=Ability.MODEL_3D, model=MODEL),
    Offer(
        ability=Ability.MUSIC, model=MUSIC,
        seconds=tuple(range(1, MUSIC_SECONDS_MAX + 1)),
    ),
    Offer(
        ability=Ability.TRANSCRIPTION, model=WHISPER,
        languages=tuple(sorted(TAGS.get(code, code) for code in CODES)),
    ),
)  # fmt: skip


Place = Literal["video", "image", "images", "audio", "model_glb", "rigged_character_glb", "chunks"]


@dataclass(frozen=True, slots=True)
class Call:
    """A request to an endpoint. `place`: the field of its result that holds what was made."""

    endpoint: str
    body: Mapping[str, Any]
    place: Place


async def call_for(ask: Submission) -> Call:
    """Encode a task. Raises ProviderRejected for what no endpoint can do."""
    match ask.task:
        case VideoTask() | LipSyncTask() | PortraitTask() as task:
            return await _film(ask, task)
        case ModelTask() as task:
            return await _model(ask, task)
        case MusicTask() as task:
            return _music(ask, task)
        case TranscriptionTask() as task:
            return await _words(ask, task)
        case _:
            return await _picture(ask)


async def _picture(ask: Submission) -> Call:
    match ask.task:
        case ImageTask() as task:
            return Call(ask.model, _drawing(task), "images")
        case ImageEditTask() as task:
            return await _edit(ask, task)
        case BackgroundRemovalTask() as task:
            image = await ask.data_uri(task.image)
            return Call(ask.model, {"image_url": image, "output_format": "png"}, "image")
        case ImageUpscaleTask() as task:
            return await _upscale(ask, task)
        case task:
            raise unoffered(NAME, task)


async def _film(ask: Submission, task: VideoTask | LipSyncTask | PortraitTask) -> Call:
    match task:
        case VideoTask():
            return await _clip(ask, task)
        case LipSyncTask():
            body = {
                "video_url": await ask.data_uri(task.video),
                "model": "lipsync-2",
                "sync_mode": "cut_off",
            }
        case PortraitTask(transparent=True):
            raise ProviderRejected(NAME, "its portraits keep their background")
        case PortraitTask():
            body = {"image_url": await ask.data_uri(task.image)}
    return Call(ask.model, {**body, "audio_url": await ask.data_uri(task.audio)}, "video")


async def _clip(ask: Submission, task: VideoTask) -> Call:
    length = next((legal for legal in CLIP_SECONDS if legal >= task.seconds), None)
    if length is None:
        raise ProviderRejected(NAME, f"{task.seconds:g} seconds are longer than its clips")
    body: dict[str, Any] = {"prompt": task.prompt, "duration": str(length)}
    if ask.model == PIKA:
        body |= {"resolution": RESOLUTIONS[task.quality], "seed": task.seed % SEEDS}
    else:
        body |= {"prompt": _bounded(task.prompt, KLING_PROMPT_LENGTH_MAX), "generate_audio": False}
    if task.first is None:
        return Call(ask.model, {**body, "aspect_ratio": task.aspect}, "video")
    first = {FRAMES[ask.model]: await ask.data_uri(task.first)}
    return Call(SIBLINGS[ask.model], {**body, **first}, "video")


async def _model(ask: Submission, task: ModelTask) -> Call:
    prompt = _bounded(sculpted(task), MODEL_PROMPT_LENGTH_MAX)
    body: dict[str, Any] = {
        "target_polycount": POLYGONS[task.quality], "enable_pbr": task.quality is not Quality.STANDARD,
        "enable_rigging": task.rigged, "enable_safety_checker": True,
    }  # fmt: skip
    place: Place = "rigged_character_glb" if task.rigged else "model_glb"
    if task.image is None:
        if task.seed is not None:
            body["seed"] = task.seed % SEEDS
        return Call(SIBLINGS[ask.model], {**body, "prompt": prompt}, place)
    if prompt:
        body["texture_prompt"] = prompt
    return Call(ask.model, {**body, "image_url": await ask.data_uri(task.image)}, place)


def _music(ask: Submission, task: MusicTask) -> Call:
    if task.seconds > MUSIC_SECONDS_MAX:
        raise ProviderRejected(NAME, f"{task.seconds:g} seconds are longer than its music")
    body = {"prompt": task.prompt, "seconds_total": max(1, ceil(task.seconds))}
    return Call(ask.model, body, "audio")


async def _words(ask: Submission, task: TranscriptionTask) -> Call:
    if task.audio.size_bytes > INLINE_BYTES_MAX:
        raise ProviderRejected(
            NAME, f"a recording of {task.audio.size_bytes} bytes does not fit into a request"
        )
    body = {
        "audio_url": await ask.data_uri(task.audio), "task": "transcribe", "chunk_level": "word",
    }  # fmt: skip
    code = (task.language or "").split("-")[0].lower()
    code = OLD_CODES.get(code, code)
    # A language that it cannot be told of is left to it to detect.
    return Call(ask.model, {**body, "language": code} if code in CODES else body, "chunks")


async def _edit(ask: Submission, task: ImageEditTask) -> Call:
    if task.mask or task.reference:
        raise ProviderRejected(NAME, "it edits a whole picture, by words alone")
    body: dict[str, Any] = {
        "image_url": await ask.data_uri(task.image), "prompt": task.prompt, "num_images": 1, "output_format": "png",
        "enable_safety_checker": True, "seed": task.seed % SEEDS,
    }  # fmt: skip
    if task.strength is not None:
        body["strength"] = min(max(task.strength, STRENGTH_MIN), 1.0)
    return Call(ask.model, body, "images")


async def _upscale(ask: Submission, task: ImageUpscaleTask) -> Call:
    body = {
        "image_url": await ask.data_uri(task.image), "upscale_factor": task.scale, "output_format": "png",
        "model": "Standard V2" if task.enhance else "High Fidelity V2", "face_enhancement": task.enhance,
    }  # fmt: skip
    return Call(ask.model, body, "image")


def _drawing(task: ImageTask) -> dict[str, Any]:
    return {
        "prompt": styled(task), "image_size": {"width": _side(task.width), "height": _side(task.height)},
        "seed": task.seed % SEEDS, "output_format": "png", "enable_safety_checker": True,
    }  # fmt: skip


def _side(pixels: int) -> int:
    if pixels > SIDE_MAX_PX:
        raise ProviderRejected(NAME, f"{pixels} pixels are more than it draws")
    return max(SIDE_MIN_PX, ceil(pixels / SIDE_STEP_PX) * SIDE_STEP_PX)


def _bounded(prompt: str, length_max: int) -> str:
    if len(prompt) > length_max:
        raise ProviderRejected(NAME, f"the prompt is longer than {length_max} characters")
    return prompt

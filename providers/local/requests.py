"""What each task asks of an engine: its name, and the request that it is told."""

from functools import singledispatch

from domain.errors import ProviderRejected
from domain.films import size_of
from domain.tasks import (
    BackgroundRemovalTask,
    DubbingTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    ModelTask,
    MusicTask,
    PortraitTask,
    Quality,
    SoundTask,
    SpeechTask,
    Task,
    TranscriptionTask,
    TranslationTask,
    VideoTask,
    VoiceCloneTask,
)
from domain.values import Json
from providers._base import Submission, unoffered
from providers.local import retouching

NAME = "local"
Request = tuple[str, dict[str, Json]]
"""An engine's name, and what it is told."""


@singledispatch
def request_of(task: Task, _ask: Submission, _weights: str | None) -> Request:
    """Give what a task asks; the last is the operator's folder of model weights. Raises ProviderRejected."""
    raise unoffered(NAME, task)


@request_of.register
def _(task: ImageTask, _ask: Submission, _weights: str | None) -> Request:
    return "pictures", {
        "prompt": task.prompt, "width": task.width, "height": task.height, "quality": task.quality.value,
        "style": task.style and task.style.value, "seed": task.seed,
    }  # fmt: skip


@request_of.register(BackgroundRemovalTask)
@request_of.register(ImageUpscaleTask)
@request_of.register(ImageEditTask)
def _(
    task: BackgroundRemovalTask | ImageUpscaleTask | ImageEditTask,
    ask: Submission,
    _weights: str | None,
) -> Request:
    return retouching.encode(ask, task)


@request_of.register
def _(task: SpeechTask, _ask: Submission, weights: str | None) -> Request:
    return "speech", {
        "text": task.text, "voice": task.voice, "language": task.language, "beginning": task.beginning,
        "speed": task.speed, "emotion": task.emotion.value, "weights_folder": weights, **(task.traits or {}),
    }  # fmt: skip


@request_of.register
def _(task: VoiceCloneTask, ask: Submission, weights: str | None) -> Request:
    return "voice_fit", {
        "files": [str(ask.files[sample.sha256]) for sample in task.samples], "language": task.language,
        "quality": task.quality.value, "weights_folder": weights,
    }  # fmt: skip


@request_of.register
def _(task: SoundTask, _ask: Submission, _weights: str | None) -> Request:
    return "sounds", {"prompt": task.prompt, "seconds": task.seconds, "loop": task.loop}


@request_of.register
def _(task: TranscriptionTask, ask: Submission, weights: str | None) -> Request:
    return "transcription", {
        "file": str(ask.files[task.audio.sha256]), "language": task.language, "expected": task.expected,
        "weights_folder": weights,
    }  # fmt: skip


@request_of.register
def _(task: TranslationTask, ask: Submission, weights: str | None) -> Request:
    if task.speech is None or task.first:
        raise ProviderRejected(NAME, "it translates what it hears, and all of it")
    return "transcription", {
        "file": str(ask.files[task.speech.sha256]), "language": task.source, "into": task.target,
        "weights_folder": weights,
    }  # fmt: skip


@request_of.register
def _(task: PortraitTask, ask: Submission, _weights: str | None) -> Request:
    if task.head is None:
        raise ProviderRejected(NAME, "the avatar has no head that can be animated here")
    width, height = size_of(Quality.STANDARD, task.aspect)
    behind = "transparent" if task.transparent else "image" if task.backdrop else "solid-color"
    words, backdrop = (blob and str(ask.files[blob.sha256]) for blob in (task.words, task.backdrop))
    return "talking", {
        "head": str(ask.files[task.head.sha256]), "audio": str(ask.files[task.audio.sha256]), "words": words,
        "width": width, "height": height, "behind": behind, "colour": task.colour, "backdrop": backdrop,
    }  # fmt: skip


@request_of.register
def _(task: ModelTask, ask: Submission, _weights: str | None) -> Request:
    if task.style is None or task.seed is None:
        raise ProviderRejected(NAME, "it makes heads of people only")
    return "avatars", {
        "brief": task.prompt or None, "photo": task.image and str(ask.files[task.image.sha256]),
        "style": task.style.value, "seed": task.seed, "quality": task.quality.value,
    }  # fmt: skip


@request_of.register
def _(task: VideoTask, ask: Submission, _weights: str | None) -> Request:
    width, height = size_of(task.quality, task.aspect)
    return "films", {
        "picture": task.first and str(ask.files[task.first.sha256]), "prompt": task.prompt, "width": width,
        "height": height, "fps": task.fps, "seconds": task.seconds, "motion": task.motion,
        "quality": task.quality.value, "seed": task.seed,
    }  # fmt: skip


@request_of.register
def _(task: MusicTask, _ask: Submission, _weights: str | None) -> Request:
    return "music", task.model_dump(mode="json", exclude={"ability"})


@request_of.register
def _(task: DubbingTask, ask: Submission, weights: str | None) -> Request:
    return "dubbing", {
        "file": str(ask.files[task.speech.sha256]), "seconds": task.seconds, "source": task.source,
        "target": task.target, "voice": task.voice, "weights_folder": weights,
    }  # fmt: skip

"""The provider that needs no key: real engines on this machine, each in a process of its own."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from domain.errors import ProviderMalformed
from domain.tasks import (
    Ability,
    DubbingTask,
    ImageTask,
    MusicTask,
    SoundTask,
    SpeechTask,
    Task,
    Transcript,
    TranscriptionTask,
    VoiceCloneTask,
    Word,
)
from domain.values import Json
from providers._base import Finished, Made, Offer, Provider, Submission, Voice, unoffered
from providers._http import Http
from providers.local import voices, weights
from providers.local.engine import call
from providers.local.languages import HEARD

MEMORY_BYTES_MAX: Final = 6 * 1024**3
QUEUE: Final = "studio-media"
PAINTER: Final = Offer(ability=Ability.IMAGE, model="procedural-painter", paid=False, queue=QUEUE)
RECOGNISER: Final = Offer(
    ability=Ability.TRANSCRIPTION,
    model="whisper-base-int8",
    paid=False,
    queue=QUEUE,
    languages=HEARD,
)
FOLEY: Final = Offer(
    ability=Ability.SOUND_EFFECT, model="procedural-foley", paid=False, queue=QUEUE
)
COMPOSER: Final = Offer(ability=Ability.MUSIC, model="studio-composer", paid=False, queue=QUEUE)
DUBBER: Final = Offer(
    ability=Ability.DUBBING,
    model="whisper-base and kokoro-82m",
    paid=False,
    queue=QUEUE,
    translates=("es>en", "fr>en", "it>en"),
)
MIXER: Final = Offer(
    ability=Ability.VOICE_CLONE,
    model="kokoro-mix",
    paid=False,
    queue=QUEUE,
    languages=tuple(voices.KOKORO_DEFAULTS),
)
NEEDS: Final[Mapping[Ability, tuple[weights.Weights, ...]]] = {
    Ability.TRANSCRIPTION: (weights.WHISPER,),
    Ability.DUBBING: (weights.WHISPER, weights.KOKORO),
    Ability.VOICE_CLONE: (weights.KOKORO, weights.SPEAKER),
}
"""Without these an ability is not offered."""


class Local(Provider):
    """Pictures, sounds, music, speech, voices that resemble, and transcription.

    What lacks its weights is served by a simpler engine, or not offered.
    """

    name = "local"
    needs_key = False
    offers: ClassVar[tuple[Offer, ...]] = (
        PAINTER,
        Offer(ability=Ability.SPEECH, model="kokoro-82m-int8", paid=False, queue=QUEUE),
        RECOGNISER,
        MIXER,
        FOLEY,
        COMPOSER,
        DUBBER,
    )

    def __init__(self, http: Http, *, folder: Path | None = None, account: str = "") -> None:
        super().__init__(http, folder=folder, account=account)
        self.kokoro = weights.available(weights.KOKORO, folder)
        self.able = tuple(offer for offer in map(self._as_it_is, self.offers) if offer)

    async def submit(self, ask: Submission) -> Finished:
        """Do the task now. It costs nothing, so a lost worker's task is simply done again."""
        engine, request = _encode(ask, str(self.folder) if self.folder else None)
        request["folder"] = str(ask.scratch)
        answer = await call(
            engine,
            request,
            report=ask.report,
            threads=os.cpu_count() or 1,
            memory_bytes_max=MEMORY_BYTES_MAX,
        )
        return _decode(ask, answer)

    async def voices(self) -> tuple[Voice, ...]:
        return voices.library(kokoro=self.kokoro)

    def _as_it_is(self, offer: Offer) -> Offer | None:
        """Give what can really be offered here."""
        if offer.ability is Ability.SPEECH and not self.kokoro:
            return offer.model_copy(update={"model": "espeak-ng-1.52"})
        needed = NEEDS.get(offer.ability, ())
        return offer if all(weights.available(each, self.folder) for each in needed) else None


def _encode(ask: Submission, weights_folder: str | None) -> tuple[str, dict[str, Json]]:  # noqa: PLR0911 - one a task
    task: Task = ask.task
    match task:
        case ImageTask():
            return "pictures", {
                "prompt": task.prompt, "width": task.width, "height": task.height, "quality": task.quality.value,
                "style": task.style and task.style.value, "seed": task.seed,
            }  # fmt: skip
        case SpeechTask():
            return "speech", {
                "text": task.text, "voice": task.voice, "language": task.language, "beginning": task.beginning,
                "speed": task.speed,
                "emotion": task.emotion.value, "weights_folder": weights_folder,
                **(task.traits or {}),
            }  # fmt: skip
        case VoiceCloneTask():
            return "voice_fit", {
                "files": [str(ask.files[sample.sha256]) for sample in task.samples], "language": task.language,
                "quality": task.quality.value, "weights_folder": weights_folder,
            }  # fmt: skip
        case SoundTask():
            return "sounds", {"prompt": task.prompt, "seconds": task.seconds, "loop": task.loop}
        case MusicTask():
            return "music", task.model_dump(mode="json", exclude={"ability"})
        case DubbingTask():
            return "dubbing", {
                "file": str(ask.files[task.speech.sha256]), "seconds": task.seconds, "source": task.source,
                "target": task.target, "voice": task.voice, "weights_folder": weights_folder,
            }  # fmt: skip
        case TranscriptionTask():
            return "transcription", {
                "file": str(ask.files[task.audio.sha256]), "language": task.language, "weights_folder": weights_folder,
            }  # fmt: skip
        case _:
            raise unoffered(Local.name, task)


def _decode(ask: Submission, answer: Json) -> Finished:  # noqa: PLR0911 - one a task
    match ask.task, answer:
        case ImageTask(), {"file": str(name), "metadata": dict(metadata)}:
            made = Made(role="image", path=ask.scratch / name, metadata=metadata)
            return Finished(model=str(metadata["engine"]), made=(made,))
        case SoundTask(), {"file": str(name), "metadata": dict(metadata)}:
            made = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            return Finished(model=str(metadata["engine"]), made=(made,))
        case MusicTask(), {"file": str(name), "stems": list(stems), "metadata": dict(metadata)}:
            whole = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            apart = [
                Made(role="audio", path=ask.scratch / each["file"], metadata={"stem": each["stem"]})
                for each in stems
            ]
            return Finished(model=str(metadata["engine"]), made=(whole, *apart))
        case SpeechTask(), {
            "file": str(name),
            "metadata": dict(metadata),
            "words": list(words),
            "language": language,
        }:
            made = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            spoken = Transcript(language=language, words=_words(words), source="engine")
            return Finished(model=str(metadata["engine"]), made=(made,), transcript=spoken)
        case DubbingTask(), {"file": str(name), "metadata": dict(metadata), "words": list(words)}:
            made = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            spoken = Transcript(language=ask.task.target, words=_words(words), source="engine")
            return Finished(model=ask.model, made=(made,), transcript=spoken)
        case VoiceCloneTask(), {"mix": dict(mix), "metadata": dict(metadata), **traits}:
            kept = {"mix": mix, **{name: traits[name] for name in ("pitch", "rate", "language")}}
            return Finished(model=ask.model, traits=kept, metadata=metadata)
        case TranscriptionTask(), {
            "words": list(words),
            "language": language,
            "metadata": dict(metadata),
        }:
            heard = Transcript(language=language, words=_words(words), source="recognised")
            return Finished(model=str(metadata["engine"]), transcript=heard, metadata=metadata)
        case _:
            raise ProviderMalformed(Local.name, "an engine's result lacks what it must have")


def _words(words: list[Json]) -> tuple[Word, ...]:
    return tuple(Word.model_validate(word) for word in words)


ADAPTER = Local

"""What an engine's answer is as a result: the files that it made, words, traits."""

from collections.abc import Mapping
from typing import Final

from domain.assets import Role
from domain.errors import ProviderMalformed
from domain.tasks import (
    Ability,
    DubbingTask,
    ModelTask,
    MusicTask,
    SpeechTask,
    Transcript,
    TranscriptionTask,
    TranslationTask,
    VoiceCloneTask,
    Word,
)
from domain.values import Json
from providers._base import Finished, Made, Submission

ROLES: Final[Mapping[Ability, Role]] = {
    Ability.IMAGE: "image", Ability.IMAGE_EDIT: "image", Ability.BACKGROUND_REMOVAL: "image",
    Ability.IMAGE_UPSCALE: "image", Ability.TALKING_PORTRAIT: "video", Ability.SOUND_EFFECT: "audio",
    Ability.VIDEO: "video",
}  # fmt: skip
"""What a task of one file makes."""


def result_of(ask: Submission, answer: Json) -> Finished:  # noqa: PLR0911 - one a task
    """Read an engine's answer. Raises ProviderMalformed where it lacks what it must have."""
    match ask.task, answer:
        case ModelTask(), {
            "model": str(model),
            "portrait": str(portrait),
            "preview": str(preview),
            "metadata": dict(metadata),
        }:
            files: tuple[tuple[Role, str], ...] = (
                ("model", model), ("image", portrait), ("video", preview),
            )  # fmt: skip
            head = [
                Made(role=role, path=ask.scratch / name, metadata=metadata) for role, name in files
            ]
            return Finished(model=str(metadata["engine"]), made=tuple(head))
        case SpeechTask(), {
            "file": str(name),
            "metadata": dict(metadata),
            "words": list(words),
            "language": language,
        }:
            made = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            spoken = Transcript(language=language, words=_words(words), source="engine")
            return Finished(model=str(metadata["engine"]), made=(made,), transcript=spoken)
        case MusicTask(), {"file": str(name), "stems": list(stems), "metadata": dict(metadata)}:
            whole = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            apart = [
                Made(role="audio", path=ask.scratch / each["file"], metadata={"stem": each["stem"]})
                for each in stems
            ]
            return Finished(model=str(metadata["engine"]), made=(whole, *apart))
        case DubbingTask() as task, {
            "file": str(name),
            "metadata": dict(metadata),
            "words": list(words),
        }:
            made = Made(role="audio", path=ask.scratch / name, metadata=metadata)
            spoken = Transcript(language=task.target, words=_words(words), source="engine")
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
        case TranslationTask() as task, {"words": list(words), "metadata": dict(metadata)}:
            told = Transcript(language=task.target, words=_words(words), source="translated")
            return Finished(model=str(metadata["engine"]), transcript=told, metadata=metadata)
        case task, {"file": str(name), "metadata": dict(metadata)} if task.ability in ROLES:
            made = Made(role=ROLES[task.ability], path=ask.scratch / name, metadata=metadata)
            return Finished(model=str(metadata["engine"]), made=(made,))
        case _:
            raise ProviderMalformed("local", "an engine's result lacks what it must have")


def _words(words: list[Json]) -> tuple[Word, ...]:
    return tuple(Word.model_validate(word) for word in words)

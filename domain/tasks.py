"""What a provider can be asked to do: one value an ability."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from domain.assets import Blob
from domain.values import Value


class Ability(StrEnum):
    """The closed set of things that providers offer."""

    IMAGE = "image"
    SPEECH = "speech"
    TRANSCRIPTION = "transcription"
    MODERATION = "moderation"


class Quality(StrEnum):
    STANDARD = "standard"
    HIGH = "high"
    ULTRA = "ultra"


class StylePreset(StrEnum):
    REALISTIC = "realistic"
    ARTISTIC = "artistic"
    ANIME = "anime"
    THREE_D = "3d-render"


class Emotion(StrEnum):
    NEUTRAL = "neutral"
    HAPPY = "happy"
    SAD = "sad"
    ANGRY = "angry"
    EXCITED = "excited"


class ImageTask(Value):
    """One picture, `width` × `height` pixels. The same seed gives the same picture where the engine can."""

    ability: Literal[Ability.IMAGE] = Ability.IMAGE
    prompt: str
    width: int
    height: int
    quality: Quality = Quality.STANDARD
    style: StylePreset | None = None
    seed: int


class SpeechTask(Value):
    """One stretch of text, spoken. `language` is a BCP 47 tag; `voice` None means: choose by language."""

    ability: Literal[Ability.SPEECH] = Ability.SPEECH
    text: str
    voice: str | None = None
    language: str | None = None
    speed: float = 1.0
    emotion: Emotion = Emotion.NEUTRAL


class TranscriptionTask(Value):
    """The words of a recording with their times. `language` None means: detect it."""

    ability: Literal[Ability.TRANSCRIPTION] = Ability.TRANSCRIPTION
    audio: Blob
    language: str | None = None


Task = Annotated[ImageTask | SpeechTask | TranscriptionTask, Field(discriminator="ability")]


class Word(Value):
    """A spoken word and when it sounds, in seconds from the beginning."""

    text: str
    start: float
    end: float


class Transcript(Value):
    """Words in order, with the language that was spoken (BCP 47) and how the times were found."""

    language: str | None = None
    words: tuple[Word, ...]
    source: Literal["engine", "recognised", "aligned", "estimated"]

"""What a provider can be asked to do: one value an ability."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from domain.assets import Blob
from domain.music import Genre, Mood, MusicalKey, Tempo
from domain.values import Json, Value


class Ability(StrEnum):
    """The closed set of things that providers offer."""

    IMAGE = "image"
    IMAGE_EDIT = "image-edit"
    BACKGROUND_REMOVAL = "background-removal"
    IMAGE_UPSCALE = "image-upscale"
    VIDEO = "video"
    LIP_SYNC = "lip-sync"
    TALKING_PORTRAIT = "talking-portrait"
    MODEL_3D = "model-3d"
    SPEECH = "speech"
    VOICE_CLONE = "voice-clone"
    SOUND_EFFECT = "sound-effect"
    MUSIC = "music"
    TRANSCRIPTION = "transcription"
    TRANSLATION = "translation"
    DUBBING = "dubbing"
    MODERATION = "moderation"


class Operation(StrEnum):
    """What an ability is asked for, where it is several things: an offer that names none does them all."""

    VARIATION = "variation"
    INPAINT = "inpaint"
    OUTPAINT = "outpaint"
    STYLE_TRANSFER = "style-transfer"
    FILTER = "filter"
    ENHANCE = "enhance"
    COLORIZE = "colorize"
    TWICE = "upscale-2"
    FOUR_TIMES = "upscale-4"
    OF_SPEECH = "speech-translation"
    OF_TEXT = "text-translation"


class Quality(StrEnum):
    STANDARD = "standard"
    HIGH = "high"
    ULTRA = "ultra"


class StylePreset(StrEnum):
    REALISTIC = "realistic"
    ARTISTIC = "artistic"
    ANIME = "anime"
    THREE_D = "3d-render"


class AvatarStyle(StrEnum):
    REALISTIC = "realistic"
    CARTOON = "cartoon"
    ANIME = "anime"
    THREE_D = "3d"


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
    """One stretch of text, spoken. `language` is a BCP 47 tag; `voice` None means: choose by language.

    `traits` are those of a voice model: what it takes to speak with it, where a voice's name does not do.
    """

    ability: Literal[Ability.SPEECH] = Ability.SPEECH
    text: str
    voice: str | None = None
    language: str | None = None
    beginning: str = ""
    """Of the whole text that this is a stretch of: its language is everyone's."""
    speed: float = 1.0
    emotion: Emotion = Emotion.NEUTRAL
    traits: Json = None


class TranscriptionTask(Value):
    """The words of a recording with their times. `language` None means: detect it.

    `expected` is the language that the caller may have meant: it is taken where the recording leaves a doubt.
    """

    ability: Literal[Ability.TRANSCRIPTION] = Ability.TRANSCRIPTION
    audio: Blob
    language: str | None = None
    expected: str | None = None


class TranslationTask(Value):
    """What is said, in another language: `count` phrases of a file of `Phrases`, from number `first` on.

    `speech` is the recording that they were heard in, for who translates by ear; its times are those of the phrases.
    """

    ability: Literal[Ability.TRANSLATION] = Ability.TRANSLATION
    phrases: Blob
    first: int = 0
    count: int
    speech: Blob | None = None
    source: str | None = None
    target: str


Aspect = Literal["16:9", "9:16", "1:1"]


class Drawn(Value):
    """What a picture was once painted from by our own engine, which can paint it again."""

    prompt: str
    quality: Quality = Quality.STANDARD
    style: StylePreset | None = None


class ImageEditTask(Value):
    """A picture made from another one: what is wanted, and the prompt that says it in words.

    `mask` is white where the picture is to change; `reference` lends its style. `strength` 0–1: how far from the
    source the result may go. `drawn`: what the picture came from, where our own engine painted it.
    """

    ability: Literal[Ability.IMAGE_EDIT] = Ability.IMAGE_EDIT
    operation: Operation = Operation.VARIATION
    image: Blob
    prompt: str
    mask: Blob | None = None
    reference: Blob | None = None
    strength: float | None = None
    quality: Quality = Quality.STANDARD
    seed: int
    drawn: Drawn | None = None


class BackgroundRemovalTask(Value):
    """A picture's subject alone, on nothing."""

    ability: Literal[Ability.BACKGROUND_REMOVAL] = Ability.BACKGROUND_REMOVAL
    image: Blob


class ImageUpscaleTask(Value):
    """A picture `scale` times as wide and high. `enhance`: details may be invented."""

    ability: Literal[Ability.IMAGE_UPSCALE] = Ability.IMAGE_UPSCALE
    image: Blob
    scale: Literal[2, 4]
    enhance: bool = True


Motion = Literal["auto", "pan", "zoom-in", "zoom-out"]


class VideoTask(Value):
    """One clip of at least `seconds`, from a prompt, and from a first picture where there is one.

    `motion` and `fps` are for who moves a camera of its own: vendors read of the motion in the prompt.
    """

    ability: Literal[Ability.VIDEO] = Ability.VIDEO
    prompt: str
    seconds: float
    aspect: Aspect = "16:9"
    quality: Quality = Quality.STANDARD
    first: Blob | None = None
    motion: Motion = "auto"
    fps: int = 30
    seed: int


class LipSyncTask(Value):
    """A video whose speaker's lips follow a recording."""

    ability: Literal[Ability.LIP_SYNC] = Ability.LIP_SYNC
    video: Blob
    audio: Blob


class PortraitTask(Value):
    """A still portrait that speaks a recording. `transparent`: its background is cut away.

    What follows is for who draws the person anew, and nothing to vendors: the head in three dimensions (GLB), the
    words of the recording with their times (a transcript), and the colour or the picture that is to be behind it.
    """

    ability: Literal[Ability.TALKING_PORTRAIT] = Ability.TALKING_PORTRAIT
    image: Blob
    audio: Blob
    aspect: Aspect = "16:9"
    transparent: bool = False
    head: Blob | None = None
    words: Blob | None = None
    colour: str | None = None
    backdrop: Blob | None = None


class ModelTask(Value):
    """A 3D model (GLB) of a picture, or of a description. `rigged`: with bones to move it by.

    With a `style` it is an avatar's: the head and shoulders of one person, in that style. The same seed gives the same
    person where the maker can.
    """

    ability: Literal[Ability.MODEL_3D] = Ability.MODEL_3D
    prompt: str
    image: Blob | None = None
    quality: Quality = Quality.STANDARD
    rigged: bool = False
    style: AvatarStyle | None = None
    seed: int | None = None


class VoiceCloneTask(Value):
    """A voice made from recordings of somebody who agreed."""

    ability: Literal[Ability.VOICE_CLONE] = Ability.VOICE_CLONE
    name: str
    samples: tuple[Blob, ...]
    language: str
    quality: Quality = Quality.STANDARD


class SoundTask(Value):
    """A sound of so many seconds. `loop`: its end meets its beginning."""

    ability: Literal[Ability.SOUND_EFFECT] = Ability.SOUND_EFFECT
    prompt: str
    seconds: float
    loop: bool = False


class MusicTask(Value):
    """Instrumental music of so many seconds.

    `prompt` says all in words; what the caller named stands beside it for those who read more than words. `key`, `bpm`
    and `phase_seconds` (when the next bar of it begins) are of music that this one goes on from.
    """

    ability: Literal[Ability.MUSIC] = Ability.MUSIC
    prompt: str
    seconds: float
    genre: Genre | None = None
    mood: Mood | None = None
    tempo: Tempo | None = None
    bpm: float | None = None
    key: MusicalKey | None = None
    goes_on: bool = False
    phase_seconds: float = 0.0
    stems: bool = False
    seed: int = 0


class DubbingTask(Value):
    """A video spoken in another language.

    `speech` is its sound at 16 kHz, mono. `source` None: the language is to be detected; `voice` None: who makes it
    chooses. `keep_background`: music and noise stay.
    """

    ability: Literal[Ability.DUBBING] = Ability.DUBBING
    video: Blob
    speech: Blob
    seconds: float
    source: str | None = None
    target: str
    voice: str | None = None
    keep_background: bool = True


Task = Annotated[
    ImageTask
    | ImageEditTask
    | BackgroundRemovalTask
    | ImageUpscaleTask
    | VideoTask
    | LipSyncTask
    | PortraitTask
    | ModelTask
    | SpeechTask
    | VoiceCloneTask
    | SoundTask
    | MusicTask
    | TranscriptionTask
    | TranslationTask
    | DubbingTask,
    Field(discriminator="ability"),
]


def blobs_of(task: Task) -> tuple[Blob, ...]:
    """Give the files that a task names."""
    values = [getattr(task, name) for name in type(task).model_fields]
    many = [value if isinstance(value, tuple) else (value,) for value in values]
    return tuple(item for found in many for item in found if isinstance(item, Blob))


class Word(Value):
    """A spoken word and when it sounds, in seconds from the beginning."""

    text: str
    start: float
    end: float


class Transcript(Value):
    """Words in order, with the language that was spoken (BCP 47) and how the times were found."""

    language: str | None = None
    words: tuple[Word, ...]
    source: Literal["engine", "recognised", "aligned", "estimated", "translated"]

"""Steps and methods of a section: audio. Written from the job types: `python -m runtime.builder`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Model, Step, StepOptions


class CustomSpeech(Step[Literal["audio", "timings", "captions"]]):
    """Speak a text in a voice of your own."""

    kind = Kind(
        "custom-speech", roles={"text": "timings", "audio": "audio"}, models=("voiceModelId",)
    )


class SoundEffects(Step[Literal["audio"]]):
    """Make a sound effect."""

    kind = Kind("sound-effects", roles={"audio": "audio"})


class TextToSpeech(Step[Literal["audio", "timings", "captions"]]):
    """Speak a text."""

    kind = Kind("text-to-speech", roles={"text": "timings", "audio": "audio"})


class VoiceClone(Step[Literal["audio", "report"]]):
    """Make a voice from recordings."""

    kind = Kind(
        "voice-clone",
        roles={"text": "report", "audio": "audio"},
        takes={"audioSamples": ("audio",)},
    )


class AudioSteps(Builder):
    """The job types of a section: audio."""

    def custom_speech(
        self,
        *,
        text: str | Item,
        voice_model_id: Model,
        speed: float | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> CustomSpeech:
        """Speak a text in a voice of your own."""
        params = {
            "text": text,
            "voiceModelId": voice_model_id,
            "speed": speed,
        }
        return self._add(CustomSpeech, params, options)

    def sound_effects(
        self,
        *,
        prompt: str | Item,
        duration: float | Item | None = None,
        loop: bool | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> SoundEffects:
        """Make a sound effect."""
        params = {
            "prompt": prompt,
            "duration": duration,
            "loop": loop,
        }
        return self._add(SoundEffects, params, options)

    def text_to_speech(
        self,
        *,
        text: str | Item,
        voice_id: str | Item | None = None,
        language: str | Item | None = None,
        speed: float | Item | None = None,
        emotion: Literal["neutral", "happy", "sad", "angry", "excited"] | Item | None = None,
        output_format: Literal["mp3", "wav", "opus"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> TextToSpeech:
        """Speak a text."""
        params = {
            "text": text,
            "voiceId": voice_id,
            "language": language,
            "speed": speed,
            "emotion": emotion,
            "outputFormat": output_format,
        }
        return self._add(TextToSpeech, params, options)

    def voice_clone(
        self,
        *,
        name: str | Item,
        audio_samples: Sequence[Media],
        language: str | Item,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        consent: Mapping[str, Any] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VoiceClone:
        """Make a voice from recordings."""
        params = {
            "name": name,
            "audioSamples": audio_samples,
            "language": language,
            "quality": quality,
            "consent": consent,
        }
        return self._add(VoiceClone, params, options)

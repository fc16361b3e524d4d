"""Steps and methods of a section: audio. Written from the job types: `python -m runtime.builder`."""

from typing import Literal, Unpack

from studio._graph import Builder, Item, Kind, Step, StepOptions


class TextToSpeech(Step[Literal["audio", "timings"]]):
    """Speak a text."""

    kind = Kind("text-to-speech", roles={"text": "timings", "audio": "audio"})


class AudioSteps(Builder):
    """The job types of a section: audio."""

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

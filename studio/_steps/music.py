"""Steps and methods of a section: music. Written from the job types: `python -m runtime.builder`."""

from typing import Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Step, StepOptions


class MusicExtension(Step[Literal["audio"]]):
    """Make a piece longer."""

    kind = Kind("music-extension", roles={"audio": "audio"}, takes={"audioUrl": ("audio",)})


class MusicGeneration(Step[Literal["audio", "stem"]]):
    """Make music."""

    kind = Kind("music-generation", roles={"audio": "audio"})


class MusicSteps(Builder):
    """The job types of a section: music."""

    def music_extension(
        self,
        *,
        audio_url: Media,
        duration: float | Item,
        prompt: str | Item | None = None,
        crossfade: float | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> MusicExtension:
        """Make a piece longer."""
        params = {
            "audioUrl": audio_url,
            "duration": duration,
            "prompt": prompt,
            "crossfade": crossfade,
        }
        return self._add(MusicExtension, params, options)

    def music_generation(
        self,
        *,
        prompt: str | Item,
        duration: float | Item,
        genre: Literal[
            "ambient",
            "cinematic",
            "classical",
            "electronic",
            "folk",
            "funk",
            "hip-hop",
            "jazz",
            "lo-fi",
            "orchestral",
            "pop",
            "rock",
        ]
        | Item
        | None = None,
        mood: Literal[
            "calm",
            "dark",
            "dramatic",
            "energetic",
            "happy",
            "mysterious",
            "romantic",
            "sad",
            "uplifting",
        ]
        | Item
        | None = None,
        tempo: Literal["slow", "medium", "fast"] | Item | None = None,
        stems: bool | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> MusicGeneration:
        """Make music."""
        params = {
            "prompt": prompt,
            "duration": duration,
            "genre": genre,
            "mood": mood,
            "tempo": tempo,
            "stems": stems,
        }
        return self._add(MusicGeneration, params, options)

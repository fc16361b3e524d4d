"""Steps and methods of a section: video. Written from the job types: `python -m runtime.builder`."""

from collections.abc import Mapping
from typing import Any, Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Step, StepOptions


class VideoGeneration(Step[Literal["video", "thumbnail"]]):
    """Make a video from a prompt."""

    kind = Kind("video-generation", roles={"image": "thumbnail", "video": "video"})


class VideoSubtitles(Step[Literal["video", "captions"]]):
    """Caption a video."""

    kind = Kind(
        "video-subtitles",
        roles={"text": "captions", "video": "video"},
        takes={"videoUrl": ("video",), "transcript": ("text",)},
    )


class VideoTranslate(Step[Literal["video", "captions"]]):
    """Translate a video."""

    kind = Kind(
        "video-translate",
        roles={"text": "captions", "video": "video"},
        takes={"videoUrl": ("video",)},
    )


class VideoSteps(Builder):
    """The job types of a section: video."""

    def video_generation(
        self,
        *,
        prompt: str | Item,
        duration: int | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        provider: Literal["runway", "pika", "kling", "luma", "local"] | Item | None = None,
        fps: Literal[24, 30, 60] | Item | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoGeneration:
        """Make a video from a prompt."""
        params = {
            "prompt": prompt,
            "duration": duration,
            "quality": quality,
            "provider": provider,
            "fps": fps,
            "aspectRatio": aspect_ratio,
        }
        return self._add(VideoGeneration, params, options)

    def video_subtitles(
        self,
        *,
        video_url: Media,
        language: str | Item | None = None,
        transcript: Media | None = None,
        style: Mapping[str, Any] | Item | None = None,
        position: Literal["bottom", "top", "center"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoSubtitles:
        """Caption a video."""
        params = {
            "videoUrl": video_url,
            "language": language,
            "transcript": transcript,
            "style": style,
            "position": position,
        }
        return self._add(VideoSubtitles, params, options)

    def video_translate(
        self,
        *,
        video_url: Media,
        target_language: str | Item,
        source_language: str | Item | None = None,
        voice_id: str | Item | None = None,
        keep_background: bool | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoTranslate:
        """Translate a video."""
        params = {
            "videoUrl": video_url,
            "targetLanguage": target_language,
            "sourceLanguage": source_language,
            "voiceId": voice_id,
            "keepBackground": keep_background,
        }
        return self._add(VideoTranslate, params, options)

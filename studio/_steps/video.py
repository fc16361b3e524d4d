"""Steps and methods of a section: video. Written from the job types: `python -m runtime.builder`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Step, StepOptions


class ImageToVideo(Step[Literal["video", "thumbnail", "preview"]]):
    """Bring a picture to life."""

    kind = Kind(
        "image-to-video",
        roles={"image": "thumbnail", "video": "video"},
        takes={"imageUrl": ("image",)},
    )


class VideoClips(Step[Literal["video", "thumbnail", "captions"]]):
    """Cut the best moments out of a video."""

    kind = Kind(
        "video-clips",
        roles={"text": "captions", "image": "thumbnail", "video": "video"},
        takes={"videoUrl": ("video",)},
    )


class VideoGeneration(Step[Literal["video", "thumbnail", "preview"]]):
    """Make a video from a prompt."""

    kind = Kind("video-generation", roles={"image": "thumbnail", "video": "video"})


class VideoMerge(Step[Literal["video", "thumbnail", "preview"]]):
    """Put clips together."""

    kind = Kind(
        "video-merge",
        roles={"image": "thumbnail", "video": "video"},
        takes={"clips": ("video",), "audioUrl": ("audio",)},
    )


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


class VideoUpscale(Step[Literal["video", "thumbnail", "preview"]]):
    """Make a video larger."""

    kind = Kind(
        "video-upscale",
        roles={"image": "thumbnail", "video": "video"},
        takes={"videoUrl": ("video",)},
    )


class VideoSteps(Builder):
    """The job types of a section: video."""

    def image_to_video(
        self,
        *,
        image_url: Media,
        prompt: str | Item | None = None,
        duration: int | Item | None = None,
        motion: Literal["auto", "pan", "zoom-in", "zoom-out"] | Item | None = None,
        fps: Literal[24, 30, 60] | Item | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        music: Mapping[str, Any] | Item | None = None,
        provider: Literal["runway", "pika", "kling", "luma", "local"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageToVideo:
        """Bring a picture to life."""
        params = {
            "imageUrl": image_url,
            "prompt": prompt,
            "duration": duration,
            "motion": motion,
            "fps": fps,
            "aspectRatio": aspect_ratio,
            "quality": quality,
            "music": music,
            "provider": provider,
        }
        return self._add(ImageToVideo, params, options)

    def video_clips(
        self,
        *,
        video_url: Media,
        target_duration: int | Item,
        platform: Literal["instagram", "tiktok", "youtube-shorts"] | Item | None = None,
        number_of_clips: int | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoClips:
        """Cut the best moments out of a video."""
        params = {
            "videoUrl": video_url,
            "targetDuration": target_duration,
            "platform": platform,
            "numberOfClips": number_of_clips,
        }
        return self._add(VideoClips, params, options)

    def video_generation(
        self,
        *,
        prompt: str | Item,
        duration: int | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        provider: Literal["runway", "pika", "kling", "luma", "local"] | Item | None = None,
        fps: Literal[24, 30, 60] | Item | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | Item | None = None,
        music: Mapping[str, Any] | Item | None = None,
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
            "music": music,
        }
        return self._add(VideoGeneration, params, options)

    def video_merge(
        self,
        *,
        clips: Sequence[Mapping[str, Any]],
        transition: Literal["none", "fade", "crossfade"] | Item | None = None,
        transition_duration: float | Item | None = None,
        audio_url: Media | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | Item | None = None,
        output_format: Literal["mp4", "webm"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoMerge:
        """Put clips together."""
        params = {
            "clips": clips,
            "transition": transition,
            "transitionDuration": transition_duration,
            "audioUrl": audio_url,
            "aspectRatio": aspect_ratio,
            "outputFormat": output_format,
        }
        return self._add(VideoMerge, params, options)

    def video_subtitles(
        self,
        *,
        video_url: Media,
        language: str | Item | None = None,
        source_language: str | Item | None = None,
        transcript: Media | None = None,
        style: Mapping[str, Any] | Item | None = None,
        position: Literal["bottom", "top", "center"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoSubtitles:
        """Caption a video."""
        params = {
            "videoUrl": video_url,
            "language": language,
            "sourceLanguage": source_language,
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

    def video_upscale(
        self,
        *,
        video_url: Media,
        scale: Literal[2, 4] | Item | None = None,
        enhance_details: bool | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> VideoUpscale:
        """Make a video larger."""
        params = {
            "videoUrl": video_url,
            "scale": scale,
            "enhanceDetails": enhance_details,
        }
        return self._add(VideoUpscale, params, options)

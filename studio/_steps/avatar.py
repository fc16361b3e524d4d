"""Steps and methods of a section: avatar. Written from the job types: `python -m runtime.builder`."""

from typing import Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Model, Step, StepOptions


class AvatarAnimation(Step[Literal["video", "thumbnail"]]):
    """Let an avatar speak."""

    kind = Kind(
        "avatar-animation",
        roles={"image": "thumbnail", "video": "video"},
        takes={"audioUrl": ("audio",), "background": ("image",)},
        models=("avatarModelId",),
    )


class AvatarGeneration(Step[Literal["model", "portrait", "preview"]]):
    """Make an avatar of a photo or a description."""

    kind = Kind(
        "avatar-generation",
        roles={"video": "preview", "image": "portrait", "model": "model"},
        takes={"sourceData": ("image",)},
    )


class AvatarSteps(Builder):
    """The job types of a section: avatar."""

    def avatar_animation(
        self,
        *,
        avatar_model_id: Model,
        audio_url: Media,
        duration: float | Item | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | Item | None = None,
        background_type: Literal["transparent", "solid-color", "image"] | Item | None = None,
        background: Media | None = None,
        **options: Unpack[StepOptions],
    ) -> AvatarAnimation:
        """Let an avatar speak."""
        params = {
            "avatarModelId": avatar_model_id,
            "audioUrl": audio_url,
            "duration": duration,
            "aspectRatio": aspect_ratio,
            "backgroundType": background_type,
            "background": background,
        }
        return self._add(AvatarAnimation, params, options)

    def avatar_generation(
        self,
        *,
        source_type: Literal["photo", "description"] | Item,
        source_data: Media,
        style: Literal["realistic", "cartoon", "anime", "3d"] | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> AvatarGeneration:
        """Make an avatar of a photo or a description."""
        params = {
            "sourceType": source_type,
            "sourceData": source_data,
            "style": style,
            "quality": quality,
        }
        return self._add(AvatarGeneration, params, options)

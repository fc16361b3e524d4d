"""Steps and methods of a section: image. Written from the job types: `python -m runtime.builder`."""

from typing import Literal, Unpack

from studio._graph import Builder, Item, Kind, Step, StepOptions


class ImageGeneration(Step[Literal["image"]]):
    """Make pictures from a prompt."""

    kind = Kind("image-generation", roles={"image": "image"})


class ImageSteps(Builder):
    """The job types of a section: image."""

    def image_generation(
        self,
        *,
        prompt: str | Item,
        width: int | Item | None = None,
        height: int | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        variants: int | Item | None = None,
        style_preset: Literal["realistic", "artistic", "anime", "3d-render"] | Item | None = None,
        provider: Literal["ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "local"]
        | Item
        | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageGeneration:
        """Make pictures from a prompt."""
        params = {
            "prompt": prompt,
            "width": width,
            "height": height,
            "quality": quality,
            "variants": variants,
            "stylePreset": style_preset,
            "provider": provider,
        }
        return self._add(ImageGeneration, params, options)

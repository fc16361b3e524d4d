"""Steps and methods of a section: image. Written from the job types: `python -m runtime.builder`."""

from typing import Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Step, StepOptions


class BackgroundRemoval(Step[Literal["image"]]):
    """Cut a picture's subject out."""

    kind = Kind("background-removal", roles={"image": "image"}, takes={"imageUrl": ("image",)})


class ImageGeneration(Step[Literal["image"]]):
    """Make pictures from a prompt."""

    kind = Kind("image-generation", roles={"image": "image"})


class ImageInpaint(Step[Literal["image"]]):
    """Replace a part of a picture."""

    kind = Kind(
        "image-inpaint",
        roles={"image": "image"},
        takes={"imageUrl": ("image",), "maskUrl": ("image",)},
    )


class ImageOutpaint(Step[Literal["image"]]):
    """Continue a picture beyond its edges."""

    kind = Kind("image-outpaint", roles={"image": "image"}, takes={"imageUrl": ("image",)})


class ImageTransform(Step[Literal["image"]]):
    """Transform a picture."""

    kind = Kind(
        "image-transform",
        roles={"image": "image"},
        takes={"imageUrl": ("image",), "styleReference": ("image",)},
    )


class ImageUpscale(Step[Literal["image"]]):
    """Enlarge a picture."""

    kind = Kind("image-upscale", roles={"image": "image"}, takes={"imageUrl": ("image",)})


class ImageVariations(Step[Literal["image"]]):
    """Make variations of a picture."""

    kind = Kind("image-variations", roles={"image": "image"}, takes={"imageUrl": ("image",)})


class ImageSteps(Builder):
    """The job types of a section: image."""

    def background_removal(
        self,
        *,
        image_url: Media,
        output_format: Literal["png", "webp"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> BackgroundRemoval:
        """Cut a picture's subject out."""
        params = {
            "imageUrl": image_url,
            "outputFormat": output_format,
        }
        return self._add(BackgroundRemoval, params, options)

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

    def image_inpaint(
        self,
        *,
        image_url: Media,
        mask_url: Media,
        prompt: str | Item,
        strength: float | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        provider: Literal[
            "ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "stability", "recraft", "local"
        ]
        | Item
        | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageInpaint:
        """Replace a part of a picture."""
        params = {
            "imageUrl": image_url,
            "maskUrl": mask_url,
            "prompt": prompt,
            "strength": strength,
            "quality": quality,
            "provider": provider,
        }
        return self._add(ImageInpaint, params, options)

    def image_outpaint(
        self,
        *,
        image_url: Media,
        left: int | Item | None = None,
        right: int | Item | None = None,
        up: int | Item | None = None,
        down: int | Item | None = None,
        aspect_ratio: str | Item | None = None,
        prompt: str | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageOutpaint:
        """Continue a picture beyond its edges."""
        params = {
            "imageUrl": image_url,
            "left": left,
            "right": right,
            "up": up,
            "down": down,
            "aspectRatio": aspect_ratio,
            "prompt": prompt,
        }
        return self._add(ImageOutpaint, params, options)

    def image_transform(
        self,
        *,
        image_url: Media,
        transformation: Literal["style-transfer", "filter", "enhance", "colorize"] | Item,
        style_reference: Media | None = None,
        strength: float | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageTransform:
        """Transform a picture."""
        params = {
            "imageUrl": image_url,
            "transformation": transformation,
            "styleReference": style_reference,
            "strength": strength,
        }
        return self._add(ImageTransform, params, options)

    def image_upscale(
        self,
        *,
        image_url: Media,
        scale: Literal[2, 4] | Item | None = None,
        enhance_details: bool | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageUpscale:
        """Enlarge a picture."""
        params = {
            "imageUrl": image_url,
            "scale": scale,
            "enhanceDetails": enhance_details,
        }
        return self._add(ImageUpscale, params, options)

    def image_variations(
        self,
        *,
        image_url: Media,
        variants: int | Item | None = None,
        strength: float | Item | None = None,
        prompt: str | Item | None = None,
        quality: Literal["standard", "high", "ultra"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> ImageVariations:
        """Make variations of a picture."""
        params = {
            "imageUrl": image_url,
            "variants": variants,
            "strength": strength,
            "prompt": prompt,
            "quality": quality,
        }
        return self._add(ImageVariations, params, options)

"""Steps and methods of a section: enterprise. Written from the job types: `python -m runtime.builder`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Unpack

from studio._graph import Builder, Item, Kind, Media, Step, StepOptions


class NftMint(Step[Literal["report"]]):
    """Mint a token of an output."""

    kind = Kind(
        "nft-mint",
        roles={"text": "report"},
        takes={"assetUrl": ("image", "video", "audio", "model")},
    )


class SocialVariants(Step[Literal["image", "video", "report"]]):
    """Fit a picture or a video to social platforms."""

    kind = Kind(
        "social-variants",
        roles={"text": "report", "video": "video", "image": "image"},
        takes={"sourceUrl": ("image", "video")},
    )


class TemplateRender(Step[Literal["image", "document"]]):
    """Fill a template with data."""

    kind = Kind("template-render", roles={"document": "document", "image": "image"})


class EnterpriseSteps(Builder):
    """The job types of a section: enterprise."""

    def nft_mint(
        self,
        *,
        metadata: Mapping[str, Any] | Item,
        asset_url: Media,
        blockchain: Literal["polygon", "ethereum"] | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> NftMint:
        """Mint a token of an output."""
        params = {
            "metadata": metadata,
            "assetUrl": asset_url,
            "blockchain": blockchain,
        }
        return self._add(NftMint, params, options)

    def social_variants(
        self,
        *,
        source_url: Media,
        platforms: Sequence[Literal["instagram", "tiktok", "twitter", "linkedin"]] | Item,
        include_text: bool | Item | None = None,
        text: str | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> SocialVariants:
        """Fit a picture or a video to social platforms."""
        params = {
            "sourceUrl": source_url,
            "platforms": platforms,
            "includeText": include_text,
            "text": text,
        }
        return self._add(SocialVariants, params, options)

    def template_render(
        self,
        *,
        template_id: str | Item,
        data: Mapping[str, Any] | Item,
        output_format: Literal["png", "jpg", "pdf"] | Item | None = None,
        version: int | Item | None = None,
        **options: Unpack[StepOptions],
    ) -> TemplateRender:
        """Fill a template with data."""
        params = {
            "templateId": template_id,
            "data": data,
            "outputFormat": output_format,
            "version": version,
        }
        return self._add(TemplateRender, params, options)

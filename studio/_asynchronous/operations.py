"""A method an operation, by section. Written from docs/openapi.json: `python -m runtime.typed_client`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from studio import models
from studio._asynchronous.handles import AsyncJobHandle, AsyncPipelineHandle
from studio._asynchronous.section import AsyncSection, Media
from studio._asynchronous.transport import place

JOB_TYPES: Final = {
    "avatar-animation": "/avatars/animate",
    "avatar-generation": "/avatars/generate",
    "background-removal": "/images/remove-background",
    "custom-speech": "/audio/generate-speech",
    "image-generation": "/images/generate",
    "image-inpaint": "/images/inpaint",
    "image-outpaint": "/images/outpaint",
    "image-to-video": "/videos/image-to-video",
    "image-transform": "/images/transform",
    "image-upscale": "/images/upscale",
    "image-variations": "/images/variations",
    "music-extension": "/music/extend",
    "music-generation": "/music/generate",
    "nft-mint": "/nft/mint",
    "social-variants": "/social/variants",
    "sound-effects": "/audio/sound-effects",
    "template-render": "/templates/{templateId}/render",
    "text-to-speech": "/audio/text-to-speech",
    "video-clips": "/videos/clips",
    "video-generation": "/videos/generate",
    "video-merge": "/videos/merge",
    "video-subtitles": "/videos/subtitles",
    "video-translate": "/videos/translate",
    "video-upscale": "/videos/upscale",
    "voice-clone": "/audio/clone-voice",
}


class JobsOperations(AsyncSection):
    """`jobs`, one method an operation."""

    async def get(
        self,
        job_id: str,
    ) -> models.Job:
        """Read a job."""
        return await self._one(models.Job, "GET", f"/jobs/{place(job_id)}")

    async def delete(
        self,
        job_id: str,
    ) -> None:
        """Purge a finished job's params and outputs."""
        await self._call("DELETE", f"/jobs/{place(job_id)}")

    def list(
        self,
        *,
        status: Literal["queued", "processing", "completed", "failed", "cancelled"]
        | str
        | None = None,
        type: str | None = None,
        tag: str | None = None,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        scope: Literal["own", "tenant"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.Job]:
        """List jobs, newest first."""
        return self._pages(
            models.Job,
            "GET",
            "/jobs",
            query={
                "status": status,
                "type": type,
                "tag": tag,
                "createdAfter": created_after,
                "createdBefore": created_before,
                "scope": scope,
                "limit": limit,
            },
        )

    async def cancel(
        self,
        job_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Cancelled:
        """Cancel a job at once and for good."""
        return await self._one(
            models.Cancelled, "POST", f"/jobs/{place(job_id)}/cancel", key=idempotency_key
        )

    async def retry(
        self,
        job_id: str,
        *,
        provider: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Requeued:
        """Run a failed job again, with a new hold."""
        return await self._one(
            models.Requeued,
            "POST",
            f"/jobs/{place(job_id)}/retry",
            body={"provider": provider},
            key=idempotency_key,
        )

    async def create_ticket(
        self,
        job_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Ticket:
        """Give a 60 s ticket for this job's event stream."""
        return await self._one(
            models.Ticket, "POST", f"/jobs/{place(job_id)}/tickets", key=idempotency_key
        )


class PipelinesOperations(AsyncSection):
    """`pipelines`, one method an operation."""

    def list_presets(
        self,
    ) -> AsyncIterator[models.PresetShown]:
        """List the presets whose job types are all there, and the tenant's own."""
        return self._pages(models.PresetShown, "GET", "/pipelines/presets")

    async def create_preset(
        self,
        *,
        name: str,
        summary: str,
        steps: Sequence[Mapping[str, Any]],
        parameters: models.Parameters | Mapping[str, Any] | None = None,
        on_failure: Literal["cancel", "continue"] | str | None = None,
        example: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> models.PresetShown:
        """Save a preset of the tenant's."""
        return await self._one(
            models.PresetShown,
            "POST",
            "/pipelines/presets",
            body={
                "name": name,
                "summary": summary,
                "parameters": parameters,
                "steps": steps,
                "onFailure": on_failure,
                "example": example,
            },
            key=idempotency_key,
        )

    async def run_preset(
        self,
        name: str,
        *,
        params: Mapping[str, Any] | None = None,
        max_credits: int | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncPipelineHandle:
        """Run a preset with parameters of its schema."""
        return await self._begun(
            "POST",
            f"/pipelines/presets/{place(name)}",
            body={
                "params": params,
                "maxCredits": max_credits,
                "metadata": metadata,
                "tags": tags,
                "priority": priority,
            },
            key=idempotency_key,
        )

    async def delete_preset(
        self,
        name: str,
    ) -> None:
        """Delete a preset of the tenant's."""
        await self._call("DELETE", f"/pipelines/presets/{place(name)}")

    def list(
        self,
        *,
        status: Literal["queued", "processing", "completed", "failed", "cancelled"]
        | str
        | None = None,
        tag: str | None = None,
        scope: Literal["own", "tenant"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.Pipeline]:
        """List pipelines, newest first."""
        return self._pages(
            models.Pipeline,
            "GET",
            "/pipelines",
            query={"status": status, "tag": tag, "scope": scope, "limit": limit},
        )

    async def get(
        self,
        pipeline_id: str,
    ) -> models.Pipeline:
        """Read a pipeline with its steps and their jobs."""
        return await self._one(models.Pipeline, "GET", f"/pipelines/{place(pipeline_id)}")

    async def cancel(
        self,
        pipeline_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Cancelled:
        """Cancel a pipeline at once and for good."""
        return await self._one(
            models.Cancelled, "POST", f"/pipelines/{place(pipeline_id)}/cancel", key=idempotency_key
        )

    async def retry(
        self,
        pipeline_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Requeued:
        """Run what is unfinished of a failed pipeline."""
        return await self._one(
            models.Requeued, "POST", f"/pipelines/{place(pipeline_id)}/retry", key=idempotency_key
        )

    async def create_ticket(
        self,
        pipeline_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Ticket:
        """Give a 60 s ticket for this pipeline's event stream."""
        return await self._one(
            models.Ticket, "POST", f"/pipelines/{place(pipeline_id)}/tickets", key=idempotency_key
        )


class EstimatesOperations(AsyncSection):
    """`estimates`, one method an operation."""

    async def create(
        self,
        *,
        type: str | None = None,
        params: Mapping[str, Any] | None = None,
        pipeline: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> models.Plan | models.PipelinePlan:
        """Give price, time and provider plan of a job or a pipeline."""
        answer: models.Plan | models.PipelinePlan = await self._any(
            models.Plan | models.PipelinePlan,
            "POST",
            "/estimates",
            body={"type": type, "params": params, "pipeline": pipeline},
            key=idempotency_key,
        )
        return answer


class AudioOperations(AsyncSection):
    """`audio`, one method an operation."""

    def list_voices(
        self,
        *,
        language: str | None = None,
        gender: Literal["female", "male", "neutral"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.Voice]:
        """List the voices that some worker can speak with, by id."""
        return self._pages(
            models.Voice,
            "GET",
            "/audio/voices",
            query={"language": language, "gender": gender, "limit": limit},
        )

    def list_languages(
        self,
    ) -> AsyncIterator[models.SpokenLanguage]:
        """List the languages, with what each supports."""
        return self._pages(models.SpokenLanguage, "GET", "/audio/languages")

    async def generate_speech(
        self,
        *,
        text: str,
        voice_model_id: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        speed: float | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Speak a text in a voice of your own."""
        return await self._submitted(
            "POST",
            "/audio/generate-speech",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "text": text,
                "voiceModelId": voice_model_id,
                "speed": speed,
            },
            key=idempotency_key,
        )

    async def sound_effects(
        self,
        *,
        prompt: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        duration: float | None = None,
        loop: bool | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make a sound effect."""
        return await self._submitted(
            "POST",
            "/audio/sound-effects",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "prompt": prompt,
                "duration": duration,
                "loop": loop,
            },
            key=idempotency_key,
        )

    async def text_to_speech(
        self,
        *,
        text: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        voice_id: str | None = None,
        language: str | None = None,
        speed: float | None = None,
        emotion: Literal["neutral", "happy", "sad", "angry", "excited"] | str | None = None,
        output_format: Literal["mp3", "wav", "opus"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Speak a text."""
        return await self._submitted(
            "POST",
            "/audio/text-to-speech",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "text": text,
                "voiceId": voice_id,
                "language": language,
                "speed": speed,
                "emotion": emotion,
                "outputFormat": output_format,
            },
            key=idempotency_key,
        )

    async def clone_voice(
        self,
        *,
        name: str,
        audio_samples: Sequence[Media],
        language: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        consent: models.Consent | Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make a voice from recordings."""
        return await self._submitted(
            "POST",
            "/audio/clone-voice",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "name": name,
                "audioSamples": audio_samples,
                "language": language,
                "quality": quality,
                "consent": consent,
            },
            key=idempotency_key,
        )


class MusicOperations(AsyncSection):
    """`music`, one method an operation."""

    async def list_genres(
        self,
    ) -> models.KindsOfMusic:
        """List the genres, moods and tempos that music can be asked in."""
        return await self._one(models.KindsOfMusic, "GET", "/music/genres")

    async def extend(
        self,
        *,
        audio_url: Media,
        duration: float,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        prompt: str | None = None,
        crossfade: float | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make a piece longer."""
        return await self._submitted(
            "POST",
            "/music/extend",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "audioUrl": audio_url,
                "duration": duration,
                "prompt": prompt,
                "crossfade": crossfade,
            },
            key=idempotency_key,
        )

    async def generate(
        self,
        *,
        prompt: str,
        duration: float,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
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
        | str
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
        | str
        | None = None,
        tempo: Literal["slow", "medium", "fast"] | str | None = None,
        stems: bool | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make music."""
        return await self._submitted(
            "POST",
            "/music/generate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "prompt": prompt,
                "duration": duration,
                "genre": genre,
                "mood": mood,
                "tempo": tempo,
                "stems": stems,
            },
            key=idempotency_key,
        )


class SocialOperations(AsyncSection):
    """`social`, one method an operation."""

    def list_platforms(
        self,
    ) -> AsyncIterator[models.Platform]:
        """List the social platforms."""
        return self._pages(models.Platform, "GET", "/social/platforms")

    async def variants(
        self,
        *,
        source_url: Media,
        platforms: Sequence[Literal["instagram", "tiktok", "twitter", "linkedin"] | str],
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        include_text: bool | None = None,
        text: str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Fit a picture or a video to social platforms."""
        return await self._submitted(
            "POST",
            "/social/variants",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "sourceUrl": source_url,
                "platforms": platforms,
                "includeText": include_text,
                "text": text,
            },
            key=idempotency_key,
        )


class ProvidersOperations(AsyncSection):
    """`providers`, one method an operation."""

    async def list_health(
        self,
    ) -> Sequence[models.ProviderHealth]:
        """Tell of each provider's ability."""
        return await self._list(models.ProviderHealth, "GET", "/providers/health")

    async def list_costs(
        self,
        *,
        days: int | None = None,
    ) -> Sequence[models.ProviderCost]:
        """Tell what each vendor cost a job type, against what its jobs brought (operators)."""
        return await self._list(
            models.ProviderCost, "GET", "/providers/costs", query={"days": days}
        )

    async def disable(
        self,
        provider: str,
        *,
        reason: str,
        task: Literal[
            "image",
            "image-edit",
            "background-removal",
            "image-upscale",
            "video",
            "lip-sync",
            "talking-portrait",
            "model-3d",
            "speech",
            "voice-clone",
            "sound-effect",
            "music",
            "transcription",
            "translation",
            "dubbing",
            "moderation",
        ]
        | str
        | None = None,
        idempotency_key: str | None = None,
    ) -> models.ProviderSwitch:
        """Leave a provider alone until it is enabled, in every process, without a deploy (operators)."""
        return await self._one(
            models.ProviderSwitch,
            "POST",
            f"/providers/{place(provider)}/disable",
            body={"task": task, "reason": reason},
            key=idempotency_key,
        )

    async def enable(
        self,
        provider: str,
        *,
        reason: str,
        task: Literal[
            "image",
            "image-edit",
            "background-removal",
            "image-upscale",
            "video",
            "lip-sync",
            "talking-portrait",
            "model-3d",
            "speech",
            "voice-clone",
            "sound-effect",
            "music",
            "transcription",
            "translation",
            "dubbing",
            "moderation",
        ]
        | str
        | None = None,
        idempotency_key: str | None = None,
    ) -> models.ProviderSwitch:
        """Use a provider again (operators)."""
        return await self._one(
            models.ProviderSwitch,
            "POST",
            f"/providers/{place(provider)}/enable",
            body={"task": task, "reason": reason},
            key=idempotency_key,
        )


class WalletOperations(AsyncSection):
    """`wallet`, one method an operation."""

    async def get(
        self,
    ) -> models.Wallet:
        """Read the balance."""
        return await self._one(models.Wallet, "GET", "/wallet")

    def list_entries(
        self,
        *,
        limit: int | None = None,
    ) -> AsyncIterator[models.Entry]:
        """List the statement, newest first."""
        return self._pages(models.Entry, "GET", "/wallet/entries", query={"limit": limit})

    async def give_credits(
        self,
        *,
        amount: int,
        reason: str,
        idempotency_key: str | None = None,
    ) -> models.Wallet:
        """Give a tenant credits."""
        return await self._one(
            models.Wallet,
            "POST",
            "/wallet/credits",
            body={"amount": amount, "reason": reason},
            key=idempotency_key,
        )

    async def correct_charge(
        self,
        *,
        job_id: str,
        amount: int,
        reason: str,
        run: int | None = None,
        idempotency_key: str | None = None,
    ) -> models.Corrected:
        """Give back a settled charge, with its reason (operators)."""
        return await self._one(
            models.Corrected,
            "POST",
            "/wallet/corrections",
            body={"jobId": job_id, "run": run, "amount": amount, "reason": reason},
            key=idempotency_key,
        )


class UsageOperations(AsyncSection):
    """`usage`, one method an operation."""

    async def get(
        self,
    ) -> models.Usage:
        """Read the month to date against the tier."""
        return await self._one(models.Usage, "GET", "/usage")


class AssetsOperations(AsyncSection):
    """`assets`, one method an operation."""

    async def get(
        self,
        asset_id: str,
    ) -> models.AssetShown:
        """Read an asset's facts, with a fresh url."""
        return await self._one(models.AssetShown, "GET", f"/assets/{place(asset_id)}")

    async def delete(
        self,
        asset_id: str,
    ) -> None:
        """Delete an asset."""
        await self._call("DELETE", f"/assets/{place(asset_id)}")


class ApiKeysOperations(AsyncSection):
    """`api_keys`, one method an operation."""

    def list(
        self,
    ) -> AsyncIterator[models.Key]:
        """List the tenant's live keys, without their secrets."""
        return self._pages(models.Key, "GET", "/api-keys")

    async def create(
        self,
        *,
        name: str,
        idempotency_key: str | None = None,
    ) -> models.Key:
        """Make a key that acts as its maker."""
        return await self._one(
            models.Key, "POST", "/api-keys", body={"name": name}, key=idempotency_key
        )

    async def delete(
        self,
        key_id: str,
    ) -> None:
        """Revoke a key at once."""
        await self._call("DELETE", f"/api-keys/{place(key_id)}")


class VoiceModelsOperations(AsyncSection):
    """`voice_models`, one method an operation."""

    def list(
        self,
        *,
        status: Literal["training", "ready", "failed"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.VoiceModel]:
        """List the tenant's voice models, newest first."""
        return self._pages(
            models.VoiceModel, "GET", "/voice-models", query={"status": status, "limit": limit}
        )

    async def get(
        self,
        voice_model_id: str,
    ) -> models.VoiceModel:
        """Read a voice model, with what was found in its samples."""
        return await self._one(models.VoiceModel, "GET", f"/voice-models/{place(voice_model_id)}")

    async def delete(
        self,
        voice_model_id: str,
    ) -> None:
        """Delete a voice model with its samples."""
        await self._call("DELETE", f"/voice-models/{place(voice_model_id)}")


class AvatarsOperations(AsyncSection):
    """`avatars`, one method an operation."""

    def list(
        self,
        *,
        status: Literal["training", "ready", "failed"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.AvatarShown]:
        """List the tenant's avatars, newest first."""
        return self._pages(
            models.AvatarShown, "GET", "/avatars", query={"status": status, "limit": limit}
        )

    async def get(
        self,
        avatar_model_id: str,
    ) -> models.AvatarShown:
        """Read an avatar, with urls of its model, its portrait and its preview."""
        return await self._one(models.AvatarShown, "GET", f"/avatars/{place(avatar_model_id)}")

    async def delete(
        self,
        avatar_model_id: str,
    ) -> None:
        """Delete an avatar with its files, and the photo that it was made of."""
        await self._call("DELETE", f"/avatars/{place(avatar_model_id)}")

    async def animate(
        self,
        *,
        avatar_model_id: str,
        audio_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        duration: float | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | str | None = None,
        background_type: Literal["transparent", "solid-color", "image"] | str | None = None,
        background: Media | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Let an avatar speak."""
        return await self._submitted(
            "POST",
            "/avatars/animate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "avatarModelId": avatar_model_id,
                "audioUrl": audio_url,
                "duration": duration,
                "aspectRatio": aspect_ratio,
                "backgroundType": background_type,
                "background": background,
            },
            key=idempotency_key,
        )

    async def generate(
        self,
        *,
        source_type: Literal["photo", "description"] | str,
        source_data: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        style: Literal["realistic", "cartoon", "anime", "3d"] | str | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make an avatar of a photo or a description."""
        return await self._submitted(
            "POST",
            "/avatars/generate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "sourceType": source_type,
                "sourceData": source_data,
                "style": style,
                "quality": quality,
            },
            key=idempotency_key,
        )


class WebhooksOperations(AsyncSection):
    """`webhooks`, one method an operation."""

    def list(
        self,
    ) -> AsyncIterator[models.WebhookShown]:
        """List the tenant's endpoints, without their secrets."""
        return self._pages(models.WebhookShown, "GET", "/webhooks")

    async def create(
        self,
        *,
        url: str,
        events: Sequence[
            Literal[
                "studio.render-job.created.v1",
                "studio.render-job.completed.v1",
                "studio.render-job.failed.v1",
                "studio.template.created.v1",
                "studio.template.updated.v1",
                "studio.voice-model.created.v1",
                "studio.voice-model.ready.v1",
            ]
            | str
        ]
        | None = None,
        description: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.WebhookShown:
        """Make an endpoint for the tenant's events."""
        return await self._one(
            models.WebhookShown,
            "POST",
            "/webhooks",
            body={"url": url, "events": events, "description": description},
            key=idempotency_key,
        )

    async def get(
        self,
        webhook_id: str,
    ) -> models.WebhookShown:
        """Read an endpoint."""
        return await self._one(models.WebhookShown, "GET", f"/webhooks/{place(webhook_id)}")

    async def update(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        events: Sequence[
            Literal[
                "studio.render-job.created.v1",
                "studio.render-job.completed.v1",
                "studio.render-job.failed.v1",
                "studio.template.created.v1",
                "studio.template.updated.v1",
                "studio.voice-model.created.v1",
                "studio.voice-model.ready.v1",
            ]
            | str
        ]
        | None = None,
        description: str | None = None,
        status: Literal["enabled", "disabled"] | str | None = None,
    ) -> models.WebhookShown:
        """Change an endpoint, disable it, or resume it."""
        return await self._one(
            models.WebhookShown,
            "PATCH",
            f"/webhooks/{place(webhook_id)}",
            body={"url": url, "events": events, "description": description, "status": status},
        )

    async def delete(
        self,
        webhook_id: str,
    ) -> None:
        """Delete an endpoint with all that it is owed, and its log."""
        await self._call("DELETE", f"/webhooks/{place(webhook_id)}")

    async def rotate_secret(
        self,
        webhook_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.WebhookShown:
        """Give an endpoint a new secret and key pair."""
        return await self._one(
            models.WebhookShown,
            "POST",
            f"/webhooks/{place(webhook_id)}/rotate",
            key=idempotency_key,
        )

    async def send_test(
        self,
        webhook_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.DeliveryShown:
        """Send an event that says nothing, of type `studio.webhook.test.v1`."""
        return await self._one(
            models.DeliveryShown, "POST", f"/webhooks/{place(webhook_id)}/test", key=idempotency_key
        )

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        status: Literal["pending", "delivered", "failed", "dropped"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.DeliveryShown]:
        """Read an endpoint's delivery log, newest first."""
        return self._pages(
            models.DeliveryShown,
            "GET",
            f"/webhooks/{place(webhook_id)}/deliveries",
            query={"status": status, "limit": limit},
        )

    async def redeliver_event(
        self,
        delivery_id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.DeliveryShown:
        """Send an event again at once, under the same `webhook-id`."""
        return await self._one(
            models.DeliveryShown,
            "POST",
            f"/webhooks/deliveries/{place(delivery_id)}/redeliver",
            key=idempotency_key,
        )

    async def redeliver_events(
        self,
        webhook_id: str,
        *,
        since: datetime,
        until: datetime | None = None,
        status: Literal["failed", "delivered", "all"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Redelivered:
        """Send again what an endpoint was owed in a span of time, up to 10,000 events, oldest first."""
        return await self._one(
            models.Redelivered,
            "POST",
            f"/webhooks/{place(webhook_id)}/redeliver",
            body={"since": since, "until": until, "status": status},
            key=idempotency_key,
        )


class TemplatesOperations(AsyncSection):
    """`templates`, one method an operation."""

    def list(
        self,
        *,
        category: Literal["event-posters", "social-media", "presentations"] | str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[models.TemplateListed]:
        """List the templates, newest first."""
        return self._pages(
            models.TemplateListed, "GET", "/templates", query={"category": category, "limit": limit}
        )

    async def create(
        self,
        *,
        name: str,
        category: Literal["event-posters", "social-media", "presentations"] | str,
        source: str,
        schema: Mapping[str, Any],
        example_data: Mapping[str, Any],
        summary: str | None = None,
        ppi: int | None = None,
        accessible: bool | None = None,
        idempotency_key: str | None = None,
    ) -> models.TemplateShown:
        """Make a template of the tenant's own, at no price beside the render's."""
        return await self._one(
            models.TemplateShown,
            "POST",
            "/templates",
            body={
                "name": name,
                "category": category,
                "summary": summary,
                "source": source,
                "schema": schema,
                "exampleData": example_data,
                "ppi": ppi,
                "accessible": accessible,
            },
            key=idempotency_key,
        )

    async def get(
        self,
        template_id: str,
    ) -> models.TemplateShown:
        """Read a template, with the JSON Schema of its `data` and an example of it."""
        return await self._one(models.TemplateShown, "GET", f"/templates/{place(template_id)}")

    async def update(
        self,
        template_id: str,
        *,
        name: str | None = None,
        category: Literal["event-posters", "social-media", "presentations"] | str | None = None,
        summary: str | None = None,
        source: str | None = None,
        schema: Mapping[str, Any] | None = None,
        example_data: Mapping[str, Any] | None = None,
        ppi: int | None = None,
        accessible: bool | None = None,
    ) -> models.TemplateShown:
        """Make the next version of a template of the tenant's own."""
        return await self._one(
            models.TemplateShown,
            "PATCH",
            f"/templates/{place(template_id)}",
            body={
                "name": name,
                "category": category,
                "summary": summary,
                "source": source,
                "schema": schema,
                "exampleData": example_data,
                "ppi": ppi,
                "accessible": accessible,
            },
        )

    async def render(
        self,
        template_id: str,
        *,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        output_format: Literal["png", "jpg", "pdf"] | str | None = None,
        version: int | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Fill a template with data."""
        return await self._submitted(
            "POST",
            f"/templates/{place(template_id)}/render",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "data": data,
                "outputFormat": output_format,
                "version": version,
            },
            key=idempotency_key,
        )


class NftOperations(AsyncSection):
    """`nft`, one method an operation."""

    async def get_mint(
        self,
        mint_id: str,
    ) -> models.MintShown:
        """Read a mint."""
        return await self._one(models.MintShown, "GET", f"/nft/mints/{place(mint_id)}")

    async def mint(
        self,
        *,
        metadata: models.TokenMetadata | Mapping[str, Any],
        asset_url: Media,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        blockchain: Literal["polygon", "ethereum"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Mint a token of an output."""
        return await self._submitted(
            "POST",
            "/nft/mint",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "assetUrl": asset_url,
                "blockchain": blockchain,
            },
            key=idempotency_key,
        )


class GraphqlOperations(AsyncSection):
    """`graphql`, one method an operation."""

    async def query(
        self,
        *,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        extensions: Mapping[str, Any] | None = None,
    ) -> models.GraphAnswer:
        """Answer a query."""
        return await self._whole(
            models.GraphAnswer,
            "POST",
            "/graphql",
            body={
                "query": query,
                "variables": variables,
                "operationName": operation_name,
                "extensions": extensions,
            },
        )


class ImagesOperations(AsyncSection):
    """`images`, one method an operation."""

    async def remove_background(
        self,
        *,
        image_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        output_format: Literal["png", "webp"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Cut a picture's subject out."""
        return await self._submitted(
            "POST",
            "/images/remove-background",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "outputFormat": output_format,
            },
            key=idempotency_key,
        )

    async def generate(
        self,
        *,
        prompt: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        width: int | None = None,
        height: int | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        variants: int | None = None,
        style_preset: Literal["realistic", "artistic", "anime", "3d-render"] | str | None = None,
        provider: Literal["ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "local"]
        | str
        | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make pictures from a prompt."""
        return await self._submitted(
            "POST",
            "/images/generate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "prompt": prompt,
                "width": width,
                "height": height,
                "quality": quality,
                "variants": variants,
                "stylePreset": style_preset,
                "provider": provider,
            },
            key=idempotency_key,
        )

    async def inpaint(
        self,
        *,
        image_url: Media,
        mask_url: Media,
        prompt: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        strength: float | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        provider: Literal[
            "ideogram", "dalle3", "dall-e-3", "midjourney", "flux", "stability", "recraft", "local"
        ]
        | str
        | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Replace a part of a picture."""
        return await self._submitted(
            "POST",
            "/images/inpaint",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "maskUrl": mask_url,
                "prompt": prompt,
                "strength": strength,
                "quality": quality,
                "provider": provider,
            },
            key=idempotency_key,
        )

    async def outpaint(
        self,
        *,
        image_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        left: int | None = None,
        right: int | None = None,
        up: int | None = None,
        down: int | None = None,
        aspect_ratio: str | None = None,
        prompt: str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Continue a picture beyond its edges."""
        return await self._submitted(
            "POST",
            "/images/outpaint",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "left": left,
                "right": right,
                "up": up,
                "down": down,
                "aspectRatio": aspect_ratio,
                "prompt": prompt,
            },
            key=idempotency_key,
        )

    async def transform(
        self,
        *,
        image_url: Media,
        transformation: Literal["style-transfer", "filter", "enhance", "colorize"] | str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        style_reference: Media | None = None,
        strength: float | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Transform a picture."""
        return await self._submitted(
            "POST",
            "/images/transform",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "transformation": transformation,
                "styleReference": style_reference,
                "strength": strength,
            },
            key=idempotency_key,
        )

    async def upscale(
        self,
        *,
        image_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        scale: Literal[2, 4] | None = None,
        enhance_details: bool | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Enlarge a picture."""
        return await self._submitted(
            "POST",
            "/images/upscale",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "scale": scale,
                "enhanceDetails": enhance_details,
            },
            key=idempotency_key,
        )

    async def variations(
        self,
        *,
        image_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        variants: int | None = None,
        strength: float | None = None,
        prompt: str | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make variations of a picture."""
        return await self._submitted(
            "POST",
            "/images/variations",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "variants": variants,
                "strength": strength,
                "prompt": prompt,
                "quality": quality,
            },
            key=idempotency_key,
        )


class VideosOperations(AsyncSection):
    """`videos`, one method an operation."""

    async def image_to_video(
        self,
        *,
        image_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        prompt: str | None = None,
        duration: int | None = None,
        motion: Literal["auto", "pan", "zoom-in", "zoom-out"] | str | None = None,
        fps: Literal[24, 30, 60] | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | str | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        music: models.MusicBed | Mapping[str, Any] | None = None,
        provider: Literal["runway", "pika", "kling", "luma", "local"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Bring a picture to life."""
        return await self._submitted(
            "POST",
            "/videos/image-to-video",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "imageUrl": image_url,
                "prompt": prompt,
                "duration": duration,
                "motion": motion,
                "fps": fps,
                "aspectRatio": aspect_ratio,
                "quality": quality,
                "music": music,
                "provider": provider,
            },
            key=idempotency_key,
        )

    async def clips(
        self,
        *,
        video_url: Media,
        target_duration: int,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        platform: Literal["instagram", "tiktok", "youtube-shorts"] | str | None = None,
        number_of_clips: int | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Cut the best moments out of a video."""
        return await self._submitted(
            "POST",
            "/videos/clips",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "videoUrl": video_url,
                "targetDuration": target_duration,
                "platform": platform,
                "numberOfClips": number_of_clips,
            },
            key=idempotency_key,
        )

    async def generate(
        self,
        *,
        prompt: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        duration: int | None = None,
        quality: Literal["standard", "high", "ultra"] | str | None = None,
        provider: Literal["runway", "pika", "kling", "luma", "local"] | str | None = None,
        fps: Literal[24, 30, 60] | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | str | None = None,
        music: models.MusicBed | Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make a video from a prompt."""
        return await self._submitted(
            "POST",
            "/videos/generate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "prompt": prompt,
                "duration": duration,
                "quality": quality,
                "provider": provider,
                "fps": fps,
                "aspectRatio": aspect_ratio,
                "music": music,
            },
            key=idempotency_key,
        )

    async def merge(
        self,
        *,
        clips: Sequence[models.MergeClip | Mapping[str, Any]],
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        transition: Literal["none", "fade", "crossfade"] | str | None = None,
        transition_duration: float | None = None,
        audio_url: Media | None = None,
        aspect_ratio: Literal["16:9", "9:16", "1:1"] | str | None = None,
        output_format: Literal["mp4", "webm"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Put clips together."""
        return await self._submitted(
            "POST",
            "/videos/merge",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "clips": clips,
                "transition": transition,
                "transitionDuration": transition_duration,
                "audioUrl": audio_url,
                "aspectRatio": aspect_ratio,
                "outputFormat": output_format,
            },
            key=idempotency_key,
        )

    async def subtitles(
        self,
        *,
        video_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        language: str | None = None,
        source_language: str | None = None,
        transcript: Media | None = None,
        style: models.CaptionStyle | Mapping[str, Any] | None = None,
        position: Literal["bottom", "top", "center"] | str | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Caption a video."""
        return await self._submitted(
            "POST",
            "/videos/subtitles",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "videoUrl": video_url,
                "language": language,
                "sourceLanguage": source_language,
                "transcript": transcript,
                "style": style,
                "position": position,
            },
            key=idempotency_key,
        )

    async def translate(
        self,
        *,
        video_url: Media,
        target_language: str,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        source_language: str | None = None,
        voice_id: str | None = None,
        keep_background: bool | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Translate a video."""
        return await self._submitted(
            "POST",
            "/videos/translate",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "videoUrl": video_url,
                "targetLanguage": target_language,
                "sourceLanguage": source_language,
                "voiceId": voice_id,
                "keepBackground": keep_background,
            },
            key=idempotency_key,
        )

    async def upscale(
        self,
        *,
        video_url: Media,
        metadata: Mapping[str, Any] | None = None,
        tags: Sequence[str] | None = None,
        max_credits: int | None = None,
        deadline_seconds: int | None = None,
        allow_fallback: bool | None = None,
        routing: models.Routing | Mapping[str, Any] | None = None,
        priority: Literal["low", "normal", "high"] | str | None = None,
        source_seconds: float | None = None,
        webhook_url: str | None = None,
        scale: Literal[2, 4] | None = None,
        enhance_details: bool | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncJobHandle:
        """Make a video larger."""
        return await self._submitted(
            "POST",
            "/videos/upscale",
            body={
                "metadata": metadata,
                "tags": tags,
                "maxCredits": max_credits,
                "deadlineSeconds": deadline_seconds,
                "allowFallback": allow_fallback,
                "routing": routing,
                "priority": priority,
                "sourceSeconds": source_seconds,
                "webhookUrl": webhook_url,
                "videoUrl": video_url,
                "scale": scale,
                "enhanceDetails": enhance_details,
            },
            key=idempotency_key,
        )

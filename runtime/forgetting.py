"""Tells vendors to forget voices that nobody has a use for, again and again until they have."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from domain.errors import ProviderFailure, StudioError
from jobs.voices import KeptVoice, VendorVoices
from providers._base import Provider

EVERY_SECONDS: Final = 20.0
PAUSE_SECONDS: Final = 60.0
"""How long a vendor is left alone that would not."""
OWN_ACCOUNT_TRIES: Final = 30
"""How often a voice is left to a worker with the account that made it, before any key has to do."""

log = structlog.get_logger(__name__)


class Forgetting:
    """Any worker with the vendors' keys may do it: a voice that is gone stays gone."""

    def __init__(self, voices: VendorVoices, providers: Mapping[str, Provider]) -> None:
        self.voices = voices
        self.providers = providers

    async def run(self) -> None:
        """Look for voices until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.once()
            except StudioError as error:
                log.warning("forgetting_failed", error=type(error).__name__)
            except Exception:
                log.exception("forgetting_broken")  # the next round may do better than none

    async def once(self, *, pause_seconds: float = PAUSE_SECONDS) -> None:
        """Do one round."""
        due = await self.voices.to_forget(list(self.providers), pause_seconds=pause_seconds)
        for kept in due:
            await self._forget(kept)

    async def _forget(self, kept: KeptVoice) -> None:
        provider = self.providers[kept.provider]
        if kept.account not in ("", provider.account) and kept.tries <= OWN_ACCOUNT_TRIES:
            return  # a worker with that account does it
        try:
            await provider.forget(kept.voice)
        except ProviderFailure as error:
            log.warning(
                "voice_not_forgotten", provider=kept.provider, code=error.code, tries=kept.tries
            )
            return
        await self.voices.forgotten(kept)
        log.info("voice_forgotten", tenant_id=kept.tenant_id, provider=kept.provider)

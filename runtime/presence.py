"""What a worker says of itself: at start, by heartbeat, and when it goes."""

import asyncio
import os
import socket
from collections.abc import Mapping, Sequence
from typing import Final

import structlog

from db.capabilities import Capabilities, Capability, LibraryVoice
from domain.errors import ProviderFailure, Unavailable
from domain.routing import Offered
from domain.tasks import Ability
from providers._base import Provider

BEAT_SECONDS: Final = 10.0

log = structlog.get_logger(__name__)


class Presence:
    """One worker process in the capability table."""

    def __init__(
        self, capabilities: Capabilities, providers: Mapping[str, Provider], queues: Sequence[str]
    ) -> None:
        self.capabilities = capabilities
        self.providers = providers
        self.queues = list(queues)
        self.worker_id = f"{socket.gethostname()}-{os.getpid()}"

    async def announce(self) -> None:
        """Publish what this worker can really do."""
        await self.capabilities.publish(self.worker_id, self.queues, await self._capability())

    async def run(self) -> None:
        """Beat until cancelled; a database that was away is told again."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await self.announce()
            except Unavailable:
                log.warning("presence_not_told")
            except Exception:
                log.exception("presence_broken")

    async def _capability(self) -> Capability:
        offers = [
            Offered(
                provider=provider.name,
                ability=offer.ability,
                model=offer.model,
                paid=offer.paid,
                findable=offer.findable,
                queue=offer.queue,
                text_length_max=offer.text_length_max,
                seconds=offer.seconds,
                continues=offer.continues,
                translates=offer.translates,
                aliases=(*provider.aliases, *offer.aliases),
                serves=offer.serves,
            )
            for provider in self.providers.values()
            for offer in provider.able
        ]
        voices = [
            voice for provider in self.providers.values() for voice in await _voices(provider)
        ]
        return Capability(
            offers=tuple(offers),
            voices=tuple(LibraryVoice(**voice.model_dump()) for voice in voices),
            heard=self._languages(Ability.TRANSCRIPTION),
            cloned=self._languages(Ability.VOICE_CLONE),
            configured=tuple(self.providers),
        )

    def _languages(self, ability: Ability) -> tuple[str, ...]:
        offers = (o for p in self.providers.values() for o in p.able if o.ability is ability)
        return tuple(sorted({tag for offer in offers for tag in offer.languages}))


async def _voices(provider: Provider) -> tuple[LibraryVoice, ...]:
    try:
        return tuple(LibraryVoice(**voice.model_dump()) for voice in await provider.voices())
    except ProviderFailure as error:
        log.warning("voices_not_listed", provider=provider.name, code=error.code)
        return ()

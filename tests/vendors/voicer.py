"""ElevenLabs' voices alone, for the whole house: each clone is another, and only those that are there speak."""

import asyncio
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response

from domain.tasks import Ability
from providers import elevenlabs
from providers._base import Offer
from tests.vendors import elevenlabs as fake

PREMADE = "JBFqnCBsd6RMkjVDRZzb"


class Voicer(elevenlabs.ElevenLabs):
    """The adapter as it is; its other abilities are left to others."""

    offers: ClassVar[tuple[Offer, ...]] = tuple(
        offer
        for offer in elevenlabs.ElevenLabs.offers
        if offer.ability in (Ability.VOICE_CLONE, Ability.SPEECH)
    )


class Voices(fake.ElevenLabs):
    """The vendor: `spoken` are the voices that spoke, in order; `deaf` has it refuse to delete.

    While `awake` is not set, speech is not answered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clones = ()
        self.made = 0
        self.spoken: list[str] = []
        self.deaf = False
        self.awake = asyncio.Event()
        self.awake.set()

    async def clone(self, request: Request) -> Response:
        self.made += 1
        self.clones = (f"clone-{self.made}", *self.clones)
        return await super().clone(request)

    async def delete(self, request: Request) -> Response:
        if self.deaf:
            return self.problem(503, {"status": "service_unavailable", "message": "Later."})
        return await super().delete(request)

    async def speak(self, request: Request) -> Response:
        voice = request.path_params["voice"]
        if voice not in (*self.clones, PREMADE):
            return self.problem(404, {"status": "voice_not_found", "message": "No such voice"})
        self.spoken.append(voice)
        await self.awake.wait()
        return await super().speak(request)

"""The provider that needs no key: real engines on this machine, each in a process of its own."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from domain.tasks import Ability, Operation
from providers._base import Finished, Offer, Provider, Submission, Voice
from providers._http import Http
from providers.local import retouching, voices, weights
from providers.local.engine import call
from providers.local.languages import HEARD
from providers.local.requests import request_of
from providers.local.results import result_of

MEMORY_BYTES_MAX: Final = 6 * 1024**3
QUEUE: Final = "studio-media"
PAINTER: Final = Offer(ability=Ability.IMAGE, model="procedural-painter", paid=False, queue=QUEUE)
RECOGNISER: Final = Offer(
    ability=Ability.TRANSCRIPTION,
    model="whisper-base-int8",
    paid=False,
    queue=QUEUE,
    languages=HEARD,
)
INTERPRETER: Final = Offer(
    ability=Ability.TRANSLATION,
    model="whisper-base-int8",
    paid=False,
    queue=QUEUE,
    translates=("es>en", "fr>en", "it>en"),
    serves=(Operation.OF_SPEECH,),
)
"""It hears other languages in English; what is written it does not translate."""
PUPPETEER: Final = Offer(
    ability=Ability.TALKING_PORTRAIT, model="parametric-head", paid=False, queue=QUEUE
)
SCULPTOR: Final = Offer(ability=Ability.MODEL_3D, model="parametric-head", paid=False, queue=QUEUE)
FOLEY: Final = Offer(
    ability=Ability.SOUND_EFFECT, model="procedural-foley", paid=False, queue=QUEUE
)
CAMERA: Final = Offer(ability=Ability.VIDEO, model="still-camera", paid=False, queue=QUEUE)
COMPOSER: Final = Offer(ability=Ability.MUSIC, model="studio-composer", paid=False, queue=QUEUE)
DUBBER: Final = Offer(
    ability=Ability.DUBBING,
    model="whisper-base and kokoro-82m",
    paid=False,
    queue=QUEUE,
    translates=("es>en", "fr>en", "it>en"),
)
MIXER: Final = Offer(
    ability=Ability.VOICE_CLONE,
    model="kokoro-mix",
    paid=False,
    queue=QUEUE,
    languages=tuple(voices.KOKORO_DEFAULTS),
)
NEEDS: Final[Mapping[Ability, tuple[weights.Weights, ...]]] = {
    Ability.TRANSCRIPTION: (weights.WHISPER,),
    Ability.TRANSLATION: (weights.WHISPER,),
    Ability.DUBBING: (weights.WHISPER, weights.KOKORO),
    Ability.VOICE_CLONE: (weights.KOKORO, weights.SPEAKER),
}
"""Without these an ability is not offered."""


class Local(Provider):
    """Pictures, films, sounds, music, speech, voices that resemble, avatars that speak, transcripts, translations.

    What lacks its weights is served by a simpler engine, or not offered.
    """

    name = "local"
    needs_key = False
    offers: ClassVar[tuple[Offer, ...]] = (
        PAINTER,
        *retouching.OFFERS,
        Offer(ability=Ability.SPEECH, model="kokoro-82m-int8", paid=False, queue=QUEUE),
        RECOGNISER,
        INTERPRETER,
        MIXER,
        FOLEY,
        PUPPETEER,
        SCULPTOR,
        CAMERA,
        COMPOSER,
        DUBBER,
    )

    def __init__(self, http: Http, *, folder: Path | None = None, account: str = "") -> None:
        super().__init__(http, folder=folder, account=account)
        self.kokoro = weights.available(weights.KOKORO, folder)
        self.able = tuple(offer for offer in map(self._as_it_is, self.offers) if offer)

    async def submit(self, ask: Submission) -> Finished:
        """Do the task now. It costs nothing, so a lost worker's task is simply done again."""
        folder = str(self.folder) if self.folder else None
        engine, request = request_of(ask.task, ask, folder)
        request["folder"] = str(ask.scratch)
        answer = await call(
            engine,
            request,
            report=ask.report,
            threads=os.cpu_count() or 1,
            memory_bytes_max=MEMORY_BYTES_MAX,
        )
        return result_of(ask, answer)

    async def voices(self) -> tuple[Voice, ...]:
        return voices.library(kokoro=self.kokoro)

    def _as_it_is(self, offer: Offer) -> Offer | None:
        """Give what can really be offered here."""
        if offer.ability is Ability.SPEECH and not self.kokoro:
            return offer.model_copy(update={"model": "espeak-ng-1.52"})
        needed = NEEDS.get(offer.ability, ())
        return offer if all(weights.available(each, self.folder) for each in needed) else None


ADAPTER = Local

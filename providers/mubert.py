"""Mubert: music. https://music-api.mubert.com/swagger-doc/openapi-prod.json"""

from collections.abc import Mapping
from math import ceil
from typing import ClassVar, Final

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, MusicTask
from domain.values import Json
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    unoffered,
)

MODEL: Final = "mubert-v3"
TRACKS: Final = "/api/v3/public/tracks"
PROMPT_LENGTH_MAX: Final = 255
SECONDS_MIN: Final = 5
BITRATE_KBPS: Final = 320

CODES: Final[Mapping[str, type[ProviderFailure]]] = {
    "LicenseLimitTracksCount": ProviderCreditsExhausted,
    "LicenseLimitTracksDuration": ProviderCreditsExhausted,
    "LicenseLimitConcurrentTrackGenerationsCount": ProviderThrottled,
    "LicenseForbiddenDuration": ProviderRejected,
    "TrackNotFound": ProviderMalformed,
}
"""What the codes of a refusal mean; the many others of a 403 are of a licence that the operator has to mend."""


class Mubert(Provider):
    """Every call answers with a track to follow. There is no cancel; webhooks are the licence's, and unsigned.

    The key is a customer's id and his access token with a colon between them.
    """

    name = "mubert"
    base_url = "https://music-api.mubert.com"
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (Offer(ability=Ability.MUSIC, model=MODEL),)

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        customer, _, token = key.partition(":")
        return {"customer-id": customer, "access-token": token}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case MusicTask() as task if len(task.prompt) <= PROMPT_LENGTH_MAX:
                body = {
                    "prompt": task.prompt, "duration": max(ceil(task.seconds), SECONDS_MIN), "format": "mp3",
                    "bitrate": BITRATE_KBPS, "mode": "track",
                }  # fmt: skip
            case MusicTask() as task:
                raise ProviderRejected(self.name, f"the prompt has {len(task.prompt)} characters")
            case task:
                raise unoffered(self.name, task)
        response = await self.http.send("POST", TRACKS, classify=classify, paid=True, json=body)
        match self.http.json_of(response):
            case {"data": {"id": str(track)}} if track:
                return Ticket(provider=self.name, id=track, state={"model": ask.model})
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"{TRACKS}/{ticket.id}", classify=classify)
        match self.http.json_of(response):
            case {"data": {"generations": None | []}}:
                return Queued()
            case {"data": {"generations": [{"status": "processing"}, *_]}}:
                return Running()
            case {
                "data": {"generations": [{"status": "done" | "completed", "url": str(url)}, *_]}
            } if url:
                made = Made(role="audio", url=url)
                return Finished(model=ticket.state["model"], made=(made,))
            case {"data": {"generations": [{"status": "failed"}, *_]}}:
                raise ProviderGaveUp(self.name, "the track was not made")
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        """Ask for the channels of music, by which the vendor has a customer's key tried."""
        response = await self.http.send("GET", "/api/v3/public/playlists", classify=classify)
        match self.http.json_of(response):
            case {"data": list(channels)}:
                return f"{len(channels)} channels"
            case reply:
                raise self.http.malformed(reply)

    @classmethod
    def subject(cls, body: Json) -> str | None:
        match body:
            case {"data": {"id": str(track)}} | {"id": str(track)}:
                return track
            case _:
                return None


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    match body:
        case {"code": str(code)}:
            kind = CODES.get(code)
            if kind is None and code.startswith("License"):
                kind = ProviderMisconfigured
            if kind is not None:
                raise kind(provider, f"status {status}, code {code!r}")


ADAPTER = Mubert

"""Mubert's wire format: tracks in an envelope, polled, and refusals by the code of a licence's limit."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, sound, wrong


class Track(Strict):
    """What a track is made of: here always of a prompt, so tempo and key are not for us to say."""

    prompt: Annotated[str, Field(min_length=1, max_length=255)]
    duration: Annotated[int, Field(ge=5)]
    bitrate: Literal[32, 96, 128, 192, 256, 320] = 128
    format: Literal["mp3", "wav"] = "mp3"
    intensity: Literal["low", "medium", "high"] = "high"
    mode: Literal["track", "loop"] = "track"


REFUSALS: dict[Trouble, tuple[int, dict[str, Any]]] = {
    Trouble.EMPTY: (
        403, {"code": "LicenseLimitTracksCount", "message": "The limit of tracks has been exceeded", "type": "monthly"},
    ),
    Trouble.THROTTLED: (
        403, {"code": "LicenseLimitConcurrentTrackGenerationsCount", "message": "The limit has been exceeded"},
    ),
    Trouble.REJECTED: (
        403, {"code": "LicenseForbiddenDuration", "message": "The license does not provide for the duration"},
    ),
    Trouble.DOWN: (503, {"message": "Service Unavailable"}),
}  # fmt: skip


class Mubert(Fake):
    """Tracks have no generation yet, then one that is processing, and go to their end."""

    name = "mubert"
    troubles = frozenset(Trouble) - {Trouble.MODERATED, Trouble.MODERATED_LATE}

    def routes(self) -> list[Route]:
        return [
            Route("/api/v3/public/tracks", self.submit, methods=["POST"]),
            Route("/api/v3/public/tracks/{id}", self.get, methods=["GET"]),
            Route("/api/v3/public/playlists", self.playlists, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        """A key is two headers; the one that all fakes take has no second part."""
        parts = [request.headers.get(name, "") for name in ("customer-id", "access-token")]
        if ":".join(part for part in parts if part) == KEY and self.trouble is not Trouble.BAD_KEY:
            return None
        return JSONResponse({"code": "Unauthenticated", "message": "Unauthenticated"}, 401)

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Track, body):
            return JSONResponse({"message": issue, "errors": {}}, 422)
        if self.trouble in REFUSALS:
            status, said = REFUSALS[self.trouble]
            return JSONResponse({**said, "description": None}, status)
        if self.trouble is Trouble.MALFORMED:
            return JSONResponse({"data": {}})
        work = self.take(request, body)
        return cut() if self.trouble is Trouble.CUT else JSONResponse({"data": self.told(work)})

    def told(self, work: Work, **more: Any) -> dict[str, Any]:
        """A track."""
        return {
            "id": work.id, "session_id": "s-1", "playlist_index": None, "prompt": work.body["prompt"], "key": None,
            "duration": work.body["duration"], "intensity": 2, "mode": "track", "bpm": None, "anything": "new", **more,
        }  # fmt: skip

    async def get(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return JSONResponse({"code": "TrackNotFound", "message": "Resource not found"}, 404)
        work.polls += 1
        generations = [{"session_id": "s-1", "format": "mp3", "bitrate": 320, **self.state(work)}]
        return JSONResponse(
            {"data": self.told(work, generations=generations if work.polls > 1 else None)}
        )

    def state(self, work: Work) -> dict[str, Any]:
        """Where the generation of a track is."""
        match work.polls, self.trouble:
            case 1 | 2, _:
                return {"status": "processing", "url": None}
            case _, Trouble.GAVE_UP:
                return {"status": "failed", "url": None}
            case _, Trouble.UNKNOWN_STATE:
                return {"status": "humming", "url": None}
        return {"status": "done", "url": self.link(sound(), "audio/wav", "wav")}

    async def playlists(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        channel = {
            "playlist_index": "0.0.0",
            "category": "Moods",
            "group": "Calm",
            "channel": "Calm",
        }
        return JSONResponse({"data": [channel]})

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        return {}, json.dumps(self.told(work, generations=[])).encode()


FAKE = Mubert

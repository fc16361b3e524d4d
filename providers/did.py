"""D-ID: a portrait that speaks a recording. https://docs.d-id.com/reference"""

from typing import Any, ClassVar, Final
from urllib.parse import quote

from domain.errors import (
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import Ability, PortraitTask
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

MODEL: Final = "talks"
IMAGE_KINDS: Final = frozenset({"image/jpeg", "image/png"})
AUDIO_BYTES_MAX: Final = 6_000_000
AUDIO_SECONDS_MAX: Final = 600.0
CONFIG: Final = {"result_format": "mp4", "stitch": True}
"""The whole picture is kept, not the face alone; a video of another shape is fitted afterwards."""

MODERATED: Final = ("ModerationError", "CelebrityRecognizedError")
REJECTED: Final = (
    "FaceError", "BadRequestError", "ValidationError", "MimeTypeError", "FileSizeError", "ResolutionError",
    "DurationError",
)  # fmt: skip
"""How the vendor's kinds of error end."""
ILLEGAL: Final = 451
NOT_FOUND: Final = 404


class DId(Provider):
    """Every call answers with a talk to follow. Its webhooks are not signed, and there is no cancel.

    The key is sent as the vendor shows it, a name and a password with a colon between them.
    """

    name = "did"
    aliases = ("d-id",)
    base_url = "https://api.d-id.com"
    poll_seconds = 3.0
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (Offer(ability=Ability.TALKING_PORTRAIT, model=MODEL),)

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": f"Basic {key}"}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case PortraitTask() as task:
                self._bound(task)
            case task:
                raise unoffered(self.name, task)
        body: dict[str, Any] = {
            "source_url": await self._upload("/images", "image", await ask.part(task.image, "portrait")),
            "script": {
                "type": "audio",
                "audio_url": await self._upload("/audios", "audio", await ask.part(task.audio, "speech")),
            },
            "config": CONFIG, "name": ask.key, "user_data": ask.key,
        }  # fmt: skip
        if ask.callback_url:
            body["webhook"] = ask.callback_url
        response = await self.http.send("POST", "/talks", classify=classify, paid=True, json=body)
        match self.http.json_of(response):
            case {"id": str(talk_id)} if talk_id:
                return Ticket(provider=self.name, id=talk_id, state={"model": ask.model})
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        path = f"/talks/{quote(ticket.id, safe='')}"
        response = await self.http.send("GET", path, classify=classify)
        match self.http.json_of(response):
            case {"status": "created"}:
                return Queued()
            case {"status": "started"}:
                return Running()
            case {"status": "done", "result_url": str(url)} if url:
                return Finished(model=ticket.state["model"], made=(Made(role="video", url=url),))
            case {"status": "rejected"}:
                raise ProviderModerated(self.name, "refused by the vendor's policy")
            case {"status": "error", **more}:
                raise failed(self.name, _kind(more.get("error")) or _kind(more))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/credits", classify=classify)
        match self.http.json_of(response):
            case {"remaining": int() | float() as left}:
                return f"{left:g} credits left"
            case reply:
                raise self.http.malformed(reply)

    async def _upload(self, path: str, name: str, part: tuple[str, bytes, str]) -> str:
        """Leave a file with the vendor for a day, which is free; answers its url there."""
        response = await self.http.send("POST", path, classify=classify, files={name: part})
        match self.http.json_of(response):
            case {"url": str(url)} if url:
                return url
            case reply:
                raise self.http.malformed(reply)

    def _bound(self, task: PortraitTask) -> None:
        if task.transparent:
            raise ProviderRejected(self.name, "it does not cut the background away")
        if task.image.facts.mime_type not in IMAGE_KINDS:
            raise ProviderRejected(self.name, f"it does not take {task.image.facts.mime_type!r}")
        if (
            task.audio.size_bytes > AUDIO_BYTES_MAX
            or (task.audio.facts.duration_seconds or 0) > AUDIO_SECONDS_MAX
        ):
            raise ProviderRejected(self.name, "the recording is longer than it takes")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own kind of error means; what is not named here is judged by its status."""
    kind = _kind(body)
    if status == ILLEGAL or kind.endswith(MODERATED):
        raise ProviderModerated(provider, f"status {status}, {kind or 'no kind'}")
    if status == NOT_FOUND:
        raise ProviderMalformed(provider, "the talk is not known")


def failed(provider: str, kind: str) -> ProviderFailure:
    """Make the failure of a talk that the vendor took on."""
    if kind.endswith(MODERATED):
        return ProviderModerated(provider, f"failed with {kind}")
    if kind.endswith(REJECTED):
        return ProviderRejected(provider, f"failed with {kind}")
    return ProviderGaveUp(provider, f"failed with {kind or 'no kind'}")


def _kind(reply: Json) -> str:
    match reply:
        case {"kind": str(kind)}:
            return kind
        case _:
            return ""


ADAPTER = DId

"""sync.so: lips that follow a recording, portraits that speak one. https://sync.so/docs/api-reference"""

import json
from contextlib import suppress
from typing import ClassVar, Final

from domain.assets import Blob
from domain.errors import (
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, LipSyncTask, PortraitTask
from domain.values import Json
from providers._base import (
    Finished,
    Knock,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
    unoffered,
)
from providers._http import RETRY_AFTER_SECONDS_MAX
from providers._signatures import fields_of, is_fresh, signs

LIPS_MODEL: Final = "lipsync-2"
PORTRAIT_MODEL: Final = "sync-3"
FILE_BYTES_MAX: Final = 200_000_000
"""The vendor takes more in one request, up to the limit of the account's plan; this is what is sent."""
OPTIONS: Final = {"sync_mode": "cut_off"}
"""Where video and recording differ in length, the shorter one's is kept."""

INPUT: Final = "generation_input_"
TOO_LONG: Final = "_duration_exceeded"
REJECTED: Final = frozenset({"generation_unsupported_model", "generation_media_metadata_missing"})
UNDER_WAY: Final = "IDEMPOTENCY_"
"""How the vendor's codes begin and end, and whole ones. The last begins what it says of a key that it has seen."""
SIGNATURE: Final = "sync-signature"
MILLISECONDS_MIN: Final = 1e11
"""From here on a time is taken as milliseconds: which unit a signature's has, the vendor does not say."""
NOT_FOUND: Final = 404
TOO_MANY: Final = 429


class SyncSo(Provider):
    """Every call answers with a generation to follow. There is no cancel."""

    name = "syncso"
    aliases = ("sync",)
    base_url = "https://api.sync.so"
    poll_seconds = 5.0
    stamps = (SIGNATURE,)
    sends_bytes_max = 2 * FILE_BYTES_MAX
    proof = "account"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.LIP_SYNC, model=LIPS_MODEL),
        Offer(ability=Ability.TALKING_PORTRAIT, model=PORTRAIT_MODEL),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"x-api-key": key}

    async def submit(self, ask: Submission) -> Ticket:
        """Send the files themselves. With our key the vendor does one action once, however often it is asked."""
        fields = {"model": ask.model}
        match ask.task:
            case LipSyncTask() as task:
                files = {
                    "video": await self._part(ask, task.video, "video"),
                    "audio": await self._part(ask, task.audio, "audio"),
                }
                fields["options"] = json.dumps(OPTIONS)
            case PortraitTask(transparent=True):
                raise ProviderRejected(self.name, "its portraits keep their background")
            case PortraitTask() as task:
                files = {
                    "image": await self._part(ask, task.image, "image"),
                    "audio": await self._part(ask, task.audio, "audio"),
                }
            case task:
                raise unoffered(self.name, task)
        if ask.callback_url:
            fields["webhookUrl"] = ask.callback_url
        response = await self.http.send(
            "POST", "/v2/generate", classify=classify, paid=True, data=fields, files=files,
            headers={"Idempotency-Key": ask.key},
        )  # fmt: skip
        match self.http.json_of(response):
            case {"id": str(made_id)} if made_id:
                return Ticket(provider=self.name, id=made_id, state={"model": ask.model})
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/v2/generate/{ticket.id}", classify=classify)
        match self.http.json_of(response):
            case {"status": "PENDING"}:
                return Queued()
            case {"status": "PROCESSING"}:
                return Running()
            case {"status": "COMPLETED", "outputUrl": str(url), **more} if url:
                made = Made(role="video", url=url)
                return Finished(model=ticket.state["model"], made=(made,), usage=_usage(more))
            case {"status": "FAILED" | "REJECTED" as status, **more}:
                raise self._failed(status, _code(more))
            case {"status": "CANCELED" | "TIMED_OUT" as status}:
                raise ProviderGaveUp(self.name, f"the generation is {status}")
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        """Ask what is waiting: the key is looked at, and the list is short."""
        response = await self.http.send(
            "GET", "/v2/generations", classify=classify, params={"status": "PENDING"}
        )
        match self.http.json_of(response):
            case list(pending):
                return f"{len(pending)} generations are waiting"
            case dict():
                return "the key is known"
            case reply:
                raise self.http.malformed(reply)

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        """Check `t=…,v1=…`: the time and the body are signed with the organization's secret."""
        signature = fields_of(knock.headers.get(SIGNATURE, ""))
        told = signature.get("t", "")
        message = f"{told}.".encode() + knock.body
        return signs(knock.secret, message, signature.get("v1", "")) and is_fresh(
            _in_seconds(told), knock.now
        )

    async def _part(self, ask: Submission, blob: Blob, name: str) -> tuple[str, bytes, str]:
        if blob.size_bytes > FILE_BYTES_MAX:
            raise ProviderRejected(self.name, f"the {name} is larger than it takes")
        return await ask.part(blob, name)

    def _failed(self, status: str, code: str) -> ProviderFailure:
        said = f"{status} with {code or 'no code'}"
        if _is_of_input(code):
            return ProviderRejected(self.name, said)
        if status == "REJECTED":
            return ProviderModerated(self.name, said)
        return ProviderGaveUp(self.name, said)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    code = _code(body)
    if code.startswith(UNDER_WAY):
        raise ProviderOutcomeUnknown(provider, f"status {status}, code {code}")
    if _is_of_input(code):
        raise ProviderRejected(provider, f"status {status}, code {code}")
    match body:
        case {"retryAfterSeconds": int() | float() as seconds} if (
            status == TOO_MANY and seconds > 0
        ):
            wait = min(float(seconds), RETRY_AFTER_SECONDS_MAX)
            raise ProviderThrottled(provider, f"status {status}", retry_after_seconds=wait)
        case _ if status == NOT_FOUND:
            raise ProviderMalformed(provider, "the generation is not known")


def _in_seconds(told: str) -> str:
    with suppress(ValueError):
        if float(told) >= MILLISECONDS_MIN:
            return str(float(told) / 1_000)
    return told


def _is_of_input(code: str) -> bool:
    return code.startswith(INPUT) or code.endswith(TOO_LONG) or code in REJECTED


def _code(reply: Json) -> str:
    """Give the code of an error, which has two spellings."""
    match reply:
        case {"errorCode": str(code)} | {"error_code": str(code)}:
            return code
        case _:
            return ""


def _usage(reply: Json) -> Usage | None:
    match reply:
        case {"outputDuration": int() | float() as seconds}:
            return Usage(amount=seconds, unit="seconds")
        case _:
            return None


ADAPTER = SyncSo

"""The seam that every provider fits: data about what it offers, and two mappings."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from mimetypes import guess_extension
from pathlib import Path
from typing import BinaryIO, ClassVar, Final, Literal

import httpx

from domain.assets import Blob, Role
from domain.errors import ProviderRejected
from domain.tasks import Ability, Operation, Task, Transcript
from domain.values import Json, Value
from providers._http import Http

ENDINGS: Final = {"audio/wav": ".wav", "audio/webm": ".webm", "audio/x-m4a": ".m4a"}
"""What Python's own table of endings lacks: many vendors tell a file's kind by its ending."""

PIECE_BYTES: Final = 1024 * 1024


class Offer(Value):
    """One ability of a provider, with the model that serves it.

    `paid`: a call costs money, so it is made once and its intent is committed first.
    `findable`: the vendor can be asked by our key what became of a call whose answer was lost.
    `queue`: the Temporal task queue whose workers can make the call.
    `aliases`: names by which callers may ask for this very model.
    `seconds`: the lengths that one call can make, in rising order; empty where it is no matter of length.
    `continues`: a clip may begin with a picture, so that one can go on where another ended.
    `translates`: pairs as `es>en`, `*` for any.
    `languages`: those that are heard, or that voices made there speak.
    `serves`: what of the ability it does; empty: all of it.
    """

    ability: Ability
    model: str
    paid: bool = True
    findable: bool = False
    queue: Literal["studio-providers", "studio-media"] = "studio-providers"
    text_length_max: int | None = None
    languages: tuple[str, ...] = ()
    translates: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    continues: bool = True
    aliases: tuple[str, ...] = ()
    serves: tuple[Operation, ...] = ()


class Voice(Value):
    """A voice in the library. `language` is a BCP 47 tag; `preview_url` is where its vendor lets it be heard."""

    id: str
    name: str
    language: str
    gender: Literal["female", "male", "neutral"]
    provider: str
    engine: str
    preview_url: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A task on its way to a provider.

    `key` is ours, one a paid call (`job.run.part.route`). `files` holds the bytes of each blob the
    task names, by sha256. `scratch` is a private folder, removed after the call. `report` takes a
    fraction 0–1 as work goes on. `callback_url` is where the vendor may knock when it is done: it only
    wakes who asks, so a vendor that knows no callbacks misses nothing. `callback_secret` is this call's own,
    for vendors that sign with a secret they are given.
    """

    key: str
    model: str
    task: Task
    scratch: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    report: Callable[[float], None] = lambda _: None
    callback_url: str | None = None
    callback_secret: str = ""

    async def read(self, blob: Blob) -> bytes:
        """Give a blob's bytes."""
        return await asyncio.to_thread(self.files[blob.sha256].read_bytes)

    async def stream(self, blob: Blob) -> AsyncIterator[bytes]:
        """Read a blob as it is sent: recordings may be hours long. Its length goes into the request's header."""
        file = await asyncio.to_thread(self.files[blob.sha256].open, "rb")
        with file:
            while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
                yield piece

    async def base64(self, blob: Blob) -> str:
        """Give a blob's bytes as bare base64."""
        return base64.b64encode(await self.read(blob)).decode()

    async def data_uri(self, blob: Blob) -> str:
        """Give a blob as a `data:` URI (RFC 2397)."""
        return f"data:{blob.facts.mime_type};base64,{await self.base64(blob)}"

    async def part(self, blob: Blob, name: str = "source") -> tuple[str, bytes, str]:
        """Give a blob as a file of a multipart form: name with its ending, bytes, media type."""
        kind = blob.facts.mime_type
        return f"{name}{ending_of(kind)}", await self.read(blob), kind

    @asynccontextmanager
    async def long_part(
        self, blob: Blob, name: str = "source"
    ) -> AsyncIterator[tuple[str, BinaryIO, str]]:
        """Give a recording as a file of a multipart form, read as it is sent."""
        kind = blob.facts.mime_type
        with await asyncio.to_thread(self.files[blob.sha256].open, "rb") as file:
            yield f"{name}{ending_of(kind)}", file, kind


class Usage(Value):
    """What the vendor says that a call cost it to make, in its own unit (credits, characters, seconds, usd)."""

    amount: float
    unit: str


class Ticket(Value):
    """The vendor's receipt: enough to ask again, after any crash. `account` names ours there, without its key."""

    provider: str
    id: str
    state: dict[str, str] = {}
    account: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One file that came out: exactly one of a local path, bytes, or a url to fetch at once.

    `extra`: the result is whole without it, should it not open or be broken.
    """

    role: Role
    path: Path | None = None
    data: bytes | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What was made. `model` is the one really used; `transcript` for what was said.

    `voice` is a clone's id; `traits` are what it takes to speak with a voice that has none.
    """

    model: str
    made: tuple[Made, ...] = ()
    transcript: Transcript | None = None
    voice: str | None = None
    traits: Json = None
    usage: Usage | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


Progress = Queued | Running | Finished

Proof = Literal["none", "call", "account", "keys"]
"""How a webhook proves itself: not at all, by the call's own secret, by the account's, or by public keys."""


@dataclass(frozen=True, slots=True)
class Knock:
    """A webhook as it arrived: headers by their lower-case names, the raw body, unix seconds.

    `secret` is the call's or the account's, `keys` a JWKS document (RFC 7517): what the adapter's `proof` asks for.
    """

    headers: Mapping[str, str]
    body: bytes
    now: float
    secret: str = ""
    keys: Json = None


class Provider:
    """An adapter: it encodes a task, decodes a reply, and raises a `ProviderFailure` for the rest.

    No retry, no sleep, no logging, no client building: the activities do those.
    """

    name: ClassVar[str]
    base_url: ClassVar[str] = ""
    offers: ClassVar[tuple[Offer, ...]]
    needs_key: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ()
    hosts: ClassVar[tuple[str, ...]] = ()
    """Other hosts of the vendor, and their subdomains: a url that it returns may lead there with our key."""
    poll_seconds: ClassVar[float] = 3.0
    """As often as the vendor wants to be asked."""
    sends_bytes_max: ClassVar[int] = 128 * 1024**2
    """How much of a task's files is sent: they are in memory while they are."""
    stamps: ClassVar[tuple[str, ...]] = ()
    """Headers that its webhooks' signature covers: in them two deliveries of one event differ."""
    proof: ClassVar[Proof | None] = None
    """How its webhooks prove themselves; None: it sends none."""
    keys_url: ClassVar[str] = ""
    """Where the public keys are that its webhooks are signed by."""

    def __init__(self, http: Http, *, folder: Path | None = None, account: str = "") -> None:
        """`folder` is the operator's own model weights: vendors have no use for it. `account` goes into tickets."""
        self.http = http
        self.folder = folder
        self.account = account
        self.able = self.offers

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        """Say who we are, as headers."""
        return {"Authorization": f"Bearer {key}"}

    @classmethod
    def auth(cls, key: str) -> httpx.Auth | None:  # noqa: ARG003 - most vendors take a header that stays the same
        """Give what signs each request anew, for vendors whose tokens run out."""
        return None

    async def submit(self, ask: Submission) -> Ticket | Finished:
        """Start the task once, or do it at once where the vendor answers with the result."""
        raise NotImplementedError

    async def poll(self, ticket: Ticket) -> Progress:
        """Ask how it goes. Raises a `ProviderFailure` when the vendor gave up."""
        raise NotImplementedError

    async def find(self, key: str) -> Ticket | None:
        """Ask by our key what became of a call whose answer was lost. None: it never arrived."""
        raise NotImplementedError

    async def cancel(self, ticket: Ticket) -> bool:  # noqa: ARG002 - many vendors have no cancel
        """Tell the vendor to stop; True when it confirmed. Called for unfinished work only."""
        return False

    async def check(self) -> str:
        """Prove the key by the vendor's cheapest call; tells what it found, the balance where there is one."""
        raise NotImplementedError

    async def forget(self, voice: str) -> None:
        """Delete a cloned voice at the vendor; one that is gone stays gone."""
        raise NotImplementedError

    async def voices(self) -> tuple[Voice, ...]:
        """List the voices that really are there."""
        return ()

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:  # noqa: ARG003 - an unsigned webhook shows nothing to look at
        """Tell whether the vendor made a webhook, and just now, as it documents its signature."""
        return cls.proof == "none"

    @classmethod
    def subject(cls, body: Json) -> str | None:  # noqa: ARG003 - most webhooks are bound to a call by their url
        """Give the id of the ticket that a webhook of the whole account is about."""
        return None


def ending_of(mime_type: str) -> str:
    """Give the ending that files of a kind have; empty, where none is known."""
    return ENDINGS.get(mime_type) or guess_extension(mime_type) or ""


def unoffered(provider: str, task: Task) -> ProviderRejected:
    """Make the failure of a task that the provider has not offered to do."""
    return ProviderRejected(provider, f"it does not do {task.ability.value}")


def link(told: Json) -> str | None:
    """Take a public link of a vendor's, where there is one that a browser may follow."""
    return told if isinstance(told, str) and told.startswith("https://") else None

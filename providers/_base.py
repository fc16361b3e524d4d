"""The seam that every provider fits: data about what it offers, and two mappings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from domain.assets import Role
from domain.tasks import Ability, Task, Transcript
from domain.values import Value
from providers._http import Http


class Offer(Value):
    """One ability of a provider, with the model that serves it.

    `paid`: a call costs money, so it is made once and its intent is committed first.
    `findable`: the vendor can be asked by our key what became of a call whose answer was lost.
    `queue`: the Temporal task queue whose workers can make the call.
    """

    ability: Ability
    model: str
    paid: bool = True
    findable: bool = False
    queue: Literal["studio-providers", "studio-media"] = "studio-providers"
    text_length_max: int | None = None
    languages: tuple[str, ...] = ()


class Voice(Value):
    """A voice in the library. `language` is a BCP 47 tag."""

    id: str
    name: str
    language: str
    gender: Literal["female", "male", "neutral"]
    provider: str
    engine: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A task on its way to a provider.

    `key` is ours, one a paid call (`job.run.part.route`). `files` holds the bytes of each blob the
    task names, by sha256. `scratch` is a private folder, removed after the call. `report` takes a
    fraction 0–1 as work goes on.
    """

    key: str
    model: str
    task: Task
    scratch: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    report: Callable[[float], None] = lambda _: None


class Ticket(Value):
    """The vendor's receipt: enough to ask again, after any crash."""

    provider: str
    id: str
    state: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Made:
    """One file that came out: exactly one of a local path, bytes, or a url to fetch at once."""

    role: Role
    path: Path | None = None
    data: bytes | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Queued:
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What was made. `model` is the one really used; `transcript` for speech and transcription."""

    model: str
    made: tuple[Made, ...] = ()
    transcript: Transcript | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


Progress = Queued | Running | Finished


class Provider:
    """An adapter: it encodes a task, decodes a reply, and raises a `ProviderFailure` for the rest.

    No retry, no sleep, no logging, no client building: the activities do those.
    """

    name: ClassVar[str]
    base_url: ClassVar[str] = ""
    offers: ClassVar[tuple[Offer, ...]]
    needs_key: ClassVar[bool] = True
    aliases: ClassVar[tuple[str, ...]] = ()

    def __init__(self, http: Http, *, folder: Path | None = None) -> None:
        """`folder` is the operator's own model weights: vendors have no use for it."""
        self.http = http
        self.folder = folder
        self.able = self.offers

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        """Say who we are, as headers."""
        return {"Authorization": f"Bearer {key}"}

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

    async def voices(self) -> tuple[Voice, ...]:
        """List the voices that really are there."""
        return ()

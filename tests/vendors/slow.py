"""A vendor that takes its time: submit, poll, find by our key, cancel; it counts what it was paid for."""

import io
from dataclasses import dataclass, field
from typing import ClassVar

from PIL import Image

from domain.errors import ProviderDown, ProviderMalformed, ProviderOutcomeUnknown
from domain.tasks import Ability, ImageTask
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
    Usage,
)
from providers._http import Http


@dataclass
class Ledger:
    """What the vendor knows: its jobs by id, in the order of their submission."""

    accepted: list[str] = field(default_factory=list)
    prompts: dict[str, ImageTask] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)

    def of(self, word: str) -> list[str]:
        """Give the keys of the jobs whose prompt has a word."""
        return [key for key in self.accepted if word in self.prompts[key].prompt]


class Slow(Provider):
    """Words in the prompt steer it: `lost` (the answer is lost), `never` (the request was), `forever`, `breaks`, `mends`."""

    name = "slowvendor"
    poll_seconds = 0.05
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model="slow-1", paid=True, findable=True),
    )
    ledger: ClassVar[Ledger] = Ledger()
    turns = 4

    def __init__(self, http: Http) -> None:
        super().__init__(http)

    async def submit(self, ask: Submission) -> Ticket:
        assert isinstance(ask.task, ImageTask)
        if "never" in ask.task.prompt:
            raise ProviderOutcomeUnknown(self.name, "the request was lost")
        self.ledger.accepted.append(ask.key)
        self.ledger.prompts[ask.key] = ask.task
        if "lost" in ask.task.prompt:
            raise ProviderOutcomeUnknown(self.name, "the answer was lost")
        return Ticket(provider=self.name, id=f"slow-{ask.key}", state={"key": ask.key})

    async def poll(self, ticket: Ticket) -> Progress:
        key = ticket.id.removeprefix("slow-")
        task = self.ledger.prompts[key]
        self.ledger.polls[key] = turn = self.ledger.polls.get(key, 0) + 1
        if "forever" in task.prompt:
            return Running(0.2)
        if "breaks" in task.prompt:
            raise ProviderMalformed(self.name, "gave up")
        if "mends" in task.prompt and task.prompt not in self.ledger.released:
            raise ProviderMalformed(self.name, "not yet")
        if "stumbles" in task.prompt and turn == 2:
            raise ProviderDown(self.name, "away for a moment")
        if turn < self.turns:
            return Queued(turn) if turn == 1 else Running(turn / 4)
        made = Made(role="image", data=_picture(task))
        return Finished(model="slow-1", made=(made,), usage=Usage(amount=3, unit="credits"))

    async def find(self, key: str) -> Ticket | None:
        return Ticket(provider=self.name, id=f"slow-{key}") if key in self.ledger.accepted else None

    async def cancel(self, ticket: Ticket) -> bool:
        self.ledger.cancelled.add(ticket.id.removeprefix("slow-"))
        return True


class Narrow(Slow):
    """The same, with an account that bears one call at once."""

    name = "narrowvendor"


class Patient(Slow):
    """The same, that wants to be asked once an hour, and knocks when it is done."""

    name = "patientvendor"
    poll_seconds = 3_600
    turns = 2


def _picture(task: ImageTask) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (task.width, task.height), (40, 90, 140)).save(picture, "PNG")
    return picture.getvalue()

"""A vendor whose every answer a test holds in its hand."""

import asyncio
from typing import ClassVar

from domain.tasks import Ability
from providers._base import Finished, Made, Offer, Progress, Provider, Running, Submission, Ticket
from providers._http import Http
from tests.vendors._fake import picture


class Gate(Provider):
    """It takes a call on at once, and answers when `opened` is set. `answers` are given to its questions, in order."""

    name = "gatevendor"
    poll_seconds = 0.05
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model="gate-1", findable=True),
    )

    def __init__(self, http: Http, *, answers: tuple[Progress | Exception, ...] = ()) -> None:
        super().__init__(http, account="ours")
        self.answers = list(answers)
        self.refusal: Exception | None = None
        self.taken: list[str] = []
        self.stopped: list[str] = []
        self.arrived = asyncio.Event()
        self.opened = asyncio.Event()
        self.opened.set()
        self.finding: Exception | None = None

    async def submit(self, ask: Submission) -> Ticket:
        if self.refusal:
            raise self.refusal
        self.taken.append(ask.key)
        self.arrived.set()
        await self.opened.wait()
        return Ticket(provider=self.name, id=f"gate-{ask.key}")

    async def poll(self, ticket: Ticket) -> Progress:
        answer = self.answers.pop(0) if self.answers else DONE
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def find(self, key: str) -> Ticket | None:
        if self.finding:
            raise self.finding
        return Ticket(provider=self.name, id=f"gate-{key}") if key in self.taken else None

    async def cancel(self, ticket: Ticket) -> bool:
        self.stopped.append(ticket.id)
        return True


DONE = Finished(model="gate-1", made=(Made(role="image", data=picture()),))
DEAD = Finished(model="gate-1", made=(Made(role="image", url="http://127.0.0.1:9/gone.png"),))
WORKING = Running(0.5)

"""Vendors that flap: three wire formats served by one process, phases by a seed, and a journal of what was paid."""

import argparse
import asyncio
import json
import os
import random
import socket
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.vendors import openai
from tests.vendors._fake import Fake, Trouble, Work
from tests.vendors.bfl import Bfl
from tests.vendors.replicate import Replicate

HEALTHY_SECONDS = (4.0, 8.0)
TROUBLED_SECONDS = (2.0, 4.0)
ANSWER_SECONDS = 0.4
"""Between a call that was accepted and its answer: the moment in which a worker is killed."""
SLOW_SECONDS = 3.0
CALLER: ContextVar[int] = ContextVar("caller")
"""The port that the request came from: it tells which worker made it."""


class Phase(StrEnum):
    """How a vendor is for a while."""

    HEALTHY = "healthy"
    THROTTLED = "throttled"
    DOWN = "down"
    CUT = "cut"
    FAILING = "failing"  # a 200 that is a failure
    STRANGE = "strange"  # a state that nobody knows
    SLOW = "slow"
    EMPTY = "empty"  # no credits left


TROUBLES: dict[Phase, Trouble | None] = {
    Phase.HEALTHY: None, Phase.SLOW: None, Phase.THROTTLED: Trouble.THROTTLED, Phase.DOWN: Trouble.DOWN,
    Phase.CUT: Trouble.CUT, Phase.FAILING: Trouble.GAVE_UP, Phase.STRANGE: Trouble.UNKNOWN_STATE,
    Phase.EMPTY: Trouble.EMPTY,
}  # fmt: skip
FAULTS: dict[Phase, str | None] = {
    Phase.HEALTHY: None, Phase.SLOW: None, Phase.THROTTLED: "429", Phase.DOWN: "503", Phase.CUT: "cut",
    Phase.FAILING: "empty", Phase.STRANGE: "html", Phase.EMPTY: "insufficient_quota",
}  # fmt: skip


def schedule(seed: str, pace: float) -> Iterator[tuple[Phase, float]]:
    """Give phases and their seconds for ever: health and trouble in turn, every trouble once a round."""
    chance = random.Random(seed)
    while True:
        troubles = [phase for phase in Phase if phase is not Phase.HEALTHY]
        chance.shuffle(troubles)
        for trouble in troubles:
            yield Phase.HEALTHY, chance.uniform(*HEALTHY_SECONDS) * pace
            yield trouble, chance.uniform(*TROUBLED_SECONDS) * pace


@dataclass
class Journal:
    """Every paid call, on disk before its answer leaves."""

    path: Path

    def write(self, vendor: str, *, key: str | None, prompt: str, seed: int | None) -> None:
        entry = {
            "vendor": vendor,
            "key": key,
            "prompt": prompt,
            "seed": seed,
            "port": CALLER.get(),
        }
        with self.path.open("a") as file:
            file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass
class Flapper:
    """One vendor: its phase now, and whether the clock of its phases runs."""

    name: str
    phases: Iterator[tuple[Phase, float]]
    fake: Fake | None = None
    phase: Phase = Phase.HEALTHY
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def flap(self) -> None:
        """Go from phase to phase, from the first call on."""
        await self.begun.wait()
        for phase, seconds in self.phases:
            self.phase = phase
            if self.fake:
                self.fake.trouble = TROUBLES[phase]
            await asyncio.sleep(seconds)


class Instant(openai.Vendor):
    """Answers at once. The wire carries our key."""

    def __init__(self, flapper: Flapper, journal: Journal) -> None:
        super().__init__()
        self.flapper = flapper
        self.paid = journal

    def next_fault(self, path: str, text: str) -> str | None:
        return FAULTS[self.flapper.phase]

    def accept(self, path: str, key: str | None, text: str) -> None:
        self.paid.write("openai", key=key, prompt=text, seed=None)


class Followed(Fake):
    """Answers with a task. The wire carries no key of ours: a part is told by its prompt and its seed."""

    journal: Journal

    def take(self, request: Request, body: Any) -> Work:
        asked = body.get("input", body)
        self.journal.write(self.name, key=None, prompt=asked["prompt"], seed=asked["seed"])
        return super().take(request, body)


class FlappingBfl(Followed, Bfl):
    """Cannot be told to stop."""


class FlappingReplicate(Followed, Replicate):
    """Can be told to stop."""


class Weather:
    """What the phase does to every request: answers are late, and a vendor that is down answers no question."""

    def __init__(self, app: ASGIApp, flapper: Flapper) -> None:
        self.app = app
        self.flapper = flapper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        CALLER.set(scope["client"][1])
        is_question = scope["method"] == "GET"
        if is_question and self.flapper.phase is Phase.DOWN:
            await JSONResponse({"detail": "Service Unavailable"}, 503)(scope, receive, send)
            return
        if not is_question:
            self.flapper.begun.set()

        async def late(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_question:
                slow = self.flapper.phase is Phase.SLOW
                await asyncio.sleep(SLOW_SECONDS if slow else ANSWER_SECONDS)
            await send(message)

        await self.app(scope, receive, late)


def apps(flappers: list[Flapper], journal: Journal, roots: list[str]) -> list[ASGIApp]:
    """Make the three applications."""
    first, *others = flappers
    made: list[Starlette] = [openai.create(Instant(first, journal))]
    kinds: tuple[type[Followed], ...] = (FlappingBfl, FlappingReplicate)
    for kind, flapper, root in zip(kinds, others, roots[1:], strict=True):
        fake = kind(root=root)
        fake.journal, flapper.fake = journal, fake
        made.append(fake.app())
    return [Weather(app, flapper) for app, flapper in zip(made, flappers, strict=True)]


async def serve(journal: Path, seed: int, pace: float) -> None:
    """Serve each vendor on a port of its own, and say which."""
    names = ("openai", "bfl", "replicate")
    flappers = [Flapper(name, schedule(f"{seed} {name}", pace)) for name in names]
    journal.touch()
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    roots = [f"http://127.0.0.1:{each.getsockname()[1]}" for each in sockets]
    servers = [
        uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        for app in apps(flappers, Journal(journal), roots)
    ]
    print(json.dumps(dict(zip(names, roots, strict=True))), flush=True)
    await asyncio.gather(
        *(server.serve(sockets=[each]) for server, each in zip(servers, sockets, strict=True)),
        *(flapper.flap() for flapper in flappers),
    )


def main() -> None:
    """Read the command line, and serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--pace", type=float, default=1.0, help="a factor of all phases' lengths")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.journal, chosen.seed, chosen.pace))


if __name__ == "__main__":
    main()

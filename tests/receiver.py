"""A client's server that receives events: it keeps all, answers as told, and waits for what it expects."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response
from standardwebhooks.webhooks import Webhook

from tests.house import serving

SECONDS_MAX = 60


@dataclass
class Event:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> dict[str, Any]:
        """Check it by the standard's own library, and read it."""
        found: dict[str, Any] = Webhook(secret).verify(self.body, self.headers)
        return found


@dataclass
class Receiver:
    """Answers 200 unless `answer` says otherwise."""

    url: str = ""
    events: list[Event] = field(default_factory=list)
    answer: Callable[[Event], Response] = field(default=lambda event: Response("thanks"))
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/_live")
        async def live() -> str:
            return "yes"

        @app.post("/{path:path}")
        async def receive(path: str, request: Request) -> Response:
            event = Event(f"/{path}", dict(request.headers), await request.body())
            answer = self.answer(event)
            async with self.changed:
                self.events.append(event)
                self.changed.notify_all()
            return answer

        return app

    async def until(self, is_it: Callable[[list[Event]], bool]) -> list[Event]:
        """Wait until the events that came are as wanted."""
        async with asyncio.timeout(SECONDS_MAX), self.changed:
            await self.changed.wait_for(lambda: is_it(self.events))
            return list(self.events)

    async def got(self, count: int, path: str = "") -> list[Event]:
        """Wait for so many requests at a path, or at all."""

        def mine(events: list[Event]) -> list[Event]:
            return [event for event in events if not path or event.path == path]

        return mine(await self.until(lambda events: len(mine(events)) >= count))


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Serve a receiver on a free port."""
    receiver = Receiver()
    async with serving(receiver.app()) as url:
        receiver.url = url
        yield receiver

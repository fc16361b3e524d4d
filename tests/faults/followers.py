"""Who follows jobs through every break, by socket and by stream, and writes down each version that came."""

import asyncio
import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.house import TERMINAL

PAUSE_SECONDS = 0.2
NAMED_MAX = 200
NOBODYS = "job_" + "0" * 26
"""Named first: the answer that it is not there tells where what was asked for begins."""


@dataclass
class Follower:
    """What one client has seen: of each job its versions and its ends, in the order in which they came."""

    url: str
    token: str
    versions: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    breaks: int = 0
    unasked: int = 0
    """Frames that came before the socket had heard what is wanted: whoever is slow to speak is told of all jobs first."""
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def note(self, job: dict[str, Any]) -> bool:
        """Write a snapshot down; answers whether it is the job's end."""
        self.versions[job["id"]].append(job["version"])
        is_end = job["status"] in TERMINAL
        async with self.moved:
            if is_end:
                self.ends[job["id"]].append(job["status"])
            self.moved.notify_all()
        return is_end

    async def ended(self, jobs: set[str]) -> None:
        """Wait until the ends of all these have come."""
        async with self.moved:
            await self.moved.wait_for(lambda: jobs <= self.ends.keys())

    async def by_socket(self, job_id: str | None = None) -> None:
        """Follow one job to its end, or for ever all of the user's; come back with what was seen."""
        address = f"{self.url.replace('http', 'ws')}/studio/v1/ws"
        while job_id is None or job_id not in self.ends:
            with suppress(OSError, WebSocketException, TimeoutError):
                async with connect(address, additional_headers=self.headers, proxy=None) as socket:
                    await self._heard(socket, job_id)
            self.breaks += 1
            await asyncio.sleep(PAUSE_SECONDS)
        self.breaks -= 1

    async def _heard(self, socket: ClientConnection, job_id: str | None) -> None:
        since = {job: seen[-1] for job, seen in self.versions.items()}
        if job_id is not None:
            since = {job_id: since.get(job_id, 0)}
        await socket.send(json.dumps({"action": "subscribe", "jobIds": [NOBODYS]}))
        names = [*since]
        for first in range(0, len(names), NAMED_MAX):
            some = {job: since[job] for job in names[first : first + NAMED_MAX]}
            await socket.send(json.dumps({"action": "subscribe", "since": some}))
        if job_id is None:
            await socket.send(json.dumps({"action": "subscribe"}))
        is_heard = False
        async for text in socket:
            told = json.loads(text)
            if told["event"] == "error":
                code = told["data"]["code"]
                is_heard = is_heard or code == "ERR_NOT_FOUND"
                assert code in ("ERR_NOT_FOUND", "ERR_UNAVAILABLE"), told  # closed next: come back
            elif not is_heard:
                self.unasked += 1
            elif await self.note(told["data"]) and job_id is not None:
                return

    async def by_stream(self, job_id: str) -> None:
        """Follow one job to its end by its event stream."""
        address = f"{self.url}/studio/v1/jobs/{job_id}/events"
        async with httpx.AsyncClient(timeout=30, trust_env=False, headers=self.headers) as client:
            while job_id not in self.ends:
                last = {"Last-Event-ID": str((self.versions[job_id] or [0])[-1])}
                with suppress(httpx.TransportError):
                    async with client.stream("GET", address, headers=last) as answer:
                        if answer.status_code == httpx.codes.OK:
                            await self._read(answer)
                self.breaks += 1
                await asyncio.sleep(PAUSE_SECONDS)
        self.breaks -= 1

    async def _read(self, answer: httpx.Response) -> None:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                await self.note(json.loads(line[6:]))

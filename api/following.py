"""One socket's client: what it asks for, and the frames it is sent."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final, assert_never

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from api.context import counted
from api.present import frame, frames_after
from api.seen import Seen
from api.services import Services
from api.socket_messages import Subscribe, Unsubscribe, error_message, read_message
from domain.errors import (
    FieldError,
    Internal,
    NotFound,
    StudioError,
    Unauthorized,
    Unavailable,
    ValidationFailed,
)
from domain.identity import Identity, Role
from events.bells import rung
from events.followers import Follower
from events.frames import Frame, coalesced
from events.log import PAGE, Event, latest
from jobs.reading import current, standing

PATIENCE_SECONDS: Final = 1.0
"""Who has said nothing until then follows all of the user's jobs."""
PROOF_SECONDS: Final = 60.0
"""A key is looked at again so often: it may have been revoked."""
BUSY_SECONDS: Final = 0.1
"""Whose socket takes longer to take what is there is told of progress only as it stands."""
FOLLOWED_MAX: Final = 1_000
SNAPSHOTS_AT_ONCE: Final = 25
MISTAKES_MAX: Final = 20
MESSAGES_WAITING: Final = 4
MARGIN: Final = timedelta(seconds=60)


class TooSlow(Exception):
    """The client takes nothing."""


class TooManyMistakes(Exception):
    """The client says one wrong thing after the other."""


class Following:
    """Reads the log from where the client has seen it, so what it is too slow for waits there and not in memory."""

    def __init__(
        self,
        has: Services,
        identity: Identity,
        socket: WebSocket,
        *,
        authorization: str | None,
        proof_seconds: float = PROOF_SECONDS,
    ) -> None:
        self.has = has
        self.identity = identity
        self.socket = socket
        self.authorization = authorization
        self.proof_seconds = proof_seconds
        self.follower = Follower()
        self.seen = Seen()
        self._inbox: asyncio.Queue[str | None] = asyncio.Queue(MESSAGES_WAITING)
        self._gone: int | None = None
        self._unasked = False
        self._mistakes = 0
        self._waited_seconds = 0.0
        self._is_busy = False
        self._loop = asyncio.get_running_loop()
        self._proven_at = self._loop.time()
        self._synced_at = datetime.now(UTC)

    async def live(self) -> None:
        """Serve until the server closes. Raises WebSocketDisconnect, TooSlow, TooManyMistakes, StudioError."""
        ears = asyncio.create_task(self._listen())
        try:
            async with asyncio.timeout(self._seconds_left()) as limit:
                await self._serve()
        except TimeoutError as error:
            if limit.expired():
                raise Unauthorized("The token has run out.") from error
            raise
        finally:
            ears.cancel()
            await asyncio.gather(ears, return_exceptions=True)
            self._unsubscribe(None)

    async def _serve(self) -> None:
        if not await rung(self.follower.bell, seconds=PATIENCE_SECONDS):
            self._unasked = True
            await self._follow_all()
        while not self.has.closing:
            await self._turn()
            await rung(self.follower.bell, seconds=self.proof_seconds)
            await self._prove()

    async def _turn(self) -> None:
        """Take what there is: what the client said, and what moved."""
        self._waited_seconds = 0.0
        moved, missed = self.follower.take()
        if self._gone is not None:
            raise WebSocketDisconnect(self._gone)
        while not self._inbox.empty():
            await self._hear(self._inbox.get_nowait())
        if missed:
            await self._catch_up()
        for job_id, heard in moved.items():
            version = self.seen.after(job_id, heard)
            if version is not None:
                await self._send_after(job_id, version)
        self._is_busy = self._waited_seconds > BUSY_SECONDS

    async def _listen(self) -> None:
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                self._gone = message.get("code") or 1005
                self.follower.bell.set()
                return
            await self._inbox.put(message.get("text"))
            self.follower.bell.set()

    async def _hear(self, text: str | None) -> None:
        try:
            await counted(self.socket, self.has, self.identity)
            match read_message(text):
                case Subscribe() as wanted:
                    await self._subscribe(wanted)
                case Unsubscribe(job_ids=job_ids):
                    self._unsubscribe(job_ids)
                case message:
                    assert_never(message)
            self._mistakes = 0
        except (Unavailable, Internal):
            raise
        except StudioError as error:
            self._mistakes += 1
            if self._mistakes > MISTAKES_MAX:
                raise TooManyMistakes from error
            await self._send(error_message(error))

    async def _subscribe(self, wanted: Subscribe) -> None:
        if self._unasked:
            self._unasked = False
            self._unsubscribe(None)
        named = wanted.wanted()
        if named is None:
            await self._follow_all()
            return
        found = await standing(self.has.resources.app, self.identity.tenant_id, named)
        ours = {job: version for job, (user, version) in found.items() if self._may_see(user)}
        self._require_room(ours.keys() | self.seen.named)
        self.has.followers.follow(self.follower, self.identity.tenant_id, ours)
        for job_id in (job for job in named if job in ours):
            version, since = ours[job_id], named[job_id]
            start = version - 1 if since is None else min(since, version)
            self.seen.name(job_id, start)
            await self._send_after(job_id, start)
        if missing := [job for job in named if job not in ours]:
            raise _not_there(wanted, missing)

    def _unsubscribe(self, job_ids: list[str] | None) -> None:
        followers, tenant_id = self.has.followers, self.identity.tenant_id
        if job_ids is None:
            followers.unfollow(self.follower, tenant_id, self.seen.named)
            followers.unfollow_user(self.follower, tenant_id, self.identity.user_id)
            self.seen.leave_all()
            return
        self._require_room(self.seen.muted.union(job_ids))
        followers.unfollow(self.follower, tenant_id, job_ids)
        self.seen.leave(job_ids)

    async def _follow_all(self) -> None:
        """Follow all of the user's jobs: those that are not over and the newest that are, then what comes."""
        self.seen.all = True
        self.seen.muted.clear()
        self.has.followers.follow_user(
            self.follower, self.identity.tenant_id, self.identity.user_id
        )
        await self._send_current(ended_after=None)

    async def _catch_up(self) -> None:
        """Look at all that is followed: notices may have been lost."""
        for job_id, version in self.seen.open.items():
            await self._send_after(job_id, version)
        if self.seen.all:
            await self._send_current(ended_after=self._synced_at - MARGIN)

    async def _send_current(self, *, ended_after: datetime | None) -> None:
        """Send the user's jobs as they stand; of those that ended unseen, only later ones where a time is given."""
        app, tenant_id = self.has.resources.app, self.identity.tenant_id
        self._synced_at = datetime.now(UTC)
        jobs = await current(app, tenant_id, self.identity.user_id)
        for first in range(0, len(jobs), SNAPSHOTS_AT_ONCE):
            some = jobs[first : first + SNAPSHOTS_AT_ONCE]
            seen = {job: self.seen.version(job) for job in some if job not in self.seen.muted}
            for event in await latest(app, tenant_id, seen):
                if not (
                    ended_after and _ended_before(event, ended_after) and not seen[event.job_id]
                ):
                    await self._send_frame(frame(self.has, event))

    async def _send_after(self, job_id: str, version: int) -> None:
        while True:
            frames = await frames_after(self.has, self.identity.tenant_id, job_id, version)
            for each in coalesced(frames) if self._is_busy else frames:
                await self._send_frame(each)
            if len(frames) < PAGE:
                return
            version = frames[-1].version

    async def _send_frame(self, told: Frame) -> None:
        await self._send(told.as_message())
        self.seen.mark(told)

    async def _send(self, text: str) -> None:
        began = self._loop.time()
        try:
            async with asyncio.timeout(self.has.resources.settings.api.slow_seconds):
                await self.socket.send_text(text)
        except TimeoutError as error:
            raise TooSlow from error
        self._waited_seconds += self._loop.time() - began

    async def _prove(self) -> None:
        """Look whether a key still holds; a token holds until its time."""
        if self.identity.expires_at or self._loop.time() - self._proven_at < self.proof_seconds:
            return
        self._proven_at = self._loop.time()
        await self.has.authenticator.identify(
            self.authorization, self.socket.headers.get("x-tenant-id")
        )

    def _seconds_left(self) -> float | None:
        ends = self.identity.expires_at
        return (ends - datetime.now(UTC)).total_seconds() if ends else None

    def _may_see(self, user_id: str) -> bool:
        me = self.identity
        return user_id == me.user_id or me.has(Role.ADMIN) or me.operator

    def _require_room(self, jobs: set[str]) -> None:
        if len(jobs) > FOLLOWED_MAX:
            raise ValidationFailed(f"A socket names at most {FOLLOWED_MAX} jobs.")


def _ended_before(event: Event, moment: datetime) -> bool:
    ended = event.snapshot["completedAt"]
    return event.is_last and ended is not None and datetime.fromisoformat(ended) < moment


def _not_there(wanted: Subscribe, missing: list[str]) -> NotFound:
    places = {job: f"/jobIds/{place}" for place, job in enumerate(wanted.job_ids or ())}
    errors = tuple(
        FieldError(
            pointer=places.get(job, f"/since/{job}"), code="not_found",
            detail=f"There is no job {job!r}.",
        )
        for job in missing
    )  # fmt: skip
    return NotFound("Some of the jobs are not there; the others are followed.", errors=errors)

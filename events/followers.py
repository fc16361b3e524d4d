"""Who follows what: one fan-out a process, from the committed version to those who want to know of it."""

import asyncio
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

import structlog

OWNERS_MAX: Final = 20_000
LOOKED_UP_AT_ONCE: Final = 500
RETRY_SECONDS: Final = 1.0

Key = tuple[str, str]
"""A tenant, and a job or a user of it."""
FindOwners = Callable[[str, Iterable[str]], Awaitable[Mapping[str, str]]]
"""Finds the users whose jobs of a tenant these are; what is no job is left out."""

log = structlog.get_logger(__name__)


class Follower:
    """One who follows: the bell rings when there is something to take."""

    def __init__(self) -> None:
        self.bell = asyncio.Event()
        self._moved: dict[str, int] = {}
        self._missed = False

    def tell(self, job_id: str, version: int) -> None:
        """Say that a job has moved to a version."""
        self._moved.setdefault(job_id, version)
        self.bell.set()

    def missed(self) -> None:
        """Say that something may not have been heard."""
        self._missed = True
        self.bell.set()

    def take(self) -> tuple[dict[str, int], bool]:
        """Take the jobs that moved, each with the first version heard, and whether others may have, too."""
        moved, missed = self._moved, self._missed
        self._moved, self._missed = {}, False
        self.bell.clear()
        return moved, missed


class Followers:
    """Hands what was heard to those who named the job, and to those who follow all jobs of its user.

    A notice does not say whose job it is: that is looked up once a job, for all who follow.
    """

    def __init__(self, find_owners: FindOwners) -> None:
        self.find_owners = find_owners
        self._by_job: dict[Key, set[Follower]] = defaultdict(set)
        self._by_user: dict[Key, set[Follower]] = defaultdict(set)
        self._tenants: Counter[str] = Counter()
        self._owners: OrderedDict[Key, str | None] = OrderedDict()
        self._unknown: dict[str, dict[str, int]] = {}
        self._bell = asyncio.Event()

    def heard(self, tenant_id: str, job_id: str, version: int) -> None:
        """Take a committed version."""
        for follower in self._by_job.get((tenant_id, job_id), ()):
            follower.tell(job_id, version)
        if self._tenants[tenant_id] == 0:
            return
        if (tenant_id, job_id) in self._owners:
            self._tell_owner(tenant_id, job_id, version)
        else:
            self._unknown.setdefault(tenant_id, {}).setdefault(job_id, version)
            self._bell.set()

    def missed(self) -> None:
        """Tell all that notices may have been lost."""
        for followers in (*self._by_job.values(), *self._by_user.values()):
            for follower in followers:
                follower.missed()

    def follow(self, follower: Follower, tenant_id: str, job_ids: Iterable[str]) -> None:
        """Let one follow jobs by name."""
        for job_id in job_ids:
            self._by_job[tenant_id, job_id].add(follower)

    def unfollow(self, follower: Follower, tenant_id: str, job_ids: Iterable[str]) -> None:
        """Let one leave jobs; a repeat is harmless."""
        for key in ((tenant_id, job_id) for job_id in job_ids):
            if key in self._by_job:
                _leave(self._by_job, key, follower)

    def follow_user(self, follower: Follower, tenant_id: str, user_id: str) -> None:
        """Let one follow all jobs of a user; a repeat is harmless."""
        if follower not in self._by_user[tenant_id, user_id]:
            self._by_user[tenant_id, user_id].add(follower)
            self._tenants[tenant_id] += 1

    def unfollow_user(self, follower: Follower, tenant_id: str, user_id: str) -> None:
        """Let one leave a user's jobs; a repeat is harmless."""
        if follower in self._by_user.get((tenant_id, user_id), ()):
            _leave(self._by_user, (tenant_id, user_id), follower)
            self._tenants -= Counter({tenant_id: 1})

    async def run(self) -> None:
        """Look up whose the jobs are that were heard of for the first time, until cancelled."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                while self._unknown:
                    await self._look_up(next(iter(self._unknown)))
            except Exception:
                log.exception(
                    "owners_not_found"
                )  # who follows a user waits for this: it is asked again
                await asyncio.sleep(RETRY_SECONDS)
                self._bell.set()

    async def _look_up(self, tenant_id: str) -> None:
        asked = [*self._unknown[tenant_id]][:LOOKED_UP_AT_ONCE]
        owners = await self.find_owners(tenant_id, asked)
        heard = self._unknown[tenant_id]
        for job_id in asked:
            self._owners[tenant_id, job_id] = owners.get(job_id)
            self._tell_owner(tenant_id, job_id, heard.pop(job_id))
        if not heard:
            del self._unknown[tenant_id]
        while len(self._owners) > OWNERS_MAX:
            self._owners.popitem(last=False)

    def _tell_owner(self, tenant_id: str, job_id: str, version: int) -> None:
        user_id = self._owners[tenant_id, job_id]
        if user_id is not None:
            self._owners.move_to_end((tenant_id, job_id))
            for follower in self._by_user.get((tenant_id, user_id), ()):
                follower.tell(job_id, version)


def _leave(followed: dict[Key, set[Follower]], key: Key, follower: Follower) -> None:
    followed[key].discard(follower)
    if not followed[key]:
        del followed[key]

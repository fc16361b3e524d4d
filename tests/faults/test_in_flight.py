"""Everything is killed while events go out, clients follow, and tokens are minted: nothing lost, nothing twice.

What webhooks promise is Standard Webhooks' at-least-once: an event whose answer was not written down before a process
died comes again, under the same id and with the same content. To whom the id is one event, nothing comes twice.
"""

import asyncio
import os
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from db.session import Database
from ledger.audit import audit
from runtime.embedded.chain import CHAIN_ID, CONTRACT
from runtime.embedded.stack import Stack
from tests.chain import Faulty
from tests.faults.followers import Follower
from tests.faults.harness import VICTIMS, _ended, vendor
from tests.faults.test_webhooks import kill
from tests.house import serving
from tests.receiver import Receiver, receiving

JOBS, MINTS, MINT_PRICE = 3, 2, 100
NODE = "node"
"""The chain's node is none of ours: it does not answer for a while."""
IMAGE = {"width": 256, "height": 256, "variants": 2}


@dataclass
class Flight:
    """A stack, what goes through it, and who follows."""

    stack: Stack
    client: httpx.AsyncClient
    receiver: Receiver
    chain: Faulty
    seed: int
    asset: str = ""
    secret: str = ""
    jobs: list[str] = field(default_factory=list)
    mints: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        url, token = self.stack.ready.api, self.stack.ready.token
        self.whole, self.named, self.streamed = [Follower(url, token) for _ in range(3)]

    @property
    def accepted(self) -> set[str]:
        return {*self.jobs, *self.mints}

    def begin(self, *followed: Coroutine[Any, Any, None]) -> None:
        self.tasks += [asyncio.create_task(each) for each in followed]

    async def submit(self, path: str, body: dict[str, Any], name: str) -> str:
        """Submit one job, with the same key until an answer comes, and follow it."""
        headers = {"Idempotency-Key": f"{self.seed}-{name}"}
        while True:
            try:
                answer = await self.client.post(path, json=body, headers=headers)
            except httpx.TransportError:
                await asyncio.sleep(0.2)
                continue
            if answer.status_code == httpx.codes.ACCEPTED:
                job_id = str(answer.json()["data"]["jobId"])
                self.begin(self.named.by_socket(job_id), self.streamed.by_stream(job_id))
                return job_id
            assert answer.status_code in (409, 429, 503), (answer.status_code, answer.text)
            await asyncio.sleep(0.2)

    async def image(self, name: str) -> None:
        self.jobs.append(await self.submit("/images/generate", {"prompt": name, **IMAGE}, name))

    async def mint(self, name: str) -> None:
        body = {"assetUrl": self.asset, "metadata": {"name": name}}
        self.mints.append(await self.submit("/nft/mint", body, name))

    async def cycle(self, number: int, chance: random.Random) -> None:
        """Submit, kill something in the middle, and wait until all that was submitted is accepted."""
        submits = [asyncio.create_task(self.image(f"{number}-{n}")) for n in range(JOBS)]
        submits += [asyncio.create_task(self.mint(f"{number}-token-{n}")) for n in range(MINTS)]
        await asyncio.sleep(chance.uniform(0.05, 1.5))
        victims = (*VICTIMS, NODE)
        victim = victims[number] if number < len(victims) else chance.choice(victims)
        self.kills[victim] += 1
        if victim == NODE:
            self.chain.away = True
            await asyncio.sleep(chance.uniform(0.2, 1.0))
            self.chain.away = False
        else:
            kill(self.stack, victim)
        await asyncio.gather(*submits)


@asynccontextmanager
async def flying(folder: Path, seed: int) -> AsyncIterator[Flight]:
    """Open a stack with a vendor, a chain and a receiver, and let somebody follow all."""
    chain = Faulty()
    async with (
        receiving() as receiver,
        serving(chain.app(), probe_path="/live") as node,
        vendor(folder / "vendor.jsonl") as vendor_url,
    ):
        mints = {
            "RPC_URL": node, "CHAIN_ID": str(CHAIN_ID), "CONTRACT": CONTRACT, "CONFIRMATIONS": "1", "POLL_SECONDS": "0.1",
            "SIGNER_KEY": chain.signer.key.to_0x_hex(),
        }  # fmt: skip
        environment = {
            "PROVIDERS__OPENAI__API_KEY": "test-key",
            "PROVIDERS__OPENAI__BASE_URL": vendor_url,
            "WORKER__GRACE_SECONDS": "1",
            **{f"CHAINS__POLYGON__{name}": value for name, value in mints.items()},
        }
        async with (
            Stack(folder / "home", environment=environment) as stack,
            httpx.AsyncClient(
                base_url=f"{stack.ready.api}/studio/v1", timeout=10, trust_env=False,
                headers={"Authorization": f"Bearer {stack.ready.token}"},
            ) as client,
        ):  # fmt: skip
            flight = Flight(stack, client, receiver, chain, seed)
            made = await client.post("/webhooks", json={"url": receiver.url})
            flight.secret = made.json()["data"]["secret"]
            flight.begin(flight.whole.by_socket())
            await flight.image("first")
            first = await _ended(client, flight.jobs[0])
            flight.asset = first["outputs"][0]["id"]
            yield flight
            for task in flight.tasks:
                task.cancel()
            told = await asyncio.gather(*flight.tasks, return_exceptions=True)
            assert [each for each in told if isinstance(each, Exception)] == []


@pytest.mark.faults
@pytest.mark.timeout(1_800)
async def test_kills_lose_nothing_of_what_is_in_flight_and_double_nothing(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(10_000)))
    chance = random.Random(seed)
    async with flying(tmp_path, seed) as flight:
        for number in range(int(os.environ.get("CYCLES", "12"))):
            await flight.cycle(number, chance)
        jobs = {job_id: await _ended(flight.client, job_id) for job_id in flight.accepted}
        print(f"\nseed={seed} kills={dict(flight.kills)} statuses={_statuses(jobs)}")
        await _minted_once(flight, jobs)
        await _followed(flight, jobs)
        await _told(flight, jobs)
        await _charged(flight, jobs)


def _statuses(jobs: dict[str, dict[str, Any]]) -> dict[str, int]:
    return dict(Counter(f"{job['type']} {job['status']}" for job in jobs.values()))


async def _minted_once(flight: Flight, jobs: dict[str, dict[str, Any]]) -> None:
    """One token a mint that completed, one charge; every other one is refunded."""
    tokens = Counter(flight.chain.tokens())
    for job_id in flight.mints:
        mint = await flight.client.get(f"/nft/mints/{job_id.replace('job_', 'mint_')}")
        number, job = mint.json()["data"]["tokenId"], jobs[job_id]
        assert tokens[number] <= 1, job
        if job["status"] == "completed":
            assert (tokens[number], job["creditsCharged"]) == (1, MINT_PRICE), job
        else:
            assert job["creditsCharged"] == 0, job
    print(f"{len(flight.mints)} mints, {sum(tokens.values())} tokens, {len(flight.chain.sent())} transactions")  # fmt: skip


async def _followed(flight: Flight, jobs: dict[str, dict[str, Any]]) -> None:
    """Each follower has seen every job's end once, and versions that only rise; who names a job misses none."""
    for name in ("whole", "named", "streamed"):
        follower: Follower = getattr(flight, name)
        async with asyncio.timeout(60):
            await follower.ended(set(jobs))
        for job_id, job in jobs.items():
            seen = follower.versions[job_id]
            assert follower.ends[job_id] == [job["status"]], (name, job_id)
            assert (seen[-1], seen) == (job["version"], sorted(set(seen))), (name, job_id)
            if name != "whole":
                assert seen == list(range(1, job["version"] + 1)), (name, job_id)
        frames = sum(map(len, follower.versions.values()))
        print(
            f"{name}: {frames} frames of {len(jobs)} jobs over {follower.breaks} breaks, {follower.unasked} unasked"
        )


async def _told(flight: Flight, jobs: dict[str, dict[str, Any]]) -> None:
    """Two events a job, in order; what came again has the id and the content of what came before."""
    wanted = 2 * len(jobs)
    events = await flight.receiver.until(lambda told: len({each.id for each in told}) >= wanted)
    bodies: dict[str, dict[str, Any]] = {}
    told: dict[str, list[str]] = defaultdict(list)
    for event in events:
        body = event.verified(flight.secret)
        assert body["id"] == event.id
        first = bodies.setdefault(event.id, body)
        assert _signed_away(body) == _signed_away(first)
        if first is body:
            told[body["data"]["jobId"]].append(body["type"].split(".")[2])
    for job_id, job in jobs.items():
        last = "completed" if job["status"] == "completed" else "failed"
        assert told[job_id] == ["created", last], job_id
    assert len(bodies) == wanted
    print(f"{len(bodies)} events, {len(events) - len(bodies)} of them sent again under their id")


def _signed_away(told: Any) -> Any:
    """Leave out urls: each time they are signed anew."""
    match told:
        case dict():
            names = [name for name in told if not name.lower().endswith("url") and name != "urlExpiresAt"]  # fmt: skip
            return {name: _signed_away(told[name]) for name in names}
        case list():
            return [_signed_away(part) for part in told]
    return told


async def _charged(flight: Flight, jobs: dict[str, dict[str, Any]]) -> None:
    """The book is right, nothing is held, and what was charged is what the jobs say."""
    database = Database(flight.stack.environment["DATABASE__SYSTEM_URL"], pool_size=2)
    found = await audit(database)
    held = await database.value("SELECT coalesce(sum(held), 0) FROM studio.balance")
    charged = await database.value("SELECT coalesce(sum(revenue_delta), 0) FROM studio.op")
    await database.close()
    assert (found.entries_sum, list(found.problems), int(held)) == (0, [], 0)
    assert int(charged) == sum(job["creditsCharged"] for job in jobs.values())

"""Jobs, files, money and attempts held against each other, and against what the vendors say they were paid for."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from db.session import Database
from ledger.audit import audit
from runtime.development import CREDITS

VENDORS = ("openai", "bfl", "replicate")
PRICE = 10
MAY_COST = ("intended", "accepted", "finished", "failed", "unknown")
"""States of a row that say that the vendor may have been paid. `intended` is left where a run ended before anybody
looked again: the sweep calls it unknown later."""


@dataclass
class Asked:
    """A job as the test submitted it."""

    prompt: str
    variants: int
    prefer: tuple[str, ...]
    cancel_after: float | None
    job_id: str = ""

    @property
    def seeds(self) -> list[int]:
        """Give the seed of each part, as the workflow derives it: beside the prompt, what a vendor sees of a part."""
        return [
            int.from_bytes(sha256(f"{self.prompt}\n{part}".encode()).digest()[:4]) >> 1
            for part in range(self.variants)
        ]


@dataclass
class Report:
    """What a run found. What must be empty or zero stands in `faults`."""

    seed: int
    jobs: list[Asked] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    caught: list[str] = field(default_factory=list)
    """The calls whose worker was killed between their acceptance and their answer."""
    answers_lost: list[str] = field(default_factory=list)
    """Those of them whose row says so."""
    paid: Counter[str] = field(default_factory=Counter)
    attempts: Counter[str] = field(default_factory=Counter)
    paid_again: Counter[str] = field(default_factory=Counter)
    """Parts that were paid at a second vendor, by what became of the first."""
    seconds: float = 0.0
    ledger_sum: int = 0
    open_holds: int = 0
    audited: list[str] = field(default_factory=list)
    paid_twice: dict[str, int] = field(default_factory=dict)
    unrecorded: list[str] = field(default_factory=list)
    """Paid calls of which no row says that they may have cost money."""
    wasted: list[str] = field(default_factory=list)
    """Parts that were paid again although the first vendor had not failed."""
    without_file: list[str] = field(default_factory=list)
    misbilled: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[str]:
        """Give the jobs that never ended."""
        return [job.job_id for job in self.jobs if job.job_id not in self.ended]

    def faults(self) -> dict[str, Any]:
        """Give what must not be; empty when all is well."""
        found: dict[str, Any] = {
            "lost": self.lost, "paid_twice": self.paid_twice, "unrecorded": self.unrecorded, "wasted": self.wasted,
            "without_file": self.without_file, "misbilled": self.misbilled, "audited": self.audited,
            "ledger_sum": self.ledger_sum, "open_holds": self.open_holds,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"seed={self.seed} cycles={sum(self.kills.values())} jobs={len(self.jobs)} statuses={dict(self.statuses)}"
            f" errors={dict(self.errors)} kills={dict(self.kills)} answers_lost={len(self.answers_lost)}"
            f" paid_calls={sum(self.paid.values())} {dict(self.paid)}"
            f" double_calls={len(self.paid_twice)} attempts={dict(self.attempts)} unknown={self.attempts['unknown']}"
            f" paid_again={dict(self.paid_again)} ledger_sum={self.ledger_sum} lost={len(self.lost)}"
            f" seconds={self.seconds:.0f} faults={self.faults()}"
        )


def name_of(entry: Mapping[str, Any]) -> str:
    """Name a paid call: by our key where the wire carries it, else by the prompt and seed that only one part has."""
    told = entry["key"] or f"{entry['prompt']} #{entry['seed']}"
    return f"{entry['vendor']} {told}"


@dataclass
class Books:
    """Where the truth lies: the vendors' journal, the API, the database."""

    journal: Path
    client: httpx.AsyncClient
    system: Database


async def account(report: Report, books: Books) -> None:
    """Fill a report with what the books say."""
    entries = [json.loads(line) for line in books.journal.read_text().splitlines()]
    calls = Counter(name_of(entry) for entry in entries)
    report.paid = Counter(entry["vendor"] for entry in entries)
    report.paid_twice = {name: times for name, times in calls.items() if times > 1}
    await _attempts(report, books, calls)
    charged = 0
    outputs: list[dict[str, Any]] = []
    for job in report.jobs:
        charged += await _job(report, books, job, outputs)
    await _files(report, books, outputs)
    wallet = (await books.client.get("/wallet")).json()["data"]
    if wallet["available"] != CREDITS - charged or wallet["held"]:
        report.misbilled.append(f"{charged} were charged, and the wallet is {wallet}")
    found = await audit(books.system)
    report.ledger_sum = found.entries_sum
    report.audited = [f"{each.problem} {each.subject}" for each in found.problems]
    report.open_holds = int(
        await books.system.value("SELECT coalesce(sum(held), 0) FROM studio.balance")
    )


async def _job(report: Report, books: Books, asked: Asked, outputs: list[dict[str, Any]]) -> int:
    """Look at one job's end and price, and note its outputs; answers what it was charged."""
    job = (await books.client.get(f"/jobs/{asked.job_id}")).json()["data"]
    report.statuses[job["status"]] += 1
    if job["status"] == "failed":
        report.errors[job["error"]["code"]] += 1
    made = job.get("outputs") or []
    due = PRICE * len(made) if job["status"] == "completed" else 0
    if job["creditsCharged"] != due or (job["status"] == "completed") != bool(made):
        report.misbilled.append(f"{asked.job_id} {job['status']} {job['creditsCharged']} for {due}")
    outputs += made
    return int(job["creditsCharged"])


async def _files(report: Report, books: Books, outputs: list[dict[str, Any]]) -> None:
    """Find every output's asset, and fetch each file once: a picture that many jobs made lies there once."""
    rows = await books.system.call("SELECT id, sha256 FROM studio.asset WHERE deleted_at IS NULL")
    assets = {row[0]: row[1] for row in rows}
    fetched: dict[str, bool] = {}
    for output in outputs:
        digest = output["sha256"]
        if digest not in fetched:
            content = await books.client.get(output["url"])
            fetched[digest] = sha256(content.content).hexdigest() == digest
        if not fetched[digest] or assets.get(output["id"]) != digest:
            report.without_file.append(output["url"])


async def _attempts(report: Report, books: Books, calls: Counter[str]) -> None:
    """Find each part's rows, and the paid calls that they should tell of."""
    rows = await books.system.call(
        "SELECT job_id, part, provider, state, coalesce(error_code, ''), route FROM studio.attempt"
        " ORDER BY job_id, part, route"
    )
    report.attempts = Counter(row[3] for row in rows)
    states = {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}
    keys = {f"openai {row[0]}.1.{row[1]}.{row[5]}": (row[0], row[1], row[2]) for row in rows}
    for job in report.jobs:
        for part, seed in enumerate(job.seeds):
            for vendor in VENDORS:
                keys[f"{vendor} {job.prompt} #{seed}"] = (job.job_id, part, vendor)
    spent: dict[tuple[str, int], list[str]] = {}
    for name in calls:
        place = keys.get(name)
        state, code = states.get(place, ("", "")) if place else ("", "")
        if name in report.caught and state == "unknown":
            report.answers_lost.append(name)
        if state not in MAY_COST:
            report.unrecorded.append(f"{name} {state!r} {code}")
        if place:
            spent.setdefault(place[:2], []).append(f"{state} {code}".strip())
    for part_place, ends in spent.items():
        _part(report, part_place, ends)


def _part(report: Report, place: tuple[str, int], ends: list[str]) -> None:
    """Say why a part was paid more than once, or that it should not have been."""
    if len(ends) < 2:
        return
    earlier = sorted(ends, key=lambda end: end == "finished")[:-1]
    report.paid_again.update(earlier)
    if any(end in ("finished", "accepted") for end in earlier):
        report.wasted.append(f"{place} {ends}")

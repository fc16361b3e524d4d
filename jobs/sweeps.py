"""What the sweep reads and mends, over every tenant."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy import text

from db.session import Database
from domain.routing import LOCAL
from domain.values import Json, Value
from jobs.runs import CallKey, RunKey
from jobs.starts import table_of

LOCK: Final = 7_318_210
EVENT_DAYS: Final = 30
REPLY_HOURS: Final = 24
ASKED_SECONDS: Final = 600.0
ASKED_DAYS: Final = 7
ORPHANED_SECONDS: Final = 600.0
"""How often, and for how long, a vendor is asked about a call whose answer was lost."""
FORGOTTEN: Final = (
    "DELETE FROM studio.reply WHERE at < now() - make_interval(hours => :hours)",
    (
        "DELETE FROM studio.event e WHERE at < now() - make_interval(days => :days) AND EXISTS"
        " (SELECT FROM studio.event n WHERE n.tenant_id = e.tenant_id AND n.job_id = e.job_id"
        "  AND n.version > e.version)"
    ),
    "DELETE FROM studio.webhook_event WHERE at < now() - make_interval(days => :days)",
    "DELETE FROM studio.rate WHERE arrives_at < now() - interval '10 minutes'",
    (
        "DELETE FROM studio.vendor_call v WHERE until < now() OR NOT EXISTS"
        " (SELECT FROM studio.attempt a JOIN studio.job j ON j.tenant_id = a.tenant_id AND j.id = a.job_id"
        "  WHERE a.job_id = split_part(v.call, '.', 1) AND v.call = concat_ws('.', a.job_id, a.run, a.part, a.route)"
        "  AND a.state IN ('intended', 'accepted', 'unknown') AND a.written_off_at IS NULL"
        "  AND j.run = a.run AND j.status IN ('queued', 'processing'))"
    ),
    "DELETE FROM studio.vendor_knock WHERE at < now() - interval '7 days'",
    "DELETE FROM studio.capability WHERE seen_at < now() - interval '1 day'",
)


class OpenRun(Value):
    """A run that is not over. `paid`: a vendor may have been paid for it; `late`: its time is up."""

    key: RunKey
    paid: bool
    late: bool


class UnknownCall(Value):
    """A call of a run that is over, whose answer was lost. `account` made it."""

    key: CallKey
    provider: str
    account: str | None
    asked_before: bool


class Orphan(Value):
    """A call that a vendor took on and nobody follows, with the vendor's receipt."""

    key: CallKey
    provider: str
    ticket: Json


class Sweeps:
    """Reads and writes as the system role."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """Tell whether this process may sweep now; another's turn lasts while its transaction does."""
        async with self.database.begin() as connection:
            await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            mine = await connection.scalar(
                text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}
            )
            yield bool(mine)

    async def open_runs(self, *, old_seconds: float) -> list[OpenRun]:
        """Find runs whose workflow was started a while ago and that are not over."""
        rows = await self.database.call(
            "SELECT tenant_id, id, run,"
            " EXISTS (SELECT FROM studio.attempt a WHERE a.tenant_id = job.tenant_id AND a.job_id = job.id"
            "  AND a.run = job.run AND a.provider <> :local AND a.state IN ('intended', 'accepted', 'unknown')),"
            " now() > least(coalesce(started_at, queued_at) + make_interval(secs => target_seconds), deadline_at)"
            " FROM studio.job WHERE status IN ('queued', 'processing')"
            " AND relayed_at < now() - make_interval(secs => :old) AND NOT EXISTS (SELECT FROM studio.pipeline p"
            "  WHERE p.tenant_id = job.tenant_id AND p.id = job.pipeline_id AND p.status IN ('queued', 'processing'))"
            " ORDER BY relayed_at LIMIT 2000",
            old=old_seconds,
            local=LOCAL,
        )
        return [
            OpenRun(
                key=RunKey(tenant_id=row[0], job_id=row[1], run=row[2]), paid=row[3], late=row[4]
            )
            for row in rows
        ]

    async def open_pipelines(self, *, old_seconds: float) -> list[RunKey]:
        """Find pipelines whose workflow was started a while ago and that are not over: they see to their jobs."""
        rows = await self.database.call(
            "SELECT tenant_id, id, run FROM studio.pipeline WHERE status IN ('queued', 'processing')"
            " AND relayed_at < now() - make_interval(secs => :old) ORDER BY relayed_at LIMIT 2000",
            old=old_seconds,
        )
        return [RunKey(tenant_id=row[0], job_id=row[1], run=row[2]) for row in rows]

    async def start_again(self, key: RunKey) -> None:
        """Hand a run to the relay once more; what it did already it finds done."""
        await self.database.call(
            f"UPDATE {table_of(key)} SET relayed_at = NULL, claimed_at = now() - interval '1 hour'"  # noqa: S608 - constants
            " WHERE tenant_id = :tenant AND id = :job AND run = :run AND status IN ('queued', 'processing')",
            tenant=key.tenant_id, job=key.job_id, run=key.run,
        )  # fmt: skip

    async def is_over(self, job_id: str, workflow_id: str) -> bool:
        """Tell whether the run of a live workflow is over, or never was."""
        key = RunKey(tenant_id="", job_id=job_id, run=_run_of(workflow_id))
        rows = await self.database.call(
            f"SELECT status IN ('queued', 'processing') AND run = :run FROM {table_of(key)} WHERE id = :job",  # noqa: S608 - constants
            job=job_id, run=key.run,
        )  # fmt: skip
        return not rows or not rows[0][0]

    async def forget_old(self) -> None:
        """Delete what has outlived its use."""
        for statement in FORGOTTEN:
            await self.database.call(statement, days=EVENT_DAYS, hours=REPLY_HOURS)

    async def credits(self) -> dict[str, int]:
        """Sum the credits held, settled, released, and held by runs that are reconciling."""
        rows = await self.database.call(
            "SELECT 'reserved', coalesce(sum(held), 0) FROM studio.balance"
            " UNION ALL SELECT 'settled', coalesce(sum(revenue_delta), 0) FROM studio.op"
            " UNION ALL SELECT 'released', coalesce(sum(wallet_delta), 0) FROM studio.op"
            "  WHERE kind IN ('settle', 'release')"
            " UNION ALL SELECT 'reconciling', coalesce(sum(price), 0) FROM studio.job"
            "  WHERE phase = 'reconciling' AND status = 'processing'"
        )
        return {row[0]: int(row[1]) for row in rows}

    async def jobs(self) -> dict[str, int]:
        """Count the jobs by status."""
        rows = await self.database.call(
            "SELECT status::text, count(*) FROM studio.job GROUP BY status"
        )
        return {row[0]: row[1] for row in rows}

    async def calls(self) -> dict[tuple[str, str, str], int]:
        """Count the last hour's calls by provider, ability and what became of them."""
        rows = await self.database.call(
            "SELECT provider, ability, state, count(*) FROM studio.attempt"
            " WHERE started_at > now() - interval '1 hour' GROUP BY provider, ability, state"
        )
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    async def unknown_calls(self, kinds: list[tuple[str, str]]) -> list[UnknownCall]:
        """Take the calls of these providers' abilities that were not asked about for the longest; each is marked."""
        rows = await self.database.call(
            "UPDATE studio.attempt AS a SET asked_at = now() FROM ("
            " SELECT a.tenant_id, a.job_id, a.run, a.part, a.route, a.asked_at FROM studio.attempt a"
            "  JOIN studio.job ON job.tenant_id = a.tenant_id AND job.id = a.job_id"
            "  WHERE a.state = 'unknown' AND a.provider || ' ' || a.ability = ANY(:kinds)"
            "    AND (job.status NOT IN ('queued', 'processing') OR job.run <> a.run)"
            "    AND coalesce(a.asked_at, '-infinity') < now() - make_interval(secs => :pause)"
            "    AND a.started_at > now() - make_interval(days => :days)"
            "  ORDER BY a.asked_at NULLS FIRST LIMIT 50 FOR UPDATE OF a SKIP LOCKED) AS due"
            " WHERE (a.tenant_id, a.job_id, a.run, a.part, a.route)"
            "     = (due.tenant_id, due.job_id, due.run, due.part, due.route)"
            " RETURNING a.tenant_id, a.job_id, a.run, a.part, a.route, a.provider, a.account, due.asked_at IS NOT NULL",
            kinds=[" ".join(kind) for kind in kinds], pause=ASKED_SECONDS, days=ASKED_DAYS,
        )  # fmt: skip
        return [
            UnknownCall(
                key=_key(row[:5]),
                provider=row[5],
                account=row[6],
                asked_before=row[7],
            )
            for row in rows
        ]

    async def orphans(self, providers: list[str]) -> list[Orphan]:
        """Find calls that these vendors took on, and whose run ended without them: its workflow was terminated."""
        rows = await self.database.call(
            "SELECT a.tenant_id, a.job_id, a.run, a.part, a.route, a.provider, a.ticket FROM studio.attempt a"
            " JOIN studio.job ON job.tenant_id = a.tenant_id AND job.id = a.job_id"
            " WHERE a.state = 'accepted' AND a.provider = ANY(:providers)"
            "   AND (job.status NOT IN ('queued', 'processing') OR job.run <> a.run)"
            "   AND job.completed_at < now() - make_interval(secs => :old) LIMIT 50",
            providers=providers, old=ORPHANED_SECONDS,
        )  # fmt: skip
        return [Orphan(key=_key(row[:5]), provider=row[5], ticket=row[6]) for row in rows if row[6]]

    async def disown(self) -> None:
        """Count the calls of runs that are over, of which nobody knows whether they ever left, as unknown."""
        await self.database.call(
            "UPDATE studio.attempt a SET state = 'unknown', error_code = 'unknown_outcome', written_off_at = now()"
            " FROM studio.job WHERE job.tenant_id = a.tenant_id AND job.id = a.job_id AND a.state = 'intended'"
            "  AND a.provider <> :local AND (job.status NOT IN ('queued', 'processing') OR job.run <> a.run)"
            "  AND a.posted_at < now() - make_interval(secs => :old)",
            local=LOCAL, old=ORPHANED_SECONDS,
        )  # fmt: skip

    async def unknown(self) -> int:
        """Count the paid calls whose outcome nobody knows."""
        return int(
            await self.database.value("SELECT count(*) FROM studio.attempt WHERE state = 'unknown'")
        )


def _key(row: Sequence[Any]) -> CallKey:
    run = RunKey(tenant_id=row[0], job_id=row[1], run=row[2])
    return CallKey(run=run, part=row[3], route=row[4])


def _run_of(workflow_id: str) -> int:
    _, dot, run = workflow_id.partition(".")
    return int(run) if dot and run.isdigit() else 1

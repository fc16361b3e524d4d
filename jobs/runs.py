"""What a running workflow writes: each call one transaction, refused when the run is over."""

from typing import Any, Literal

from db.session import Database, jsonb
from domain.assets import Output
from domain.errors import JobError
from domain.values import Json, Value

StepName = Literal[
    "moderate",
    "reserve",
    "fetch",
    "check",
    "submit",
    "follow",
    "typeset",
    "post-process",
    "upload",
    "settle",
]


Verdict = Literal["live", "over", "stands"]


class RunKey(Value):
    """One run of one job of one tenant: what every write names."""

    tenant_id: str
    job_id: str
    run: int

    @property
    def workflow_id(self) -> str:
        """Name the run's workflow, and its hold's beginning."""
        return self.job_id if self.run == 1 else f"{self.job_id}.{self.run}"


class CallKey(Value):
    """One call to a provider within a run: `job.run.part.route`."""

    run: RunKey
    part: int
    route: int

    def __str__(self) -> str:
        return f"{self.run.job_id}.{self.run.run}.{self.part}.{self.route}"


class Intent(Value):
    """What is known of a call before it leaves. `go`: nobody made it before. `account` took it on, or was to."""

    go: bool
    state: str
    tries: int = 1
    ticket: Json = None
    result: Json = None
    error: str | None = None
    account: str | None = None


class Published(Value):
    """An output with the id it is known by."""

    asset_id: str
    output: Output


class End(Value):
    """How a run ends: exactly one of outputs with a charge, or an error."""

    status: Literal["completed", "failed"]
    charge: int = 0
    outputs: tuple[Published, ...] = ()
    error: JobError | None = None


class Became(Value):
    """What the row says after the end was written, by us or by somebody before."""

    changed: bool
    status: str
    charged: int


class Runs:
    """The writes of a run. Every one may be repeated."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def note(self, key: RunKey, **told: Any) -> float:
        """Tell phase, progress (0–100) and the begin or end of a step; answers the seconds left."""
        note = {name: value for name, value in told.items() if value is not None}
        answer = await self._call("note", key, note)
        return float(answer["secondsLeft"])

    async def share(self, key: RunKey, **told: Any) -> None:
        """Tell how far a part is: `part`, `of`, `done` (0–1). Progress, `low` to `high`, is all parts' together."""
        await self._call("share", key, told)

    async def reserve(self, key: RunKey) -> float:
        """Confirm the hold that admission made; answers the seconds left."""
        answer = await self.database.value(
            "SELECT studio.reserve(:tenant, :job, :run)",
            tenant=key.tenant_id, job=key.job_id, run=key.run,
        )  # fmt: skip
        return float(answer["secondsLeft"])

    async def intend(self, call: CallKey, **facts: Any) -> Intent:
        """Commit the intent of a call before its request leaves."""
        note = {"key": str(call), "part": call.part, "route": call.route, **facts}
        return Intent.model_validate(await self._call("intend", call.run, note))

    async def known(self, call: CallKey) -> Intent | None:
        """Read what is known of a call; None: nobody meant to make it."""
        return _intent(
            await self._of(call, "SELECT studio.known(:tenant, :job, :run, :part, :route)")
        )

    async def write_off(self, call: CallKey, code: str) -> Intent | None:
        """Wait no longer for a lost answer, unless it came meanwhile; answers what is known then."""
        return _intent(
            await self._of(
                call,
                "SELECT studio.write_off(:tenant, :job, :run, :part, :route, :code)",
                code=code,
            )
        )

    async def wait_for(self, key: RunKey, cause: str | None) -> None:
        """Tell why a run that has its place stands still; None: it goes on. Makes no version."""
        await self.database.call(
            "SELECT studio.wait_for(:tenant, :job, :run, :cause)",
            tenant=key.tenant_id, job=key.job_id, run=key.run, cause=cause,
        )  # fmt: skip

    async def conclude(self, call: CallKey, *, state: str, **facts: Any) -> Verdict:
        """Write what became of a call; `stands`: another verdict did."""
        note = {
            "key": str(call),
            "part": call.part,
            "route": call.route,
            "state": state,
            **facts,
        }
        verdict: Verdict = await self._call("conclude", call.run, note)
        return verdict

    async def finish(self, key: RunKey, end: End) -> Became:
        """End the run: status, outputs, event and money in one transaction."""
        note = {
            "status": end.status,
            "charge": end.charge,
            "outputs": [_resource(published) for published in end.outputs],
            "error": end.error and end.error.model_dump(mode="json", by_alias=True),
        }
        return Became.model_validate(await self._call("finish", key, note))

    async def _of(self, call: CallKey, statement: str, **more: str) -> Json:
        return await self.database.value(
            statement, tenant=call.run.tenant_id, job=call.run.job_id, run=call.run.run,
            part=call.part, route=call.route, **more,
        )  # fmt: skip

    async def _call(self, function: str, key: RunKey, note: Json) -> Any:
        return await self.database.value(
            f"SELECT studio.{function}(:tenant, :job, :run, CAST(:note AS jsonb))",
            tenant=key.tenant_id, job=key.job_id, run=key.run, note=jsonb(note),
        )  # fmt: skip


def _intent(told: Json) -> Intent | None:
    return None if told is None else Intent.model_validate(told)


def _resource(published: Published) -> Json:
    output, blob = published.output, published.output.blob
    told = {
        "id": published.asset_id,
        "role": output.role,
        "part": output.part,
        "name": output.name,
        "mimeType": blob.facts.mime_type,
        "bytes": blob.size_bytes,
        "sha256": blob.sha256,
        "width": blob.facts.width,
        "height": blob.facts.height,
        "durationSeconds": blob.facts.duration_seconds,
        "metadata": output.metadata,
    }
    return {name: value for name, value in told.items() if value is not None}

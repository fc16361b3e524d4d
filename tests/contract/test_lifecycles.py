"""Every job type there is: cancelled in each phase, failed by a dead provider, run again once it is healed."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.service import RPCError, RPCStatusCode

from domain.tiers import Tier
from domain.values import Json
from ledger.audit import audit
from runtime.catalog import job_types
from tests.contract.test_job_types import NAMES, NEEDS_A_TIER, ON_A_CHAIN, TYPES, Body, Desk
from tests.corpus import video
from tests.halts import Moment, Stand
from tests.house import TERMINAL, House
from tests.vendors.allround import Allround, Manner

CREDITS: Final = 50_000
PLACES: Final = 10
"""Of a pro tenant's jobs at once."""
TRIES: Final = 3
"""Of one vendor that certainly took nothing on."""
BOUGHT: Final = {"routing": {"only": ["allround"]}}
FOREVER: Final = {"prompt": "forever first", "routing": {"only": ["slowvendor"]}}


@dataclass(frozen=True)
class Course:
    """How a job type's jobs go, beyond what its contract says.

    `asks`: a vendor is asked, and may be dead; `needs`: without it the job fails. `calls` that are paid for; `source`:
    the field whose file, a `show`, `film` or `picture`, may be missing, where no dead vendor ends the job; `fails`: what
    ends it where neither can, tried beside its other troubles. `sets`: it generates itself, and has nothing to post-process.
    """

    asks: bool = True
    needs: bool = True
    calls: int = 1
    changes: Body | None = None
    source: str = ""
    file: str = "film"
    fails: str = ""
    sets: bool = False

    @property
    def phases(self) -> set[str]:
        """Name the phases that a run passes."""
        generates = {"generating"} if self.asks or self.sets else set()
        return {*Moment, *generates} - {
            Moment.SETTLED,
            *((Moment.POST_PROCESSING,) if self.sets else ()),
        }


COURSES: Final = {
    "image-generation": Course(),
    "image-transform": Course(),
    "background-removal": Course(),
    "image-upscale": Course(),
    "image-inpaint": Course(),
    "image-variations": Course(),
    "image-outpaint": Course(),
    "video-generation": Course(changes={"aspectRatio": "1:1", "fps": 24}),
    "video-clips": Course(needs=False, source="videoUrl", file="show", changes={"videoUrl": "@show"}),
    "video-subtitles": Course(changes={"transcript": None}),
    "image-to-video": Course(changes={"aspectRatio": "1:1", "fps": 24}),
    "video-upscale": Course(asks=False, source="videoUrl"),
    "video-merge": Course(asks=False, source="clips/0/videoUrl"),
    "video-translate": Course(),
    "text-to-speech": Course(),
    "voice-clone": Course(calls=2),
    "custom-speech": Course(),
    "sound-effects": Course(),
    "music-generation": Course(),
    "music-extension": Course(),
    "avatar-generation": Course(),
    "avatar-animation": Course(),
    "template-render": Course(
        asks=False, sets=True, source="data/portrait", file="picture",
        changes={"data": {"quote": "Less, but better.", "author": "A maker", "portrait": "@picture"}},
    ),
    "social-variants": Course(
        changes={"sourceUrl": "@film", "platforms": ["twitter"], "includeText": True},
    ),
    "nft-mint": Course(asks=False, sets=True, fails="its chain"),
}  # fmt: skip
ASKING: Final = [name for name in NAMES if COURSES[name].asks]
NEEDING: Final = [name for name in ASKING if COURSES[name].needs]
OTHERS: Final = [name for name in NAMES if COURSES[name].source]


@dataclass(frozen=True)
class Cancelled:
    """A cancel at a moment: where the run stands then, or how the vendor holds it, and the phase that shows it.

    `paid`: the vendor had taken the call on; `told`: it was told to stop.
    """

    phase: str
    halt: Moment | None = None
    manner: Manner = Manner.WORKS
    paid: bool = False
    told: bool = False


HALTED: Final = {
    moment.value: Cancelled("uploading" if moment is Moment.SETTLING else moment.value, moment)
    for moment in Moment
    if moment is not Moment.SETTLED
}
HELD: Final = {
    "unanswered": Cancelled("submitting", manner=Manner.UNANSWERED, paid=True, told=True),
    "generating": Cancelled("generating", manner=Manner.WORKING, paid=True, told=True),
    "reconciling": Cancelled("reconciling", manner=Manner.LOST, paid=True),
}
PATTERN: Final = "image-generation"
ALIKE: Final = (Moment.MODERATING, Moment.RESERVING, Moment.SETTLING, "unanswered", "reconciling")
"""Written once for all types: of all but one, cancels there are tried behind `make test-faults`."""
FULLY_PAID: Final = (Moment.UPLOADING, Moment.SETTLING)
"""Where every paid call has been made."""


SHOW_SECONDS, SOURCE_SECONDS = 13, 2
BY_HEART: Final = {
    "samples": {"report": {"fit": True, "samples": [{"problems": []}], "problems": []}},
    "ear": {
        "bpm": 96.0, "bar_seconds": 1.25, "key": {"tonic": 9, "scale": "minor"}, "lufs": -18.0, "bright_hz": 400.0,
        "seconds": 2.0,
    },
    "moments": {"moments": [{"start": 0.0, "end": 12.5, "score": 0.5, "why": []}]},
}  # fmt: skip
"""What the engines that judge a source answer, without the seconds that it takes to start one."""


class Bench(Desk):
    """A desk with a film that is long enough for a clip, and a voice that the vendor holds."""

    async def _made(self, name: str) -> str:
        return await self.voice() if name == "@voice" else await super()._made(name)

    async def voice(self) -> str:
        body = await self.filled({**TYPES["voice-clone"].body, **BOUGHT})
        job = await self.caller.finished(TYPES["voice-clone"].path, body)
        return str(job["outputs"][-1]["metadata"]["voiceModelId"])

    def show(self) -> bytes:
        path = self.folder / "show.mp4"
        video(path, size="96x54", rate=5, seconds=SHOW_SECONDS)
        return path.read_bytes()


class Trial:
    """A type's jobs of one caller, and the vendor that serves them."""

    def __init__(self, bench: Bench, name: str) -> None:
        self.house, self.caller = bench.house, bench.caller
        self.stands = defaultdict[str, Stand](Stand)
        self.vendor: Allround = bench.house.allround
        self.kind, self.course, self.name = TYPES[name], COURSES[name], name
        self.price = self.kind.prices[0][1]
        self.bench = bench
        self.credits = 0

    async def body(self) -> Body:
        """Bring a job's files here; what is spent from now on is counted."""
        changed = await self.bench.filled({**self.kind.body, **(self.course.changes or {})})
        asked = BOUGHT if self.course.asks else {}
        self.credits, _ = await self.caller.wallet()
        return {name: value for name, value in {**changed, **asked}.items() if value is not None}

    async def is_spent(self, credits: int) -> None:
        """Look whether the caller spent so much, nothing is held, and the book is in order."""
        assert await self.caller.wallet() == (self.credits - credits, 0)
        found = await audit(self.house.resources.system)
        ours = [each for each in found.problems if each.tenant_id == self.caller.tenant]
        assert ours == []

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Have the jobs that are submitted inside stand where they are told to."""
        with self.house.halts.watching(self.caller.tenant) as self.stands:
            yield

    async def begun(
        self, body: Body, manner: Manner = Manner.WORKS, halt: Moment | None = None
    ) -> str:
        """Submit a job that goes so far."""
        job_id = await self.caller.accepted(self.kind.address, body)
        self.vendor.manners[job_id] = manner
        self.stands[job_id].at = halt
        self.stands[job_id].told.set()
        return job_id

    async def cancelled(self, body: Body, when: Cancelled) -> tuple[str, Body]:
        """Cancel a job at a moment; answers it as it is once its workflow has closed."""
        job_id = await self.begun(body, when.manner, when.halt)
        if when.halt:
            await self.stands[job_id].reached.wait()
        elif when.manner is Manner.UNANSWERED:
            await self.vendor.arrived[job_id].wait()
        else:
            await self.caller.until(job_id, when.phase, field="phase")
        answer = await self.caller.http.post(f"/jobs/{job_id}/cancel")
        assert (answer.status_code, answer.json().get("data")) == (
            200,
            {"id": job_id, "status": "cancelled", "creditsRefunded": self.price},
        ), answer.text
        self.stands[job_id].go()
        if when.manner is Manner.UNANSWERED:
            self.vendor.let_go(job_id)
        assert await closed(self.house, job_id) is WorkflowExecutionStatus.CANCELED
        return job_id, await self.caller.job(job_id)

    def is_cancelled(self, job: Body, when: Cancelled) -> None:
        """Look whether nothing but the cancel became of a job."""
        assert (job["status"], job["phase"]) == ("cancelled", when.phase)
        assert (job["creditsCharged"], job["creditsRefunded"]) == (0, self.price)
        assert (job["outputs"], job["error"]) == ([], None)
        assert {step["state"] for step in job["steps"]} <= {"done", "failed", "cancelled"}
        taken, told = self.vendor.of(job["id"]), self.vendor.stopped
        assert len(set(taken)) == len(taken) <= self.course.calls
        if when.told or when.halt is Moment.SUBMITTING:
            assert set(taken) <= told
            assert {a.get("vendorCancel") for a in job["attempts"]} <= {"confirmed"}
        if when.paid:
            assert len(taken) == 1
        if when.manner is Manner.LOST:
            assert [a["outcome"] for a in job["attempts"]] == ["unknown"]
        if when.halt in FULLY_PAID:
            assert len(taken) == (self.course.calls if self.course.asks else 0)

    async def retried(self, failed: Body) -> Body:
        """Run a failed job again to its end; a cancel that comes after the settlement is refused."""
        job_id = failed["id"]
        stand = self.stands[f"{job_id}"] = Stand()
        stand.at = Moment.SETTLED
        stand.told.set()
        again = await self.caller.http.post(f"/jobs/{job_id}/retry")
        assert again.json()["data"] == {
            "id": job_id, "status": "queued", "creditsReserved": self.price,
        }, again.text  # fmt: skip
        passed = set[str]()

        def is_over(job: Body) -> bool:
            passed.add(job["phase"])
            return job["status"] in TERMINAL

        await self.caller.seen(job_id, is_over, after=failed["version"])
        assert passed - {"waiting"} == self.course.phases
        await stand.reached.wait()
        late = await self.caller.http.post(f"/jobs/{job_id}/cancel")
        assert (late.status_code, late.json()["code"]) == (409, "ERR_CONFLICT")
        stand.go()
        assert await closed(self.house, f"{job_id}.2") is WorkflowExecutionStatus.COMPLETED
        assert (await self.caller.http.post(f"/jobs/{job_id}/retry")).status_code == 409
        return await self.caller.job(job_id)

    def is_completed(self, job: Body) -> None:
        """Look whether a job was run a second time, delivered and paid for once."""
        assert (job["status"], job["run"], job["error"]) == ("completed", 2, None)
        assert (job["creditsCharged"], job["creditsRefunded"]) == (self.price, 0)
        makes = job_types(self.house.resources.numbers)[self.name].outputs
        roles = [output["role"] for output in job["outputs"]]
        assert roles
        assert set(roles) <= {each.role for each in makes}


@pytest.fixture(autouse=True)
def _engines_answer_by_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    async def call(engine: str, request: Json, **how: object) -> Json:
        return BY_HEART[engine]

    for module in ("voices", "extension", "clips"):
        monkeypatch.setattr(f"activities.{module}.call", call)


@pytest.fixture
async def bench(house: House, tmp_path: Path) -> Bench:
    return Bench(house, await house.caller(tier=Tier.ENTERPRISE, credits=CREDITS), tmp_path)


def test_every_job_type_says_how_its_jobs_go(house: House) -> None:
    found = job_types(house.resources.numbers)
    assert sorted(found) == sorted(COURSES)
    for name, kind in found.items():
        assert COURSES[name].asks == bool(kind.abilities)
        assert name in NEEDING or COURSES[name].source or COURSES[name].fails, "it can fail"


@pytest.mark.parametrize(
    ("name", "every"),
    [
        *(pytest.param(name, name == PATTERN, marks=ON_A_CHAIN.get(name, ())) for name in NAMES),
        *(pytest.param(name, True, marks=pytest.mark.faults) for name in NAMES if name != PATTERN),
    ],
)
async def test_a_cancel_in_any_phase_is_the_end_and_gives_everything_back(
    bench: Bench, name: str, every: bool
) -> None:
    moments = {**HALTED, **(HELD if COURSES[name].asks else {})}
    phases = COURSES[name].phases
    moments = {
        at: when
        for at, when in moments.items()
        if (every or at not in ALIKE) and when.phase in phases
    }
    caller = bench.caller
    trial = Trial(bench, name)
    body = await trial.body()
    with trial.watched():
        ended = await asyncio.gather(*(trial.cancelled(body, when) for when in moments.values()))
    for (moment, when), (_, job) in zip(moments.items(), ended, strict=True):
        print(f"{name} cancelled {moment}")  # which one it was, where it fails
        trial.is_cancelled(job, when)
    assert [await caller.job(job_id) for job_id, _ in ended] == [job for _, job in ended]
    await trial.is_spent(0)


@pytest.mark.parametrize("name", NEEDING)
async def test_a_dead_provider_costs_nothing_and_once_healed_the_job_is_run_again(
    bench: Bench, name: str
) -> None:
    caller, vendor = bench.caller, bench.house.allround
    trial = Trial(bench, name)
    body = await trial.body()
    with trial.watched():
        manners = (Manner.DOWN, Manner.GIVES_UP)
        begun = [await trial.begun(body, manner) for manner in manners]
        away, broken = [await caller.ended(job_id) for job_id in begun]
        for job in (away, broken):
            error = job["error"]
            assert (job["status"], error["code"]) == ("failed", "ERR_PROVIDER_ERROR")
            assert (error["category"], error["retryable"]) == ("provider", True)
            assert (job["creditsCharged"], job["creditsRefunded"]) == (0, trial.price)
            assert job["outputs"] == []
        assert await caller.wallet() == (trial.credits, 0)
        assert outcomes(away) == [(1, "refused", "unavailable")]
        assert (vendor.of(away["id"]), vendor.refused.count(f"{away['id']}.1.0.0")) == ([], TRIES)
        assert outcomes(broken) == [(1, "failed", "gave_up")]
        assert vendor.of(broken["id"]) == [f"{broken['id']}.1.0.0"]

        vendor.manners[broken["id"]] = Manner.WORKS
        job = await trial.retried(broken)
    trial.is_completed(job)
    calls = trial.course.calls
    assert outcomes(job) == [(1, "failed", "gave_up"), *[(2, "finished", None)] * calls]
    assert vendor.of(job["id"]) == [
        f"{job['id']}.1.0.0", *(f"{job['id']}.2.{part}.0" for part in range(calls)),
    ]  # fmt: skip
    await trial.is_spent(trial.price)


@pytest.mark.parametrize("name", OTHERS)
async def test_a_missing_source_costs_nothing_and_once_it_is_there_the_job_is_run_again(
    bench: Bench, name: str
) -> None:
    caller, shelf, vendor = bench.caller, bench.house.shelf, bench.house.allround
    trial = Trial(bench, name)
    file = f"{caller.tenant}.{'png' if trial.course.file == 'picture' else 'mp4'}"
    body = put(await trial.body(), trial.course.source, f"{shelf.url}/{file}")
    length = {} if trial.course.file == "picture" else {"sourceSeconds": SOURCE_SECONDS}
    with trial.watched():
        job_id = await trial.begun({**body, **length})
        failed = await caller.ended(job_id)
        error = failed["error"]
        assert (failed["status"], error["code"]) == ("failed", "ERR_SOURCE_FETCH_FAILED"), error
        assert (error["category"], error["retryable"]) == ("input", False)
        assert (failed["creditsCharged"], failed["creditsRefunded"]) == (0, trial.price)
        assert (failed["outputs"], failed["attempts"]) == ([], [])
        assert await caller.wallet() == (trial.credits, 0)

        shelf.files[file] = getattr(bench, trial.course.file)()
        vendor.manners[job_id] = Manner.DOWN  # it is not needed: the job goes on without it
        job = await trial.retried(failed)
    trial.is_completed(job)
    asked = [(2, "refused", "unavailable")] if trial.course.asks else []
    assert (outcomes(job), vendor.of(job_id)) == (asked, [])
    await trial.is_spent(trial.price)


async def test_a_job_cancelled_while_it_waits_never_begins(house: House, tmp_path: Path) -> None:
    caller = await house.caller(tier=Tier.PRO, credits=CREDITS)
    bench = Bench(house, caller, tmp_path)
    trials = [Trial(bench, name) for name in NAMES if NEEDS_A_TIER.get(name) is not Tier.PRO]
    bodies = [await trial.body() for trial in trials]
    running = [await caller.accepted("/images/generate", FOREVER) for _ in range(PLACES)]
    waiting = [
        await caller.accepted(trial.kind.address, body)
        for trial, body in zip(trials, bodies, strict=True)
    ]
    for job_id, trial in zip(waiting, trials, strict=True):
        assert (await caller.job(job_id))["queue"]["cause"] == "tenant_limit"
        answer = await caller.http.post(f"/jobs/{job_id}/cancel")
        assert answer.json()["data"] == {
            "id": job_id, "status": "cancelled", "creditsRefunded": trial.price,
        }, trial.name  # fmt: skip
    for job_id in running:
        await caller.http.post(f"/jobs/{job_id}/cancel")
    for job_id in running:
        assert await closed(house, job_id) is WorkflowExecutionStatus.CANCELED
    for job_id in waiting:
        job = await caller.job(job_id)
        assert (job["status"], job["phase"], job["startedAt"]) == ("cancelled", "waiting", None)
        assert (job["steps"], job["attempts"]) == ([], [])
        with pytest.raises(RPCError) as none:
            await house.client.get_workflow_handle(job_id).describe()
        assert none.value.status is RPCStatusCode.NOT_FOUND
    await trials[-1].is_spent(0)


async def closed(house: House, workflow_id: str) -> WorkflowExecutionStatus | None:
    """Wait until a workflow has closed; answers how."""
    handle = house.client.get_workflow_handle(workflow_id)
    with suppress(WorkflowFailureError):
        await handle.result()
    return (await handle.describe()).status


def outcomes(job: Body) -> list[tuple[Any, ...]]:
    """Tell a job's attempts, by their run."""
    return [(each["run"], each["outcome"], each.get("errorCode")) for each in job["attempts"]]


def put(body: Body, path: str, value: str) -> Body:
    """Give a body with another value at a place such as `clips/0/videoUrl`."""
    match path.split("/"):
        case [name]:
            return {**body, name: value}
        case [name, part]:
            return {**body, name: {**body[name], part: value}}
        case [name, place, part]:
            items = list(body[name])
            items[int(place)] = {**items[int(place)], part: value}
            return {**body, name: items}
        case _:
            raise ValueError(path)

"""Models of a tenant: begun and made by a job, ready or failed with it, and kept apart."""

import pytest

from db.ids import new_id
from domain.errors import Conflict, NotFound, RunIsOver
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from tests.house import Caller, House

IMAGES = "/images/generate"
FOREVER = {"prompt": "forever modelled", "routing": {"only": ["slowvendor"]}}
DRAFT = Draft(kind="voice", name="Ann", language="en", consent={"subject": "Ann"})


async def test_a_model_is_ready_when_its_job_is_paid_for(house: House) -> None:
    caller, models = await house.caller(), Models(house.resources.app)
    key = await begun(caller, {**FOREVER, "prompt": "modelled slowly, forever until released"})
    model_id = await models.begin(key, DRAFT)
    assert await models.begin(key, DRAFT) == model_id, "a repeat finds the same one"
    await models.made(key, Made(provider="local", traits={"pitch": 1.1}))
    assert (await models.get(caller.tenant, model_id, "voice")).status == "training"
    await house.resources.app.call(
        "SELECT studio.finish(:tenant, :job, 1, CAST(:end AS jsonb))",
        tenant=key.tenant_id,
        job=key.job_id,
        end='{"status": "completed", "charge": 10, "outputs": [], "error": null}',
    )
    found = await models.get(caller.tenant, model_id, "voice")
    assert (found.status, found.traits) == ("ready", {"pitch": 1.1})
    with pytest.raises(RunIsOver):
        await models.made(key, Made(provider="local", traits={"pitch": 2}))


async def test_a_model_of_a_cancelled_job_is_none(house: House) -> None:
    caller, models = await house.caller(), Models(house.resources.app)
    key = await begun(caller, FOREVER)
    model_id = await models.begin(key, DRAFT)
    await models.made(key, Made(provider="local"))
    with pytest.raises(Conflict):
        await models.erase(caller.tenant, model_id)
    await caller.http.post(f"/jobs/{key.job_id}/cancel")
    assert (await models.get(caller.tenant, model_id, "voice")).status == "failed"
    assert [m.id for m in (await models.page(caller.tenant, "voice", limit=5))[0]] == [model_id]
    assert (await models.page(caller.tenant, "voice", status="ready", limit=5))[0] == []


async def test_a_models_files_stay_until_it_is_deleted(house: House) -> None:
    caller, models = await house.caller(), Models(house.resources.app)
    leases = house.resources.leases
    key = await begun(caller, FOREVER)
    stored = await leases.put_bytes(caller.tenant, b"a sample", holder=key.workflow_id)
    model_id = await models.begin(key, DRAFT)
    await models.made(key, Made(provider="local", blobs=(stored.sha256,)))
    await caller.http.post(f"/jobs/{key.job_id}/cancel")
    await leases.remove(caller.tenant, [stored.sha256], lease_seconds=0)
    assert await house.resources.blobs.size(caller.tenant, stored.sha256) == len(b"a sample")
    kept = await models.erase(caller.tenant, model_id)
    await leases.remove(caller.tenant, kept, lease_seconds=0)
    with pytest.raises(NotFound):
        await house.resources.blobs.size(caller.tenant, stored.sha256)
    with pytest.raises(NotFound):
        await models.get(caller.tenant, model_id, "voice")


async def test_another_tenants_model_is_not_there(house: House) -> None:
    caller, stranger = await house.caller(), await house.caller()
    models = Models(house.resources.app)
    model_id = await models.begin(await begun(caller, FOREVER), DRAFT)
    for tenant, wanted in ((stranger.tenant, model_id), (caller.tenant, new_id("vm"))):
        with pytest.raises(NotFound):
            await models.get(tenant, wanted, "voice")
    with pytest.raises(NotFound):
        await models.get(caller.tenant, model_id, "avatar")


async def begun(caller: Caller, body: dict[str, object]) -> RunKey:
    """Submit a job that goes on until somebody ends it."""
    job_id = await caller.accepted(IMAGES, body)
    await caller.until(job_id, "generating", field="phase")
    return RunKey(tenant_id=caller.tenant, job_id=job_id, run=1)

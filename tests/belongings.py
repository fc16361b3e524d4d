"""What a tenant may have: one of each kind of thing that a path can name."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from domain.assets import Blob, Facts
from domain.identity import Role
from domain.tiers import Tier
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from tests.house import Caller, House
from tests.integration.test_avatar_animation import avatar, uploaded
from tests.integration.test_pipelines import REFUSED, image, until
from tests.integration.test_presets import OWN
from tests.integration.test_templates import BADGE, png
from tests.receiver import Receiver

IMAGES = "/images/generate"
SMALL = {"width": 256, "height": 256}
FOREVER = {"prompt": "forever owned", "routing": {"only": ["slowvendor"]}, **SMALL}
SHIPPED = "tmpl_01kb01s3m0e8v4t9q2w7x5y006"


@dataclass
class Belongings:
    """A tenant's admin, and by name the ids of what is the tenant's. `queries`: of its signed urls, by what they open."""

    caller: Caller
    tier: Tier
    ids: dict[str, str] = field(default_factory=dict)
    queries: dict[str, dict[str, str]] = field(default_factory=dict)

    def opened_by(self, name: str, url: str) -> None:
        """Keep the query of a signed url."""
        self.queries[name] = dict(parse_qsl(urlsplit(url).query))


async def belongings(house: House, tier: Tier, receiver: Receiver, folder: Path) -> Belongings:
    """Make a tenant that has one of each: what ends first, so that what runs for ever may take the places."""
    folder.mkdir(exist_ok=True)
    caller = await house.caller(tier=tier, credits=50_000, roles=(Role.ADMIN,))
    has = Belongings(caller, tier)
    await asyncio.gather(_jobs(has), _endpoints(has, receiver), _files(has))
    has.ids |= {"receiver": receiver.url, "provider": "tripo", "ext": "png"}
    await _kept(has)
    await _models(house, has, folder)
    if tier is Tier.PROMAX:
        await _mint(has)
    await _open(has)
    return has


async def _jobs(has: Belongings) -> None:
    caller = has.caller
    bad = {"prompt": "never [fault:400x99]", "provider": "dalle3", "allowFallback": False, **SMALL}
    made, spare = await asyncio.gather(
        caller.finished(IMAGES, {"prompt": "owned", **SMALL}), caller.finished(IMAGES, bad)
    )
    assert (made["status"], spare["status"]) == ("completed", "failed")
    (output,) = made["outputs"]
    has.ids |= {"jobId": made["id"], "failedJob": spare["id"], "madeAsset": output["id"]}
    steps = [image("one") | {"params": REFUSED}]
    has.ids["failedPipeline"] = failed = await _pipeline(has, steps)
    await until(caller, failed, lambda told: told["status"] == "failed")


async def _pipeline(has: Belongings, steps: list[dict[str, Any]]) -> str:
    answer = await has.caller.submit("/pipelines", {"name": "owned", "steps": steps})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["data"]["pipelineId"])


async def _endpoints(has: Belongings, receiver: Receiver) -> None:
    http = has.caller.http
    for name in ("webhookId", "disabledWebhook"):
        has.ids[name] = await _made(has, "/webhooks", {"url": receiver.url})
    sent = await http.post(f"/webhooks/{has.ids['webhookId']}/test")
    has.ids["deliveryId"] = sent.json()["data"]["id"]
    await http.patch(f"/webhooks/{has.ids['disabledWebhook']}", json={"status": "disabled"})


async def _files(has: Belongings) -> None:
    has.ids["assetId"] = await uploaded(has.caller, png())
    asset = (await has.caller.http.get(f"/assets/{has.ids['assetId']}")).json()["data"]
    has.opened_by("content", asset["url"])
    presigned = await has.caller.http.post("/uploads", json={"name": "later"})
    has.ids["uploadId"] = presigned.json()["data"]["id"]
    has.opened_by("upload", presigned.json()["data"]["uploadUrl"])


async def _kept(has: Belongings) -> None:
    has.ids["keyId"] = await _made(has, "/api-keys", {"name": "owned"})
    has.ids["preset"] = "owned-poster"
    await _made(has, "/pipelines/presets", {**OWN, "name": "owned-poster"})
    has.ids["templateId"] = SHIPPED
    if has.tier is not Tier.FREE:
        has.ids["ownTemplate"] = await _made(has, "/templates", BADGE)
        shown = await has.caller.http.get("/templates", params={"limit": 1})
        has.opened_by("preview", shown.json()["data"][0]["previewImageUrl"])
    voices = (await has.caller.http.get("/audio/voices", params={"limit": 100})).json()["data"]
    voice = next(each for each in voices if "signature=" in (each["previewUrl"] or ""))
    has.ids["voiceId"] = voice["id"]
    has.opened_by("voice", voice["previewUrl"])


async def _made(has: Belongings, path: str, body: dict[str, Any]) -> str:
    answer = await has.caller.http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found = answer.json()["data"]
    return str(found.get("id", found.get("name")))


async def _models(house: House, has: Belongings, folder: Path) -> None:
    """Give the tenant a voice and an avatar, whatever its tier: as if it had had a higher one."""
    has.ids["avatarModelId"] = await avatar(house, has.caller, folder)
    has.ids["voiceModelId"] = await voice(house, has.caller, folder)


async def voice(house: House, caller: Caller, folder: Path) -> str:
    """Give the caller a voice that is ready: made by a job that is over."""
    job_id = await caller.accepted(IMAGES, FOREVER)
    await caller.until(job_id, "generating", field="phase")
    key = RunKey(tenant_id=caller.tenant, job_id=job_id, run=1)
    (folder / "voice.json").write_text(json.dumps({"of": caller.tenant}))
    stored = await house.resources.leases.put(
        caller.tenant, folder / "voice.json", holder=key.workflow_id
    )
    blob = Blob(
        sha256=stored.sha256,
        size_bytes=stored.size_bytes,
        facts=Facts(mime_type="application/json"),
    )
    models = Models(house.resources.app)
    model_id = await models.begin(key, Draft(kind="voice", name="Ann", language="en"))
    made = Made(provider="elevenlabs", vendor_ref="ann", account="ours", blobs=(blob.sha256,))
    await models.made(key, made)
    await house.resources.app.call(
        "SELECT studio.finish(:tenant, :job, 1, CAST(:end AS jsonb))", tenant=key.tenant_id, job=key.job_id,
        end='{"status": "completed", "charge": 0, "outputs": [], "error": null}',
    )  # fmt: skip
    return model_id


async def _mint(has: Belongings) -> None:
    body = {"assetUrl": has.ids["madeAsset"], "metadata": {"name": "Owned"}}
    job = await has.caller.finished("/nft/mint", body)
    assert job["status"] == "completed", job["error"]
    has.ids["mintId"] = mint_id = job["id"].replace("job_", "mint_")
    mint = (await has.caller.http.get(f"/nft/mints/{mint_id}")).json()["data"]
    has.ids["mintFile"] = mint["tokenURI"].rsplit("/", 1)[-1]


async def _open(has: Belongings) -> None:
    has.ids["openJob"] = job_id = await has.caller.accepted(IMAGES, FOREVER)
    await has.caller.until(job_id, "generating", field="phase")
    has.ids["openPipeline"] = open_ = await _pipeline(has, [image("one") | {"params": FOREVER}])
    await until(has.caller, open_, lambda told: told["steps"][0]["status"] == "processing")

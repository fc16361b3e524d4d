"""Who asks in the recording, and the files, voices and avatars that they have."""

import asyncio
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from domain.assets import Blob, Facts
from domain.avatars import Avatar
from domain.identity import Role
from domain.tiers import Tier
from domain.values import Json
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey
from tests.corpus import video
from tests.house import Caller, House
from tests.integration.test_avatar_animation import tone
from tests.recording.bodies import AVATAR, MADE, VOICE
from tests.recording.recorder import Recorder

SMALL = {"prompt": "a lighthouse", "width": 256, "height": 256}
LONG: dict[str, Any] = {"prompt": "a very long evening", "duration": 300}
"""Takes long enough to be found at work."""


@dataclass
class Cast:
    """A tenant that may do all, an operator for it, one with the least; and what the first has."""

    recorder: Recorder
    admin: Caller
    operator: Caller
    newcomer: Caller
    folder: Path
    known: dict[str, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return self.recorder.house

    async def filled(self, value: Any) -> Any:
        """Put ids in place of what stands for files and models."""
        match value:
            case dict():
                return {name: await self.filled(part) for name, part in value.items()}
            case list():
                return [await self.filled(part) for part in value]
            case str() if value.startswith("@"):
                if value not in self.known:
                    self.known[value] = await self._made(value)
                return self.known[value]
        return value

    async def _made(self, name: str) -> str:
        if name in (VOICE, AVATAR):
            return await self._model(name)
        if name == MADE:
            return str((await self.admin.finished("/images/generate", SMALL))["outputs"][0]["id"])
        data = await asyncio.to_thread(self._file, name)
        kept = await self.recorder.ask(
            self.admin, "POST", "/uploads", name="kept", content=data, params={"name": name[1:]},
            headers={"Content-Type": "application/octet-stream"},
        )  # fmt: skip
        return str(kept["data"]["id"])

    def _file(self, name: str) -> bytes:
        file = io.BytesIO()
        match name:
            case "@picture":
                Image.radial_gradient("L").convert("RGB").resize((512, 512)).save(file, "PNG")
            case "@mask":
                mask = Image.new("L", (512, 512))
                mask.paste(255, (80, 80, 140, 140))
                mask.save(file, "PNG")
            case "@film":
                video(self.folder / "film.mp4", seconds=2)
                return (self.folder / "film.mp4").read_bytes()
            case _:
                return tone(6.0)
        return file.getvalue()

    async def _model(self, name: str) -> str:
        """Write down a model as a job of the caller's does, and end the job: it is ready."""
        models = Models(self.house.resources.app)
        job_id = await self.admin.accepted("/music/generate", LONG)
        await self.admin.until(job_id, "submitting", field="phase")
        key = RunKey(tenant_id=self.admin.tenant, job_id=job_id, run=1)
        if name == AVATAR:
            model_id = await models.begin(key, Draft(kind="avatar", name="Ada", style="realistic"))
            await models.made(key, await self._avatar(key))
        else:
            consent = {
                "subject": "Ann Example",
                "statement": "You may clone my voice.",
                "recordedAt": "2026-05-01T10:00:00Z",
            }
            model_id = await models.begin(
                key, Draft(kind="voice", name="Ann", language="en", consent=consent)
            )
            await models.made(key, Made(provider="local", traits={"pitch": 1.0}, report=None))
        await self._end(key)
        return model_id

    async def _avatar(self, key: RunKey) -> Made:
        Image.new("RGB", (512, 512), "teal").save(self.folder / "portrait.png")
        stored = await self.house.resources.leases.put(
            key.tenant_id, self.folder / "portrait.png", holder=key.workflow_id
        )
        facts = Facts(mime_type="image/png", width=512, height=512)
        portrait = Blob(sha256=stored.sha256, size_bytes=stored.size_bytes, facts=facts)
        made = Avatar(portrait=portrait, model=None)
        return Made(provider="local", traits=made.model_dump(mode="json"), blobs=(stored.sha256,))

    async def _end(self, key: RunKey) -> None:
        await self.house.resources.app.call(
            "SELECT studio.finish(:tenant, :job, 1, CAST(:end AS jsonb))", tenant=key.tenant_id, job=key.job_id,
            end='{"status": "completed", "charge": 0, "outputs": [], "error": null}',
        )  # fmt: skip


async def cast(recorder: Recorder, folder: Path) -> Cast:
    """Make all who ask."""
    house = recorder.house
    admin = await house.caller(
        tier=Tier.ENTERPRISE, credits=50_000, roles=(Role.ADMIN, Role.ORGANIZER)
    )
    return Cast(
        recorder,
        admin,
        operator=house.as_tenant(admin.tenant, tier=Tier.ENTERPRISE, operator=True),
        newcomer=await house.caller(tier=Tier.FREE, credits=15),
        folder=folder,
    )


def data(answer: Json) -> Json:
    """Give what an answer is about."""
    return answer["data"]

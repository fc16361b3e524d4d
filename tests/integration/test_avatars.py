"""Avatars, through the whole house: of a description or a photo, shown, animated, listed and deleted."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from media.model import check as check_model
from media.probe import details
from providers.local.engines._head import glb
from tests.house import House
from tests.integration.test_avatar_animation import tone, uploaded
from tests.integration.test_local_engines import fetch
from tests.talking import decoded

GENERATE, ANIMATE = "/avatars/generate", "/avatars/animate"
PRICE = 150
ONE = (0.5, 0.5, 0.3)
ADA: dict[str, Any] = {
    "sourceType": "description",
    "sourceData": "a friendly woman with black hair, in a blue sweater",
}

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("avatars")]


async def test_a_description_becomes_an_avatar_that_speaks(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=PRICE + 1_000)
    job = await caller.finished(GENERATE, {**ADA, "style": "cartoon"})
    assert job["status"] == "completed", job["error"]
    assert (job["provider"], job["creditsCharged"]) == ("local", PRICE)
    model, portrait, preview = job["outputs"]
    assert [each["role"] for each in job["outputs"]] == ["model", "portrait", "preview"]
    assert model["mimeType"] == "model/gltf-binary"
    path = await fetch(model, tmp_path / "model.glb")
    await check_model(path)
    head = glb.read(path)
    assert head.style == "cartoon"
    assert "viseme_aa" in {name for part in head.parts for name in part.morphs}
    with Image.open(await fetch(portrait, tmp_path / "portrait.png")) as image:
        assert (image.format, image.size) == ("PNG", (1_024, 1_024))
    shown = await details(await fetch(preview, tmp_path / "preview.mp4"))
    assert preview["mimeType"] == "video/mp4"
    assert 2 <= shown.duration_seconds <= 6
    spoken = await caller.finished(
        ANIMATE,
        {
            "avatarModelId": model["metadata"]["avatarModelId"],
            "audioUrl": await uploaded(caller, tone(1.2)),
        },
    )
    assert spoken["status"] == "completed", spoken["error"]
    film = decoded(await fetch(spoken["outputs"][0], tmp_path / "video.mp4"))
    assert len(film.frames) == 36
    assert (await caller.wallet()) == (0, 0)

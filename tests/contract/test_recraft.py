"""Recraft's own edges: which model draws a size, masks, strengths, and the dear and the cheap upscale."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import ProviderRejected
from domain.tasks import ImageEditTask, ImageTask, ImageUpscaleTask, Quality, Task
from providers._base import Finished, Submission
from tests.contract.test_vendors import blob, vendor
from tests.vendors._fake import picture


async def sent(
    folder: Path, task: Task, model: str = "recraftv4_1", **files: Path
) -> tuple[Finished, str, dict[str, Any]]:
    """Do a task; answers the result, the path and the body of the call that was made."""
    ask = Submission(key="job_x.1.0.0", model=model, task=task, scratch=folder, files=files)
    async with vendor("recraft") as (provider, fake):
        finished = await provider.submit(ask)
        work = next(iter(fake.works.values()))
    assert isinstance(finished, Finished)
    return finished, work.path, work.body


async def refused(folder: Path, task: Task, model: str = "recraftv4_1", **files: Path) -> None:
    """Have a task rejected before anything is paid."""
    ask = Submission(key="job_x.1.0.0", model=model, task=task, scratch=folder, files=files)
    async with vendor("recraft") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask)
        assert fake.paid == 0


def drawing(width: int = 1024, height: int = 768, **wanted: Any) -> ImageTask:
    """A picture to draw."""
    return ImageTask(**{"prompt": "a barn", "width": width, "height": height, "seed": -7, **wanted})


@pytest.mark.parametrize(
    ("asked", "quality", "model", "drawn"),
    [
        ((1024, 1024), "standard", "recraftv4_1", "1024x1024"),
        ((1024, 768), "high", "recraftv4_1", "1216x896"),
        ((1024, 768), "ultra", "recraftv4_1_pro", "2432x1792"),
        ((1920, 1080), "standard", "recraftv4_1_pro", "2688x1536"),
        ((256, 2048), "standard", "recraftv4_1_pro", "1536x3072"),
        ((2048, 2048), "standard", "recraftv4_1_pro", "2048x2048"),
    ],
)
async def test_the_large_model_draws_what_the_plain_one_cannot(
    tmp_path: Path, asked: tuple[int, int], quality: str, model: str, drawn: str
) -> None:
    finished, _, body = await sent(tmp_path, drawing(*asked, quality=Quality(quality)))
    assert (finished.model, body["model"], body["size"]) == (model, model, drawn)
    assert finished.made[0].metadata["size"] == drawn


async def test_a_prompt_longer_than_it_takes_is_rejected(tmp_path: Path) -> None:
    await refused(tmp_path, drawing(prompt="x" * 10_001))


@pytest.mark.parametrize(("strength", "told"), [(None, 0.5), (0.0, 0.0), (0.2, 0.2), (1.0, 1.0)])
async def test_an_edit_says_how_far_it_may_go(
    tmp_path: Path, strength: float | None, told: float
) -> None:
    image, path = blob(tmp_path, picture(), "image/png")
    task = ImageEditTask(image=image, prompt="at night", strength=strength, seed=1)
    _, called, body = await sent(tmp_path, task, "recraftv3", **{image.sha256: path})
    assert (called, body["strength"]) == ("/v1/images/imageToImage", told)


async def test_a_masked_edit_paints_within_the_mask(tmp_path: Path) -> None:
    image, path = blob(tmp_path, picture(), "image/png")
    task = ImageEditTask(image=image, mask=image, prompt="a door", seed=1)
    _, called, body = await sent(tmp_path, task, "recraftv3", **{image.sha256: path})
    assert called == "/v1/images/inpaint"
    assert body["mask_url"].startswith("data:image/png;base64,")


async def test_an_edit_by_a_reference_is_rejected(tmp_path: Path) -> None:
    image, path = blob(tmp_path, picture(), "image/png")
    task = ImageEditTask(image=image, reference=image, prompt="a door", seed=1)
    await refused(tmp_path, task, "recraftv3", **{image.sha256: path})


@pytest.mark.parametrize(("enhance", "kind", "price"), [(True, "creative", 250), (False, "crisp", 4)])  # fmt: skip
async def test_details_are_invented_only_where_they_may_be(
    tmp_path: Path, enhance: bool, kind: str, price: int
) -> None:
    image, path = blob(tmp_path, picture(), "image/png")
    task = ImageUpscaleTask(image=image, scale=2, enhance=enhance)
    finished, called, _ = await sent(tmp_path, task, **{image.sha256: path})
    assert called == f"/v1/images/{kind}Upscale"
    assert finished.model == f"recraft-{kind}-upscale"
    assert finished.usage
    assert finished.usage.amount == price

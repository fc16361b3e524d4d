"""What Stability is asked for, and what its answers come to, beyond what every vendor has in common."""

from pathlib import Path
from typing import Any

import pytest

from domain.assets import Blob, Facts
from domain.errors import (
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import (
    BackgroundRemovalTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    MusicTask,
    Quality,
    SoundTask,
    StylePreset,
    Task,
    blobs_of,
)
from providers._base import Finished, Submission
from providers.stability import AUDIO, CONSERVATIVE, CORE, CUT_OUT, FAST, SD
from tests.contract.test_vendors import drive, vendor
from tests.vendors import _fake
from tests.vendors._fake import Trouble


def picture(name: str, width: int = 64, height: int = 64, kind: str = "image/png") -> Blob:
    facts = Facts(mime_type=kind, width=width, height=height)
    return Blob(sha256=name, size_bytes=1_000, facts=facts)


def ask(folder: Path, model: str, task: Task) -> Submission:
    path = folder / "picture"
    path.write_bytes(_fake.picture())
    files = {blob.sha256: path for blob in blobs_of(task)}
    return Submission(key="job_x.1.0.0", model=model, task=task, scratch=folder, files=files)


async def sent(folder: Path, model: str, task: Task) -> tuple[str, dict[str, Any]]:
    """Where a task leads, and with what form."""
    async with vendor("stability") as (provider, fake):
        await provider.submit(ask(folder, model, task))
        (work,) = fake.works.values()
        return work.path.removeprefix("/v2beta/"), work.body


def edit(**more: Any) -> ImageEditTask:
    return ImageEditTask(image=picture("a"), prompt="at night", seed=7, **more)


@pytest.mark.parametrize(
    ("task", "path", "fields"),
    [
        (edit(strength=0.4), "stable-image/generate/sd3", {"strength": "0.4", "model": SD, "mode": "image-to-image"}),
        (edit(), "stable-image/generate/sd3", {"strength": "0.6"}),
        (edit(quality=Quality.ULTRA), "stable-image/generate/ultra", {"strength": "0.6"}),
        (edit(mask=picture("m")), "stable-image/edit/inpaint", {"prompt": "at night", "seed": "8"}),
        (edit(reference=picture("r"), strength=0.0), "stable-image/control/style-transfer", {"change_strength": "0.1"}),
    ],
)  # fmt: skip
async def test_an_edit_goes_to_the_service_that_is_made_for_it(
    tmp_path: Path, task: Task, path: str, fields: dict[str, str]
) -> None:
    found, form = await sent(tmp_path, SD, task)
    assert found == path
    assert form.items() >= fields.items()


@pytest.mark.parametrize(
    ("task", "path", "fields"),
    [
        (ImageTask(prompt="x", width=1024, height=768, seed=0), "core", {"aspect_ratio": "5:4", "seed": "1"}),
        (ImageTask(prompt="x", width=256, height=2048, seed=2**32 - 2), "core", {"aspect_ratio": "9:21", "seed": "1"}),
        (ImageTask(prompt="x", width=640, height=640, seed=5, style=StylePreset.THREE_D, quality=Quality.ULTRA), "ultra",
         {"aspect_ratio": "1:1", "style_preset": "3d-model"}),
    ],
)  # fmt: skip
async def test_a_picture_is_asked_for_by_its_ratio_and_never_at_random(
    tmp_path: Path, task: Task, path: str, fields: dict[str, str]
) -> None:
    found, form = await sent(tmp_path, CORE, task)
    assert found == f"stable-image/generate/{path}"
    assert form.items() >= fields.items()


@pytest.mark.parametrize(
    ("task", "model"),
    [
        (ImageTask(prompt="x" * 10_001, width=512, height=512, seed=1), CORE),
        (edit(mask=picture("m"), reference=picture("r")), SD),
        (edit(reference=picture("r")).model_copy(update={"image": picture("a", 300, 64)}), SD),
        (BackgroundRemovalTask(image=picture("a", 3_000, 2_000)), CUT_OUT),
        (BackgroundRemovalTask(image=picture("a", kind="image/gif")), CUT_OUT),
        (BackgroundRemovalTask(image=picture("a").model_copy(update={"size_bytes": 10 * 2**20})), CUT_OUT),
        (ImageUpscaleTask(image=picture("a", 1_600, 600), scale=4), FAST),
        (ImageUpscaleTask(image=picture("a", 1_000, 1_000), scale=4), CONSERVATIVE),
        (MusicTask(prompt="calm", seconds=381), AUDIO),
        (SoundTask(prompt="rain", seconds=5, loop=True), AUDIO),
    ],
)  # fmt: skip
async def test_what_it_cannot_do_never_leaves(tmp_path: Path, task: Task, model: str) -> None:
    async with vendor("stability") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask(tmp_path, model, task))
        assert fake.paid == 0


async def test_the_fast_upscaler_says_that_it_makes_four_times_as_much(tmp_path: Path) -> None:
    async with vendor("stability") as (provider, _):
        task = ImageUpscaleTask(image=picture("a"), scale=2)
        finished = await provider.submit(ask(tmp_path, FAST, task))
    assert isinstance(finished, Finished)
    assert finished.made[0].metadata["scale"] == "4"


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (Trouble.MODERATED_LATE, ProviderModerated),
        (Trouble.UNKNOWN_STATE, ProviderMalformed),
    ],
)
async def test_a_picture_is_looked_at_though_it_is_a_success(
    tmp_path: Path, trouble: Trouble, error: type[ProviderFailure]
) -> None:
    async with vendor("stability", trouble) as (provider, fake):
        with pytest.raises(error):
            await provider.submit(ask(tmp_path, SD, edit()))
        assert fake.paid == 1


@pytest.mark.parametrize(
    ("trouble", "error"),
    [(Trouble.GAVE_UP, ProviderGaveUp), (Trouble.UNKNOWN_STATE, ProviderMalformed)],
)
async def test_a_sound_that_is_gone_is_given_up(
    tmp_path: Path, trouble: Trouble, error: type[ProviderFailure]
) -> None:
    async with vendor("stability", trouble) as (provider, fake):
        with pytest.raises(error):
            await drive(provider, ask(tmp_path, AUDIO, MusicTask(prompt="calm", seconds=15)))
        assert fake.paid == 1


async def test_who_asks_too_often_waits_as_long_as_it_is_turned_away(tmp_path: Path) -> None:
    async with vendor("stability", Trouble.THROTTLED) as (provider, _):
        with pytest.raises(ProviderThrottled) as caught:
            await provider.submit(ask(tmp_path, SD, edit()))
    assert caught.value.retry_after_seconds == 60

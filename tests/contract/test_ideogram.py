"""Ideogram's own edges: the sizes it draws, masks the other way round, and how much of a source stays."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.errors import ProviderRejected
from domain.tasks import ImageEditTask, ImageTask, ImageUpscaleTask, Quality, StylePreset, Task
from providers._base import Finished, Submission
from tests.contract.test_vendors import blob, vendor
from tests.vendors._fake import picture


async def sent(folder: Path, task: Task, **files: Path) -> tuple[Finished, str, dict[str, Any]]:
    """Do a task; answers the result, the path and the body of the call that was made."""
    ask = Submission(key="job_x.1.0.0", model="ideogram-v3", task=task, scratch=folder, files=files)
    async with vendor("ideogram") as (provider, fake):
        finished = await provider.submit(ask)
        work = next(iter(fake.works.values()))
    assert isinstance(finished, Finished)
    return finished, work.path, work.body


async def refused(folder: Path, task: Task, **files: Path) -> None:
    """Have a task rejected before anything is paid."""
    ask = Submission(key="job_x.1.0.0", model="ideogram-v3", task=task, scratch=folder, files=files)
    async with vendor("ideogram") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask)
        assert fake.paid == 0


def drawing(width: int = 1024, height: int = 768, **wanted: Any) -> ImageTask:
    """A picture to draw."""
    return ImageTask(prompt="a barn", width=width, height=height, seed=-7, **wanted)


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ((1024, 1024), "1024x1024"),
        ((1024, 768), "1152x864"),
        ((1280, 720), "1312x736"),
        ((256, 256), "1024x1024"),
        ((512, 1536), "512x1536"),
        ((1920, 1080), "1312x736"),
    ],
)
async def test_the_nearest_size_is_drawn_and_told(
    tmp_path: Path, asked: tuple[int, int], drawn: str
) -> None:
    finished, _, body = await sent(tmp_path, drawing(*asked))
    assert body["resolution"] == drawn
    assert finished.made[0].metadata["size"] == drawn


@pytest.mark.parametrize(
    ("style", "kind", "prompt"),
    [
        (None, None, "a barn"),
        (StylePreset.REALISTIC, "REALISTIC", "a barn"),
        (StylePreset.ARTISTIC, "GENERAL", "Expressive painting: a barn"),
        (StylePreset.ANIME, "FICTION", "Anime illustration: a barn"),
        (StylePreset.THREE_D, "GENERAL", "3D render: a barn"),
    ],
)
async def test_a_style_it_lacks_is_put_in_words(
    tmp_path: Path, style: StylePreset | None, kind: str | None, prompt: str
) -> None:
    _, _, body = await sent(tmp_path, drawing(style=style, quality=Quality.ULTRA))
    assert (body.get("style_type"), body["prompt"]) == (kind, prompt)
    assert body["rendering_speed"] == "QUALITY"


async def test_a_mask_is_turned_to_black_where_the_picture_changes(tmp_path: Path) -> None:
    drawn = Image.new("L", (64, 64), 0)
    drawn.paste(255, (0, 0, 32, 64))
    drawn.paste(130, (60, 0, 64, 64))
    saved = io.BytesIO()
    drawn.save(saved, "PNG")
    image, image_path = blob(tmp_path, picture(), "image/png")
    mask, mask_path = blob(tmp_path, saved.getvalue(), "image/png")
    task = ImageEditTask(image=image, mask=mask, prompt="a door", seed=1)
    _, path, body = await sent(tmp_path, task, **{image.sha256: image_path, mask.sha256: mask_path})
    assert path == "/v1/ideogram-v3/edit"
    with Image.open(io.BytesIO(body["mask"])) as got:
        assert [got.getpixel((x, 9)) for x in (5, 50, 62)] == [0, 255, 0]


async def test_a_mask_that_is_no_picture_costs_nothing(tmp_path: Path) -> None:
    image, image_path = blob(tmp_path, picture(), "image/png")
    mask, mask_path = blob(tmp_path, b"no picture", "image/png")
    task = ImageEditTask(image=image, mask=mask, prompt="a door", seed=1)
    await refused(tmp_path, task, **{image.sha256: image_path, mask.sha256: mask_path})


@pytest.mark.parametrize(("strength", "weight"), [(None, 50), (0.0, 100), (0.3, 70), (1.0, 1)])
async def test_a_remix_keeps_the_shape_and_as_much_as_is_wanted(
    tmp_path: Path, strength: float | None, weight: int
) -> None:
    image, image_path = blob(tmp_path, picture(400, 300), "image/png")
    task = ImageEditTask(image=image, reference=image, prompt="at night", strength=strength, seed=1)
    _, path, body = await sent(tmp_path, task, **{image.sha256: image_path})
    assert path == "/v1/ideogram-v3/remix"
    assert (body["resolution"], body.get("image_weight", 50)) == ("1152x864", weight)
    assert body["style_reference_images"] == image_path.read_bytes()


async def test_an_upscale_without_invention_resembles_its_source(tmp_path: Path) -> None:
    image, image_path = blob(tmp_path, picture(), "image/png")
    task = ImageUpscaleTask(image=image, scale=2, enhance=False)
    finished, _, body = await sent(tmp_path, task, **{image.sha256: image_path})
    assert (body["image_request"]["resemblance"], body["image_request"]["detail"]) == (100, 1)
    assert finished.made[0].metadata["size"] == "2048x2048"


async def test_a_kind_of_picture_it_does_not_read_is_rejected(tmp_path: Path) -> None:
    image, image_path = blob(tmp_path, picture(kind="GIF"), "image/gif")
    await refused(tmp_path, ImageUpscaleTask(image=image, scale=2), **{image.sha256: image_path})

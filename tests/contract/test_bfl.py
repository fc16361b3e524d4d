"""Black Forest Labs' own edges: clusters that do not know a task yet, urls of other regions, models, sizes and masks."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import ImageEditTask, ImageTask, Quality
from providers._base import Finished, Queued, Running, Submission, Ticket
from providers._http import Http
from providers.bfl import Bfl
from tests.contract.test_vendors import blob, drive, vendor
from tests.vendors._fake import picture

LONG_AGO = {"model": "flux-2-pro", "polling_url": "/v1/get_result?id=t1", "submitted": "0"}


async def said(reply: dict[str, Any], *, status: int = 200, old: bool = True, **state: str) -> Any:
    """Poll a vendor that always says this; tells which url was asked."""
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(status, json=reply)

    late = {} if old else {"submitted": "99999999999"}
    ticket = Ticket(provider="bfl", id="t1", state=LONG_AGO | late | state)
    transport = httpx.MockTransport(handler)
    async with httpx.AsyncClient(transport=transport, base_url=Bfl.base_url) as client:
        progress = await Bfl(Http("bfl", client, hosts=Bfl.hosts)).poll(ticket)
    return progress, asked


def drawing(folder: Path, **wanted: Any) -> Submission:
    """A picture to draw."""
    task = ImageTask(**{"prompt": "a barn", "width": 1024, "height": 768, "seed": -7, **wanted})
    return Submission(key="job_x.1.0.0", model="flux-2-pro", task=task, scratch=folder)


def edit(folder: Path, **wanted: Any) -> Submission:
    """A picture to edit, with a mask and a reference at hand."""
    image, path = blob(folder, picture(64, 48), "image/png")
    task = ImageEditTask(image=image, prompt="at night", seed=1, **wanted)
    return Submission(
        key="job_x.1.0.0", model="flux-2-pro", task=task, scratch=folder, files={image.sha256: path}
    )


async def test_a_task_that_is_not_known_yet_is_waited_for() -> None:
    progress, _ = await said({"id": "t1", "status": "Task not found"}, old=False)
    assert progress == Queued()
    with pytest.raises(ProviderDown):
        await said({"id": "t1", "status": "Task not found"}, status=404, old=False)


@pytest.mark.parametrize("status", [200, 404])
async def test_a_task_that_is_not_known_long_after_is_given_up(status: int) -> None:
    with pytest.raises(ProviderGaveUp):
        await said({"id": "t1", "status": "Task not found"}, status=status)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ({"status": "Error"}, ProviderGaveUp),
        ({"status": "Failed", "error": "internal_error"}, ProviderGaveUp),
        ({"status": "Error", "error": "content_policy_violation"}, ProviderModerated),
        ({"status": "Error", "error": "invalid_image"}, ProviderRejected),
        ({"status": "Request Moderated"}, ProviderModerated),
    ],
)
@pytest.mark.parametrize("status", [200, 503])
async def test_a_failed_task_means_the_same_under_any_status(
    reply: dict[str, str], error: type[ProviderFailure], status: int
) -> None:
    with pytest.raises(error):
        await said({"id": "t1", **reply}, status=status)


@pytest.mark.parametrize("state", ["Pending", "Reasoning", "Generating"])
async def test_work_under_way_tells_its_fraction(state: str) -> None:
    progress, _ = await said({"id": "t1", "status": state, "progress": 0.25})
    assert progress == Running(0.25)


async def test_another_regions_url_is_asked_as_it_was_given() -> None:
    url = "https://api.eu1.bfl.ai/v1/get_result?id=t1"
    _, asked = await said({"id": "t1", "status": "Pending"}, polling_url=url)
    assert asked == [url]


@pytest.mark.parametrize("url", ["https://bfl.ai.evil.example/x", "http://api.eu1.bfl.ai/x"])
async def test_a_strangers_url_is_not_asked(url: str) -> None:
    with pytest.raises(ProviderMalformed):
        await said({"id": "t1", "status": "Pending"}, polling_url=url)


async def test_a_task_with_a_webhook_is_asked_about_by_its_id(tmp_path: Path) -> None:
    hooked = replace(
        drawing(tmp_path), callback_url="https://studio.example/hook", callback_secret="s"
    )
    async with vendor("bfl") as (provider, fake):
        assert (await drive(provider, hooked)).made
        body = next(iter(fake.works.values())).body
    assert (body["webhook_url"], body["webhook_secret"]) == ("https://studio.example/hook", "s")


async def test_what_it_charged_is_told(tmp_path: Path) -> None:
    async with vendor("bfl") as (provider, _):
        usage = (await drive(provider, drawing(tmp_path))).usage
    assert usage
    assert (usage.amount, usage.unit) == (4.5, "credits")


@pytest.mark.parametrize(
    ("quality", "model"), [("standard", "flux-2-pro"), ("high", "flux-2-pro"), ("ultra", "flux-2-max")]
)  # fmt: skip
async def test_the_finest_quality_is_drawn_by_the_finest_model(
    tmp_path: Path, quality: str, model: str
) -> None:
    async with vendor("bfl") as (provider, fake):
        finished = await drive(provider, drawing(tmp_path, quality=Quality(quality)))
        assert next(iter(fake.works.values())).path == f"/v1/{model}"
    assert finished.model == model


@pytest.mark.parametrize("size", [(256, 256), (1000, 333), (1921, 1080), (2048, 2048), (17, 2048)])
async def test_a_picture_is_drawn_no_smaller_than_asked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with vendor("bfl") as (provider, fake):
        await provider.submit(drawing(tmp_path, width=size[0], height=size[1]))
        body = next(iter(fake.works.values())).body
    assert size[0] <= body["width"] < size[0] + 64
    assert size[1] <= body["height"] < size[1] + 64


async def test_a_picture_larger_than_it_draws_costs_nothing(tmp_path: Path) -> None:
    async with vendor("bfl") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(drawing(tmp_path, width=2049, height=2048))
        assert fake.paid == 0


async def test_a_masked_edit_is_painted_by_the_model_for_masks(tmp_path: Path) -> None:
    image, _ = blob(tmp_path, picture(64, 48), "image/png")
    async with vendor("bfl") as (provider, fake):
        finished = await drive(provider, edit(tmp_path, mask=image))
        assert set(next(iter(fake.works.values())).body) >= {"image", "mask", "prompt"}
        with pytest.raises(ProviderRejected):
            await provider.submit(edit(tmp_path, mask=image, reference=image))
        assert fake.paid == 1
    assert isinstance(finished, Finished)
    assert finished.model == "flux-pro-1.0-fill"


async def test_a_reference_is_the_second_picture_and_a_strength_is_put_in_words(
    tmp_path: Path,
) -> None:
    image, _ = blob(tmp_path, picture(64, 48), "image/png")
    async with vendor("bfl") as (provider, fake):
        await provider.submit(edit(tmp_path, reference=image, strength=0.1))
        body = next(iter(fake.works.values())).body
    assert body["input_image_2"]
    assert body["prompt"] == (
        "Give image 1 the style of image 2. Change the picture only slightly. at night"
    )

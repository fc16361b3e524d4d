"""Tripo: what a model is made of, how finely, and that nothing is paid for twice."""

from pathlib import Path

import httpx
import pytest

from domain.errors import ProviderCreditsExhausted, ProviderMalformed, ProviderRejected
from domain.tasks import AvatarStyle, ModelTask, Quality
from providers._base import Submission, Ticket
from providers._http import Http
from providers.tripo import MODEL, PROMPT_LENGTH_MAX, Tripo
from tests.contract.test_vendors import blob, drive, vendor
from tests.vendors import _fake


def ask(folder: Path, task: ModelTask) -> Submission:
    """A model to make."""
    files = {task.image.sha256: folder / f"{task.image.size_bytes}-image-png"} if task.image else {}
    return Submission(key="job_x.1.0.0", model=MODEL, task=task, scratch=folder, files=files)


async def test_a_description_makes_a_model_too(tmp_path: Path) -> None:
    async with vendor("tripo") as (provider, fake):
        finished = await drive(provider, ask(tmp_path, ModelTask(prompt="a fox")))
        work = next(iter(fake.works.values()))
    assert work.path == "/v3/generation/text-to-model"
    assert finished.usage
    assert (finished.usage.amount, finished.usage.unit) == (30.0, "credits")


async def test_a_higher_quality_is_finer(tmp_path: Path) -> None:
    async with vendor("tripo") as (provider, fake):
        for quality in Quality:
            await provider.submit(ask(tmp_path, ModelTask(prompt="a fox", quality=quality)))
        faces = [work.body["face_limit"] for work in fake.works.values()]
    assert faces == sorted(set(faces))


async def test_bones_are_refused_before_anything_is_sent(tmp_path: Path) -> None:
    """They would be a second paid task, which a repeated question could make twice."""
    image, _ = blob(tmp_path, _fake.picture(), "image/png")
    async with vendor("tripo") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(
                ask(tmp_path, ModelTask(prompt="a fox", image=image, rigged=True))
            )
        assert (fake.paid, fake.files) == (0, {})


@pytest.mark.parametrize("prompt", ["", "x" * (PROMPT_LENGTH_MAX + 1)])
async def test_a_description_that_is_no_length_of_its_is_refused(
    tmp_path: Path, prompt: str
) -> None:
    async with vendor("tripo") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask(tmp_path, ModelTask(prompt=prompt)))
        assert fake.paid == 0


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        pytest.param(200, {"code": 2010, "message": "no credit"}, ProviderCreditsExhausted, id="an error in a 200"),
        pytest.param(200, {"code": 7, "message": "new"}, ProviderMalformed, id="a code that nobody knows"),
        pytest.param(404, {"code": 2001, "message": "gone"}, ProviderMalformed, id="a task that is not there"),
    ],
)  # fmt: skip
async def test_a_reply_is_judged_by_its_code(
    status: int, body: object, error: type[Exception]
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    async with httpx.AsyncClient(base_url=Tripo.base_url, transport=transport) as client:
        with pytest.raises(error):
            await Tripo(Http("tripo", client)).poll(
                Ticket(provider="tripo", id="t-1", state={"model": MODEL})
            )


async def test_an_avatar_is_said_in_words_and_comes_with_the_vendors_picture(
    tmp_path: Path,
) -> None:
    task = ModelTask(prompt="a sailor", style=AvatarStyle.CARTOON, seed=7)
    async with vendor("tripo") as (provider, fake):
        finished = await drive(provider, ask(tmp_path, task))
        body = next(iter(fake.works.values())).body
    assert body["prompt"].endswith(": a sailor")
    assert "cartoon" in body["prompt"]
    assert (body["model_seed"], body["texture_seed"]) == (7, 7)
    assert [(made.role, made.extra) for made in finished.made] == [
        ("model", False),
        ("image", True),
    ]


async def test_a_photo_keeps_its_look_and_no_other_style_is_promised(tmp_path: Path) -> None:
    image, _ = blob(tmp_path, _fake.picture(), "image/png")
    async with vendor("tripo") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(
                ask(tmp_path, ModelTask(prompt="", image=image, style=AvatarStyle.ANIME))
            )
        assert (fake.paid, fake.files) == (0, {})
        await provider.submit(
            ask(tmp_path, ModelTask(prompt="", image=image, style=AvatarStyle.REALISTIC))
        )
        assert fake.paid == 1

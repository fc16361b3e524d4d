"""What an operator's midjourney-proxy is asked for, and what becomes of its sheets."""

import io
from pathlib import Path

import httpx
import pytest
from PIL import Image

from domain.errors import (
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import ImageTask, StylePreset
from providers._base import Finished, Submission, Ticket
from providers._http import Http
from providers.midjourney import MODEL, Midjourney
from tests.contract.test_vendors import drive, vendor
from tests.vendors.midjourney import COLOURS

TICKET = Ticket(provider="midjourney", id="1", state={"model": MODEL})


def ask(folder: Path, prompt: str = "a barn", key: str = "job_x.1.0.0") -> Submission:
    task = ImageTask(prompt=prompt, width=1024, height=768, seed=2**32 + 7, style=StylePreset.ANIME)
    return Submission(key=key, model=MODEL, task=task, scratch=folder)


def talking(*replies: httpx.Response) -> tuple[Midjourney, list[httpx.Request]]:
    """The adapter, talking to a server that says these one after the other."""
    asked: list[httpx.Request] = []
    left = iter(replies)

    def say(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return next(left)

    client = httpx.AsyncClient(
        base_url="http://mj.internal:8080/mj", headers=Midjourney.authorization("our-secret"),
        transport=httpx.MockTransport(say),
    )  # fmt: skip
    return Midjourney(Http("midjourney", client, hosts=Midjourney.hosts)), asked


def ended(url: str) -> httpx.Response:
    return httpx.Response(200, json={"status": "SUCCESS", "imageUrl": url})


def failed(reason: str) -> httpx.Response:
    return httpx.Response(200, json={"status": "FAILURE", "failReason": reason})


def sheet() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 20)).save(made, "WEBP")
    return made.getvalue()


async def test_the_first_of_the_four_pictures_is_made(tmp_path: Path) -> None:
    async with vendor("midjourney") as (provider, fake):
        finished = await drive(provider, ask(tmp_path))
        (work,) = fake.works.values()
    assert work.body["prompt"] == "Anime illustration: a barn --ar 4:3 --seed 7"
    assert work.body["state"] == "job_x.1.0.0"
    data = finished.made[0].data
    assert data
    with Image.open(io.BytesIO(data)) as made:
        assert made.size == (64, 64)
        assert made.getcolors() == [(64 * 64, COLOURS[0])]


@pytest.mark.parametrize(
    "prompt", ["a barn --turbo", "--v 6 a barn", "a barn —fast", "a barn -- red"]
)
async def test_settings_in_a_prompt_are_refused(tmp_path: Path, prompt: str) -> None:
    async with vendor("midjourney") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask(tmp_path, prompt))
        assert fake.paid == 0


@pytest.mark.parametrize("prompt", ["a well--kept barn", "a barn — red", "a barn\nat  night"])
async def test_other_dashes_and_lines_are_text(tmp_path: Path, prompt: str) -> None:
    async with vendor("midjourney") as (provider, _):
        assert await drive(provider, ask(tmp_path, prompt))


async def test_discord_is_not_told_our_secret() -> None:
    url = "https://cdn.discordapp.com/attachments/1/2/sheet.webp?ex=1"
    provider, asked = talking(ended(url), httpx.Response(200, content=sheet()))
    assert isinstance(await provider.poll(TICKET), Finished)
    assert asked[0].headers["mj-api-secret"] == "our-secret"
    assert str(asked[1].url) == url
    assert "our-secret" not in str(asked[1].headers)


async def test_a_sheet_elsewhere_is_not_fetched() -> None:
    provider, asked = talking(ended("https://evil.example/sheet.png"))
    with pytest.raises(ProviderMalformed):
        await provider.poll(TICKET)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ([httpx.Response(200)], ProviderGaveUp),
        ([httpx.Response(404)], ProviderMisconfigured),
        ([ended("/mj/sheet.png"), httpx.Response(403)], ProviderGaveUp),
        ([ended("/mj/sheet.png"), httpx.Response(200, content=b"GIF89a")], ProviderMalformed),
        ([failed("[Invalid parameter] Invalid value")], ProviderRejected),
        ([failed("Sorry! Our AI moderator thinks this is against our standards")], ProviderModerated),
        ([failed("[Blocked] You have been blocked from accessing Midjourney")], ProviderMisconfigured),
    ],
)  # fmt: skip
async def test_a_task_ends_badly_in_many_ways(
    replies: list[httpx.Response], error: type[ProviderFailure]
) -> None:
    provider, _ = talking(*replies)
    with pytest.raises(error):
        await provider.poll(TICKET)


async def test_only_our_own_task_is_found(tmp_path: Path) -> None:
    async with vendor("midjourney") as (provider, _):
        await provider.submit(ask(tmp_path, key="another"))
        ours = await provider.submit(ask(tmp_path))
        assert await provider.find("job_x.1.0.0") == ours
        assert await provider.find("job_x.1.0.1") is None

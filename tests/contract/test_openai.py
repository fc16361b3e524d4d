"""What OpenAI is sent for an edit: pictures in order, masks as it reads them, sizes that it draws."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.assets import Blob, Facts
from domain.errors import ProviderFailure, ProviderRejected
from domain.tasks import ImageEditTask
from providers._base import Submission
from providers._http import Http
from providers._openai.pictures import PIXELS_MAX, SIDE_MAX_PX, largest_size
from providers.openai import OpenAI
from tests.house import serving
from tests.vendors._fake import picture

Sent = list[tuple[str, str | bytes]]


def mask(white: tuple[int, int, int, int]) -> bytes:
    """A mask of 64 × 48 pixels, white in a box."""
    made = io.BytesIO()
    drawn = Image.new("L", (64, 48), 0)
    drawn.paste(255, white)
    drawn.save(made, "PNG")
    return made.getvalue()


@dataclass
class Desk:
    """Files on their way to the vendor."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)

    def blob(self, data: bytes, kind: str = "image/png", facts: Facts | None = None) -> Blob:
        """Put a file there."""
        digest = f"{len(self.files):064x}"
        self.files[digest] = self.folder / digest
        self.files[digest].write_bytes(data)
        return Blob(sha256=digest, size_bytes=len(data), facts=facts or Facts(mime_type=kind))

    async def sent(self, task: ImageEditTask) -> Sent:
        """The parts that the vendor is sent for a task, in order."""
        asked = Submission(
            key="job_x.1.0.0", model="gpt-image-2", task=task, scratch=self.folder, files=self.files
        )
        async with listening() as (provider, parts):
            with pytest.raises(ProviderFailure):
                await provider.submit(asked)
            return parts


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[OpenAI, Sent]]:
    """The adapter, and what a server hears from it."""
    parts: Sent = []

    async def edits(request: Request) -> Response:
        async with request.form() as form:
            for name, part in form.multi_items():
                parts.append((name, part if isinstance(part, str) else await part.read()))
        return JSONResponse({}, 500)

    app = Starlette(routes=[Route("/images/edits", edits, methods=["POST"])])
    async with (
        serving(app) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as client,
    ):
        yield OpenAI(Http("openai", client)), parts


async def test_a_mask_is_transparent_where_it_was_white(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    task = ImageEditTask(
        image=desk.blob(picture(64, 48, "JPEG"), "image/jpeg"),
        mask=desk.blob(mask((8, 8, 16, 16))),
        prompt="a hat",
        seed=1,
    )
    sent = dict(await desk.sent(task))
    assert isinstance(sent["mask"], bytes)
    with Image.open(io.BytesIO(sent["mask"])) as cut:
        alpha = cut.getchannel("A")
        assert cut.size == (64, 48)
        assert (alpha.getpixel((10, 10)), alpha.getpixel((40, 40))) == (0, 255)


async def test_a_reference_comes_after_the_picture_and_is_said_in_words(tmp_path: Path) -> None:
    desk, first, second = Desk(tmp_path), picture(64, 64), picture(32, 32)
    task = ImageEditTask(
        image=desk.blob(first), reference=desk.blob(second), prompt="a barn", strength=0.9, seed=1
    )
    sent = await desk.sent(task)
    assert [part for name, part in sent if name == "image[]"] == [first, second]
    prompt = str(dict(sent)["prompt"])
    assert prompt.endswith("a barn")
    assert "second picture" in prompt
    assert "freely" in prompt


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (64, 48), (3_840, 2_160), (6_000, 4_000), (16_384, 200), (200, 16_384)]
)  # fmt: skip
def test_an_edit_is_as_large_as_its_picture_or_as_the_model_draws(width: int, height: int) -> None:
    drawn = largest_size(width, height)
    assert max(drawn) <= SIDE_MAX_PX
    assert drawn[0] * drawn[1] <= PIXELS_MAX
    assert not any(side % 16 for side in drawn)
    assert max(drawn) <= 3 * min(drawn)


@pytest.mark.parametrize(
    "facts", [Facts(mime_type="image/gif", width=64, height=64), Facts(mime_type="video/mp4", width=64, height=64)]
)  # fmt: skip
async def test_a_picture_of_another_kind_never_leaves(tmp_path: Path, facts: Facts) -> None:
    desk = Desk(tmp_path)
    image = desk.blob(picture(), facts=facts)
    task = ImageEditTask(image=image, prompt="a barn", seed=1)
    asked = Submission(
        key="k", model="gpt-image-2", task=task, scratch=tmp_path, files=desk.files
    )  # fmt: skip
    async with listening() as (provider, parts):
        with pytest.raises(ProviderRejected):
            await provider.submit(asked)
    assert not parts

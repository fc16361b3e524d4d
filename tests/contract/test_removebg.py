"""What remove.bg is asked for, so that a picture keeps its size."""

import io
from pathlib import Path

import pytest
from PIL import Image

from domain.assets import Blob, Facts
from domain.errors import ProviderRejected
from domain.tasks import BackgroundRemovalTask
from providers._base import Finished, Submission, Usage
from tests.contract.test_vendors import vendor
from tests.vendors import _fake


def ask(folder: Path, width: int, height: int, kind: str = "image/png") -> Submission:
    path = folder / "picture"
    path.write_bytes(_fake.picture(width, height))
    facts = Facts(mime_type=kind, width=width, height=height)
    image = Blob(sha256="a", size_bytes=path.stat().st_size, facts=facts)
    task = BackgroundRemovalTask(image=image)
    return Submission(key="k", model="removebg", task=task, scratch=folder, files={"a": path})


@pytest.mark.parametrize(
    ("width", "height", "kind"), [(800, 600, "PNG"), (4_000, 3_000, "WEBP"), (6_000, 4_500, "WEBP")]
)
async def test_a_cut_out_picture_has_the_size_of_its_source(
    tmp_path: Path, width: int, height: int, kind: str
) -> None:
    async with vendor("removebg") as (provider, _):
        finished = await provider.submit(ask(tmp_path, width, height))
    assert isinstance(finished, Finished)
    assert finished.usage == Usage(amount=1.0, unit="credits")
    data = finished.made[0].data
    assert data
    with Image.open(io.BytesIO(data)) as made:
        assert (made.size, made.format) == ((width, height), kind)


async def test_a_picture_that_it_does_not_take_never_leaves(tmp_path: Path) -> None:
    async with vendor("removebg") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(ask(tmp_path, 64, 64, "image/gif"))
        assert fake.paid == 0

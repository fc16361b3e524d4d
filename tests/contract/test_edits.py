"""What each vendor is said to do to a picture it really does, and what it does not it is not asked."""

from pathlib import Path

import pytest

from domain.assets import Blob, Facts
from domain.requests import Wish
from domain.routing import Needs, Offered, RouteList, RouteRow, State, plan
from domain.tasks import Ability, ImageEditTask, ImageUpscaleTask, Operation, Task
from media.picture import check
from providers._base import Offer, Submission
from providers.local import Local
from runtime.catalog import adapters
from tests.contract.test_vendors import ADAPTERS, delivered, drive, vendor
from tests.unit.test_routing import NOW
from tests.vendors import _fake

EDITS = (
    Operation.VARIATION, Operation.INPAINT, Operation.OUTPAINT, Operation.STYLE_TRANSFER, Operation.FILTER,
    Operation.ENHANCE, Operation.COLORIZE,
)  # fmt: skip
SCALES = (Operation.TWICE, Operation.FOUR_TIMES)
ALL = {Ability.IMAGE_EDIT: EDITS, Ability.IMAGE_UPSCALE: SCALES}
SERVED = [
    pytest.param(name, offer, operation, id=f"{name}-{offer.model}-{operation}")
    for name, kind in ADAPTERS.items()
    for offer in kind.offers
    for operation in offer.serves or ALL.get(offer.ability, ())
]


def ask(offer: Offer, operation: Operation, folder: Path) -> Submission:
    path = folder / "picture.png"
    path.write_bytes(_fake.picture(512, 512))
    facts = Facts(mime_type="image/png", width=512, height=512)
    image = Blob(sha256="a", size_bytes=path.stat().st_size, facts=facts)
    masked = operation in (Operation.INPAINT, Operation.OUTPAINT)
    task: Task = ImageEditTask(
        operation=operation, image=image, prompt="a barn", mask=image if masked else None,
        reference=image if operation is Operation.STYLE_TRANSFER else None, strength=0.7, seed=1,
    )  # fmt: skip
    if operation in SCALES:
        task = ImageUpscaleTask(image=image, scale=2 if operation is Operation.TWICE else 4)
    return Submission(key="k", model=offer.model, task=task, scratch=folder, files={"a": path})


@pytest.mark.parametrize(("name", "offer", "operation"), SERVED)
async def test_what_is_served_is_delivered(
    tmp_path: Path, name: str, offer: Offer, operation: Operation
) -> None:
    async with vendor(name) as (provider, fake):
        finished = await drive(provider, ask(offer, operation, tmp_path))
        assert fake.paid == 1
        made = await delivered(finished.made[0], tmp_path)
        assert (await check(made)).mime_type.startswith("image/")


@pytest.mark.parametrize(("ability", "operations"), ALL.items())
def test_each_operation_is_served_here_and_by_a_vendor(
    ability: Ability, operations: tuple[Operation, ...]
) -> None:
    for kinds in ([Local], [kind for kind in adapters().values() if kind.needs_key]):
        offers = [offer for kind in kinds for offer in kind.offers if offer.ability is ability]
        for operation in operations:
            assert any(not offer.serves or operation in offer.serves for offer in offers)


def offered(provider: str, *serves: Operation) -> Offered:
    return Offered(
        provider=provider, ability=Ability.IMAGE_EDIT, model="m", paid=True, findable=False, queue="studio-providers",
        serves=serves,
    )  # fmt: skip


def served(operation: Operation, wish: Wish | None = None) -> list[str]:
    offers = [
        offered("painter", Operation.VARIATION), offered("everything"), offered("local"),
    ]  # fmt: skip
    listed = RouteList(rows=(RouteRow(provider="painter"), RouteRow(provider="everything")))
    found = plan(
        Ability.IMAGE_EDIT, wish or Wish(), offers=offers, listed=listed, state=State(), now=NOW,
        needs=Needs(operation=operation),
    )  # fmt: skip
    return [route.provider for route in found]


def test_a_vendor_that_lacks_an_operation_is_not_asked() -> None:
    assert served(Operation.VARIATION) == ["painter", "everything"]
    assert served(Operation.INPAINT) == ["everything"]
    assert served(Operation.INPAINT, Wish(prefer=("painter",))) == ["everything"]

"""What D-ID's and Hedra's adapters make of a portrait beyond what all adapters promise."""

from dataclasses import replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from domain.assets import Blob
from domain.errors import ProviderMalformed, ProviderOutcomeUnknown, ProviderRejected
from domain.tasks import PortraitTask
from providers._base import Finished, Queued, Submission
from providers.did import DId
from providers.hedra import Hedra
from tests.contract.test_vendors import ask, drive, vendor
from tests.vendors._fake import Trouble

VENDORS = {"did": DId, "hedra": Hedra}


def portrait(name: str, folder: Path, **changed: object) -> Submission:
    asked = ask(VENDORS[name].offers[0], folder)
    return replace(asked, task=asked.task.model_copy(update=changed))


def lasting(folder: Path, seconds: float) -> Blob:
    """The recording, of which its probe says how long it is."""
    task = portrait("hedra", folder).task
    assert isinstance(task, PortraitTask)
    facts = task.audio.facts.model_copy(update={"duration_seconds": seconds})
    return task.audio.model_copy(update={"facts": facts})


@pytest.mark.parametrize("name", VENDORS)
async def test_a_background_is_not_cut_away_and_nothing_leaves(tmp_path: Path, name: str) -> None:
    async with vendor(name) as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(portrait(name, tmp_path, transparent=True))
        assert not fake.files


@pytest.mark.parametrize(("name", "seconds"), [("did", 601.0), ("hedra", 91.0)])
async def test_a_recording_that_is_too_long_is_not_paid_for(
    tmp_path: Path, name: str, seconds: float
) -> None:
    async with vendor(name) as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(portrait(name, tmp_path, audio=lasting(tmp_path, seconds)))
        assert fake.paid == 0


async def test_a_picture_without_a_face_is_the_inputs_fault(tmp_path: Path) -> None:
    async with vendor("did") as (provider, fake):
        ticket = await provider.submit(portrait("did", tmp_path))
        assert not isinstance(ticket, Finished)
        fake.trouble = Trouble.REJECTED
        await provider.poll(ticket)
        await provider.poll(ticket)
        with pytest.raises(ProviderRejected):
            await provider.poll(ticket)


async def test_a_generation_has_the_id_that_is_minted_from_our_key(tmp_path: Path) -> None:
    asked = portrait("hedra", tmp_path, audio=lasting(tmp_path, 1.2345))
    async with vendor("hedra") as (provider, fake):
        finished = await drive(provider, asked)
        (work,) = fake.works.values()
    assert work.body["generation_id"] == str(uuid5(NAMESPACE_URL, asked.key))
    assert work.body["generated_video_inputs"]["duration_ms"] == 1235
    assert finished.usage
    assert finished.usage.amount == 6


async def test_the_same_key_is_never_paid_for_twice(tmp_path: Path) -> None:
    async with vendor("hedra") as (provider, fake):
        await provider.submit(portrait("hedra", tmp_path))
        with pytest.raises(ProviderOutcomeUnknown):
            await provider.submit(portrait("hedra", tmp_path))
        assert fake.paid == 1


async def test_a_generation_may_be_unknown_while_it_is_new_only(tmp_path: Path) -> None:
    async with vendor("hedra") as (provider, _):
        ticket = await provider.submit(portrait("hedra", tmp_path))
        assert not isinstance(ticket, Finished)
        assert isinstance(await provider.poll(ticket), Queued)
        old = ticket.model_copy(update={"id": "gone", "state": {**ticket.state, "asked_at": "0"}})
        with pytest.raises(ProviderMalformed):
            await provider.poll(old)

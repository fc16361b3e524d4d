"""What Mubert's adapter makes of a prompt, of a licence's limits, and of its webhooks."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderMisconfigured,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import MusicTask
from providers.mubert import Mubert, classify
from tests.contract.test_vendors import ask, vendor

(OFFER,) = Mubert.offers


@pytest.mark.parametrize(("seconds", "made"), [(1, 5), (15.2, 16), (300, 300)])
async def test_a_track_is_no_shorter_than_asked(tmp_path: Path, seconds: float, made: int) -> None:
    asked = replace(ask(OFFER, tmp_path), task=MusicTask(prompt="calm", seconds=seconds))
    async with vendor("mubert") as (provider, fake):
        await provider.submit(asked)
        (work,) = fake.works.values()
    assert work.body["duration"] == made


async def test_a_prompt_that_is_too_long_is_never_cut(tmp_path: Path) -> None:
    asked = replace(ask(OFFER, tmp_path), task=MusicTask(prompt="x" * 256, seconds=15))
    async with vendor("mubert") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(asked)
        assert fake.paid == 0


def test_a_key_is_a_customer_and_his_token() -> None:
    assert Mubert.authorization("c-1:t:2") == {"customer-id": "c-1", "access-token": "t:2"}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("LicenseLimitTracksDuration", ProviderCreditsExhausted),
        ("LicenseLimitConcurrentTrackGenerationsCount", ProviderThrottled),
        ("LicenseForbiddenDuration", ProviderRejected),
        ("LicenseForbiddenBitrate", ProviderMisconfigured),
        ("LicenseExpired", ProviderMisconfigured),
    ],
)
def test_a_licences_limit_has_one_meaning(code: str, error: type[ProviderFailure]) -> None:
    with pytest.raises(error):
        classify("mubert", 403, {"code": code, "message": "No."})


def test_a_webhook_names_its_track() -> None:
    assert Mubert.subject({"id": "t-1", "generations": []}) == "t-1"
    assert Mubert.subject({"data": {"id": "t-1"}}) == "t-1"
    assert Mubert.subject([]) is None

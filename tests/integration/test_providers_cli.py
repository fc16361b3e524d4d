"""`studio providers`, as an operator meets it: against a whole house, and against a vendor for its key."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from cli.main import app
from tests.house import Caller, House, serving
from tests.vendors import openai as fake

WHY = "its pictures are green"
SECRET = "very-secret-word"
SIGNING_KEY = "0123456789abcdef0123456789abcdef"


async def studio(*words: str, caller: Caller | None = None, **environment: str) -> Result:
    """Run a command in this process, beside the house."""
    spoken = ["providers", *words]
    if caller:
        spoken += ["--url", str(caller.http.base_url.copy_with(path="/")), "--token", caller.token]
    with capture_logs():  # the house speaks in this process too
        return await asyncio.to_thread(CliRunner().invoke, app, spoken, env=environment)


async def told(*words: str, caller: Caller) -> Any:
    """Run a command that must succeed; answers its JSON."""
    done = await studio(*words, "--json", caller=caller)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


async def drawn_by(caller: Caller) -> list[str]:
    """Ask who would draw a picture."""
    answer = await caller.http.post(
        "/images/generate", params={"dryRun": "true"}, json={"prompt": "a dry run"}
    )
    return [route["provider"] for route in answer.json()["data"]["providers"]["image"]]


@pytest.fixture
def operator(house: House) -> Caller:
    """Somebody who runs the place."""
    return house.as_tenant("operators", operator=True)


@pytest_asyncio.fixture(loop_scope="session")
async def vendor_url() -> AsyncIterator[str]:
    """A vendor that knows one key."""
    async with serving(fake.create(fake.Vendor())) as url:
        yield url


async def test_the_list_shows_those_with_a_key_and_counts_the_others(house: House) -> None:
    caller = await house.caller()
    shown = await studio(caller=caller)
    assert shown.exit_code == 0, shown.output
    line = next(one for one in shown.stdout.splitlines() if "openai" in one and "image " in one)
    assert line.split()[:6] == ["openai", "image", "gpt-image-2", "set", "healthy", "closed"]
    assert "runway" not in shown.stdout
    assert "others have no key" in shown.stdout
    everything = await studio("--all", caller=caller)
    runway = next(one for one in everything.stdout.splitlines() if "gen4.5" in one)
    assert runway.split()[:5] == ["runway", "video", "gen4.5", "none", "closed"]
    assert "others have no key" not in everything.stdout


async def test_a_switched_off_ability_is_listed_with_its_reason_and_no_longer_planned(
    house: House, operator: Caller
) -> None:
    caller = await house.caller()
    image = ("openai", "--task", "image", "--reason", WHY)
    assert (await drawn_by(caller))[0] == "openai"
    off = await studio("disable", *image, caller=operator)
    try:
        assert (off.exit_code, off.stdout) == (0, "openai, image, is switched off\n")
        found = {line["kind"]: line for line in await told(caller=caller) if line["provider"] == "openai"}  # fmt: skip
        assert (found["image"]["status"], found["image"]["reason"]) == ("disabled", WHY)
        assert found["speech"]["status"] == "healthy"
        assert WHY in (await studio(caller=caller)).stdout
        assert "openai" not in await drawn_by(caller)
    finally:
        on = await studio("enable", *image, caller=operator)
    assert (on.exit_code, on.stdout) == (0, "openai, image, is in use again\n")
    assert (await drawn_by(caller))[0] == "openai"


async def test_a_vendor_without_a_key_is_listed_once_it_is_switched_off(
    house: House, operator: Caller
) -> None:
    await told("disable", "runway", "--reason", WHY, caller=operator)
    try:
        found = [line for line in await told(caller=operator) if line["provider"] == "runway"]
        assert {line["reason"] for line in found} == {WHY}
    finally:
        assert (await told("enable", "runway", "--reason", WHY, caller=operator))["changed"]
    assert not (await told("enable", "runway", "--reason", WHY, caller=operator))["changed"]
    assert all(line["provider"] != "runway" for line in await told(caller=operator))


async def test_a_tenants_token_switches_nothing_and_sees_no_costs(house: House) -> None:
    caller = await house.caller()
    for words in (("disable", "openai", "--reason", WHY), ("enable", "openai", "--reason", WHY), ("costs",)):  # fmt: skip
        refused = await studio(*words, caller=caller)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "ERR_FORBIDDEN" in refused.stderr
    assert (await drawn_by(caller))[0] == "openai"


async def test_at_a_stack_of_ones_own_no_token_is_needed(house: House) -> None:
    there = ("--url", house.url, "--home", str(house.stack.home))
    switch = ("openai", "--task", "image", "--reason", WHY)
    off = await studio("disable", *switch, *there)
    on = await studio("enable", *switch, *there)
    assert (off.exit_code, on.exit_code) == (0, 0), off.output
    assert "gpt-image-2" in (await studio(*there)).stdout


async def test_a_provider_that_is_none_is_said_to_be_none(operator: Caller) -> None:
    there = await studio("disable", "nobody", "--reason", WHY, caller=operator)
    assert (there.exit_code, there.stderr) == (1, "ERR_NOT_FOUND: There is no provider 'nobody'.\n")
    odd = await studio("disable", "../jobs", "--reason", WHY, caller=operator)
    assert odd.exit_code == 1
    for command in ("test", "hook"):
        here = await studio(command, "nobody")
        assert here.exit_code == 2
        assert "there is no provider 'nobody'" in here.stderr


async def test_an_option_before_a_command_is_refused_and_not_lost(operator: Caller) -> None:
    refused = await studio("--json", "disable", "openai", "--reason", WHY, caller=operator)
    assert refused.exit_code == 2
    assert "--json" in refused.stderr
    assert all(line["status"] != "disabled" for line in await told(caller=operator))


async def test_costs_tell_what_a_vendor_took_beside_what_its_jobs_brought(
    house: House, operator: Caller
) -> None:
    caller = await house.caller()
    await caller.finished("/images/generate", {"prompt": "paid for", "width": 256, "height": 256})
    lines = await told("costs", "--days", "1", caller=operator)
    line = next(one for one in lines if one["provider"] == "openai" and one["unit"] == "tokens")
    assert line["type"] == "image-generation"
    assert line["finished"] >= 1
    assert line["revenue"] >= 10
    shown = await studio("costs", caller=operator)
    assert "tokens" in shown.stdout
    assert "The last 30 days" in shown.stdout


async def test_a_good_key_is_proven_without_a_paid_call(vendor_url: str) -> None:
    done = await studio("test", "openai", **_configured(vendor_url, "test-key"))
    assert (done.exit_code, done.stdout) == (0, "openai: 1 models\n")


@pytest.mark.parametrize("key", [SECRET, f"{SECRET}\n.", f"{SECRET}é"])
async def test_a_wrong_key_is_told_by_its_code_and_never_shown(vendor_url: str, key: str) -> None:
    done = await studio("test", "openai", **_configured(vendor_url, key))
    assert done.exit_code == 1
    assert done.stderr.startswith("openai: ")
    assert SECRET not in done.output
    assert "Traceback" not in done.output


async def test_a_vendor_that_is_away_is_told_as_such() -> None:
    done = await studio("test", "openai", **_configured("http://127.0.0.1:1", SECRET))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("openai: unavailable: ")


async def test_without_a_key_the_missing_variables_are_named() -> None:
    done = await studio("test", "openai", PROVIDERS__OPENAI__API_KEY="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "PROVIDERS__OPENAI__API_KEY" in done.stderr
    proxy = await studio("test", "midjourney", PROVIDERS__MIDJOURNEY__API_KEY=SECRET)
    assert proxy.exit_code == 2
    assert "PROVIDERS__MIDJOURNEY__BASE_URL" in proxy.stderr


async def test_the_address_of_the_whole_account_is_one_that_the_api_knows(house: House) -> None:
    key = house.settings.storage.signing_key.get_secret_value()
    public = "https://studio.example"
    done = await studio("hook", "mubert", STORAGE__SIGNING_KEY=key, API__PUBLIC_URL=public)
    assert (done.exit_code, done.stderr) == (0, "")
    own = await studio("hook", "mubert", "--home", str(house.stack.home), API__PUBLIC_URL=public)
    assert own.stdout == done.stdout, "the key of the home folder's stack"
    path = done.stdout.strip().removeprefix(f"{public}/studio/v1")
    caller = await house.caller()
    heard = await caller.http.post(path, json={"data": {"id": "a track"}})
    assert (heard.status_code, heard.json()["data"]) == (200, {"heard": True})


async def test_an_address_that_vendors_cannot_reach_is_not_given() -> None:
    done = await studio("hook", "mubert", STORAGE__SIGNING_KEY=SIGNING_KEY, API__PUBLIC_URL="http://studio.example")  # fmt: skip
    assert (done.exit_code, done.stdout) == (1, "")
    assert "https" in done.stderr


async def test_a_vendor_that_needs_no_address_is_said_to_need_none() -> None:
    for name, word in (("fal", "each call"), ("runway", "no webhooks"), ("local", "no webhooks")):
        done = await studio("hook", name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert word in done.stderr


async def test_a_vendor_that_signs_by_the_account_is_named_the_variable_of_its_secret() -> None:
    settings = {"STORAGE__SIGNING_KEY": SIGNING_KEY, "API__PUBLIC_URL": "https://studio.example"}
    unsigned = await studio("hook", "elevenlabs", **settings)
    assert unsigned.stdout.startswith("https://studio.example/studio/v1/hooks/elevenlabs/")
    assert "PROVIDERS__ELEVENLABS__WEBHOOK_SECRET" in unsigned.stderr
    signed = await studio("hook", "elevenlabs", PROVIDERS__ELEVENLABS__WEBHOOK_SECRET=SECRET, **settings)  # fmt: skip
    assert (signed.stdout, signed.stderr) == (unsigned.stdout, "")


def _configured(url: str, key: str) -> dict[str, str]:
    return {"PROVIDERS__OPENAI__BASE_URL": url, "PROVIDERS__OPENAI__API_KEY": key}

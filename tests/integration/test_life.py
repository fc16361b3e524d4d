"""The life of a job through the public API: accepted, made, paid for, delivered; or ended with a reason."""

import httpx

from domain.tasks import Ability
from tests.house import House

IMAGES = "/images/generate"


async def test_a_picture_is_made_paid_for_and_delivered(house: House) -> None:
    caller = await house.caller(credits=100)
    job = await caller.finished(
        IMAGES, {"prompt": "a red barn", "width": 512, "height": 300, "provider": "dalle3"}
    )
    assert job["status"] == "completed"
    assert (job["creditsReserved"], job["creditsCharged"], job["creditsRefunded"]) == (10, 10, 0)
    assert await caller.wallet() == (90, 0)
    output = job["outputs"][0]
    assert (output["width"], output["height"], output["mimeType"]) == (512, 300, "image/png")
    async with httpx.AsyncClient() as anyone:
        content = await anyone.get(output["url"])
    assert content.status_code == 200
    assert len(content.content) == output["bytes"]


async def test_steps_attempts_and_progress_are_told(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "a blue barn", "width": 256, "height": 256})
    assert [step["name"] for step in job["steps"]] == [
        "moderate", "reserve", "submit", "post-process", "upload", "settle",
    ]  # fmt: skip
    assert {step["state"] for step in job["steps"]} == {"done"}
    assert [(a["provider"], a["outcome"]) for a in job["attempts"]] == [("openai", "finished")]
    assert (job["progress"], job["phase"], job["error"]) == (100, "settling", None)


async def test_a_slow_vendor_is_followed_to_its_end(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        IMAGES, {"prompt": "followed", "routing": {"only": ["slowvendor"]}, "width": 256}
    )
    assert job["status"] == "completed"
    assert job["attempts"][0]["vendorJobId"].startswith("slow-job_")
    assert "follow" in [step["name"] for step in job["steps"]]


async def test_a_stumble_while_following_buys_nothing_twice(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        IMAGES, {"prompt": "stumbles once", "routing": {"only": ["slowvendor"]}}
    )
    assert job["status"] == "completed"
    assert house.slow.ledger.of("stumbles once") == [f"{job['id']}.1.0.0"]


async def test_a_vendor_that_is_down_for_a_moment_is_tried_again(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        IMAGES, {"prompt": "tried again [fault:503x1]", "provider": "dalle3"}
    )
    assert job["status"] == "completed"
    assert [a["provider"] for a in job["attempts"]] == ["openai"]
    assert len(house.paid("tried again")) == 1


async def test_a_vendor_that_stays_down_is_left_for_the_next(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "moves on [fault:503]"})
    assert job["status"] == "completed"
    assert [(a["provider"], a["outcome"]) for a in job["attempts"]] == [
        ("openai", "refused"), ("slowvendor", "finished"),
    ]  # fmt: skip
    assert job["attempts"][1]["fallbackReason"] == "unavailable"
    assert job["creditsCharged"] == 10


async def test_without_fallback_the_named_vendor_is_the_only_one(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "alone [fault:500]", "provider": "dalle3", "allowFallback": False}
    job = await caller.finished(IMAGES, body)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_PROVIDER_ERROR")
    assert (job["creditsCharged"], job["creditsRefunded"]) == (0, 10)
    assert await caller.wallet() == (1_000, 0)


async def test_a_broken_file_is_the_vendors_failure(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "broken file [fault:broken]"})
    assert job["status"] == "completed"
    assert [(a["provider"], a.get("errorCode")) for a in job["attempts"]] == [
        ("openai", "malformed"), ("slowvendor", None),
    ]  # fmt: skip


async def test_the_vendors_own_refusal_ends_the_job_and_nobody_else_is_asked(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "refused there [fault:moderation]"})
    assert (job["status"], job["error"]["code"], job["error"]["category"]) == (
        "failed", "ERR_INVALID_PROMPT", "moderation",
    )  # fmt: skip
    assert [a["provider"] for a in job["attempts"]] == ["openai"]


async def test_an_empty_vendor_account_is_never_the_clients_wallet(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "empty account [fault:insufficient_quota]"})
    try:
        assert job["status"] == "completed"
        assert job["attempts"][0]["errorCode"] == "vendor_credits_exhausted"
    finally:
        await house.resources.circuits.succeeded("openai", Ability.IMAGE)


async def test_a_lost_answer_is_found_again_and_paid_once(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(
        IMAGES, {"prompt": "lost answer", "routing": {"only": ["slowvendor"]}}
    )
    assert job["status"] == "completed"
    assert len(house.slow.ledger.of("lost answer")) == 1


async def test_a_request_that_never_arrived_moves_on(house: House) -> None:
    caller = await house.caller()
    body = {
        "prompt": "never arrived",
        "routing": {"prefer": ["slowvendor"]},
        "width": 256,
        "height": 256,
    }
    job = await caller.finished(IMAGES, body)
    assert job["status"] == "completed"
    assert [a["provider"] for a in job["attempts"]] == ["slowvendor", "openai"]
    assert job["attempts"][0]["errorCode"] == "never_arrived"


async def test_an_unknown_outcome_holds_the_money_until_the_time_is_up(house: House) -> None:
    caller = await house.caller(credits=10)
    body = {"prompt": "unknown [fault:cut]", "provider": "dalle3", "deadlineSeconds": 2}
    job_id = await caller.accepted(IMAGES, body)
    reconciling = await caller.until(job_id, "reconciling", field="phase")
    assert reconciling["status"] == "processing"
    assert await caller.wallet() == (0, 10)
    job = await caller.ended(job_id)
    assert (job["error"]["code"], job["creditsRefunded"]) == ("ERR_JOB_TIMEOUT", 10)
    assert job["attempts"][0]["outcome"] == "unknown"
    assert len(house.paid("unknown [fault:cut]")) == 1


async def test_a_lost_answer_is_written_off_and_the_next_vendor_serves(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "written off [fault:cut]", "width": 256})
    assert (job["status"], job["creditsCharged"]) == ("completed", 10)
    assert [(a["provider"], a["outcome"]) for a in job["attempts"]] == [
        ("openai", "unknown"), ("slowvendor", "finished"),
    ]  # fmt: skip
    assert job["attempts"][1]["fallbackReason"] == "unknown_outcome"
    assert len(house.paid("written off")) == 1


async def test_three_of_four_variants_are_paid_for(house: House) -> None:
    caller = await house.caller()
    body = {
        "prompt": "partly [fault:400x1]",
        "variants": 4,
        "provider": "dalle3",
        "allowFallback": False,
        "width": 256,
    }
    job = await caller.finished(IMAGES, body)
    assert (job["status"], len(job["outputs"])) == ("completed", 3)
    assert (job["creditsCharged"], job["creditsRefunded"]) == (30, 10)


async def test_a_deadline_is_a_timeout_and_the_vendor_is_told(house: House) -> None:
    caller = await house.caller()
    body = {"prompt": "forever late", "routing": {"only": ["slowvendor"]}, "deadlineSeconds": 2}
    job = await caller.finished(IMAGES, body)
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_JOB_TIMEOUT")
    assert await caller.wallet() == (1_000, 0)


async def test_speech_comes_with_the_times_of_its_words(house: House) -> None:
    caller = await house.caller()
    text = "One sentence here. Another one there."
    job = await caller.finished("/audio/text-to-speech", {"text": text, "outputFormat": "wav"})
    assert job["status"] == "completed", job["error"]
    audio, timings, captions = job["outputs"]
    roles = (audio["role"], audio["mimeType"], timings["role"], captions["role"])
    assert roles == ("audio", "audio/wav", "timings", "captions")
    words = (await caller.http.get(timings["url"])).json()["words"]
    assert [word["text"] for word in words] == text.split()
    assert words[-1]["end"] <= audio["durationSeconds"] + 0.01


async def test_a_job_can_be_retried_with_a_new_hold(house: House) -> None:
    caller = await house.caller(credits=10)
    body = {"prompt": "retried [fault:500x4]", "provider": "dalle3", "allowFallback": False}
    job = await caller.finished(IMAGES, body)
    assert job["status"] == "failed"
    again = await caller.http.post(f"/jobs/{job['id']}/retry")
    assert again.json()["data"] == {"id": job["id"], "status": "queued", "creditsReserved": 10}
    done = await caller.ended(job["id"])
    if done["status"] == "failed":  # the first run used three tries of the fault, this one the last
        await caller.http.post(f"/jobs/{job['id']}/retry")
        done = await caller.ended(job["id"])
    assert (done["status"], done["creditsCharged"]) == ("completed", 10)
    assert done["run"] >= 2
    assert done["error"] is None
    assert (await caller.http.post(f"/jobs/{job['id']}/retry")).status_code == 409


async def test_the_content_policy_refuses_before_anything_is_held(house: House) -> None:
    caller = await house.caller()
    response = await caller.submit(IMAGES, {"prompt": "how to build a pipe bomb"})
    assert (response.status_code, response.json()["code"]) == (400, "ERR_INVALID_PROMPT")
    assert "pipe" not in response.json()["detail"]
    assert await caller.wallet() == (1_000, 0)


async def test_a_vendors_moderation_refuses_before_any_paid_call(house: House) -> None:
    caller = await house.caller()
    job = await caller.finished(IMAGES, {"prompt": "a forbidden garden"})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_INVALID_PROMPT")
    assert job["attempts"] == []
    assert house.paid("a forbidden garden") == []

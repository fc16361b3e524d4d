"""What ElevenLabs' adapter makes of each field, of voices, of words' times, and of work that was taken on."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import (
    Ability,
    Emotion,
    ImageTask,
    MusicTask,
    PortraitTask,
    Quality,
    SoundTask,
    SpeechTask,
    Task,
    TranscriptionTask,
    VideoTask,
)
from providers._base import Finished, Submission
from providers._elevenlabs import flows, speech
from providers._elevenlabs.languages import heard
from providers._elevenlabs.refusals import classify
from providers.elevenlabs import DEFAULT_VOICE, ElevenLabs
from tests.contract.test_vendors import ask, blob, drive, vendor
from tests.vendors import _fake
from tests.vendors._fake import LATE, MEANINGS, Trouble, Work
from tests.vendors.elevenlabs import ElevenLabs as Vendor

CLONE = Vendor.clones[0]
OFFERS = {offer.model: offer for offer in ElevenLabs.offers}
ABILITIES = {offer.ability: offer for offer in reversed(ElevenLabs.offers)}


async def sent(asked: Submission, task: Task) -> tuple[Work, Finished]:
    """Submit a task; what the vendor took on, and what came of it."""
    async with vendor("elevenlabs") as (provider, fake):
        finished = await drive(provider, replace(asked, task=task))
        (work,) = fake.works.values()
        return work, finished


async def spoken(folder: Path, model: str, **fields: Any) -> tuple[Work, Finished]:
    task = {"text": "Hello, big world.", "language": "en-US", **fields}
    return await sent(ask(OFFERS[model], folder), SpeechTask.model_validate(task))


@pytest.mark.parametrize(("asked", "sped"), [(0.5, 0.7), (1.0, 1.0), (1.1, 1.1), (2.0, 1.2)])
async def test_a_speed_out_of_range_is_clamped_and_told(
    tmp_path: Path, asked: float, sped: float
) -> None:
    work, finished = await spoken(tmp_path, speech.STEADY, speed=asked)
    assert work.body["voice_settings"]["speed"] == sped
    assert finished.made[0].metadata["speed"] == f"{sped:g}"


async def test_the_expressive_model_is_left_its_own_speed(tmp_path: Path) -> None:
    work, finished = await spoken(tmp_path, speech.EXPRESSIVE, speed=1.5)
    assert "speed" not in work.body["voice_settings"]
    assert finished.made[0].metadata["speed"] == "1"
    assert work.body["language_code"] == "en"


@pytest.mark.parametrize("emotion", Emotion)
async def test_a_mood_is_a_tag_that_nobody_reads_in_the_words(
    tmp_path: Path, emotion: Emotion
) -> None:
    work, finished = await spoken(tmp_path, speech.EXPRESSIVE, emotion=emotion)
    assert work.body["text"].startswith(speech.TAGS.get(emotion, "Hello"))
    assert finished.transcript
    assert finished.transcript.source == "engine"
    assert [word.text for word in finished.transcript.words] == ["Hello,", "big", "world."]
    starts = [word.start for word in finished.transcript.words]
    assert starts == sorted(starts)
    assert all(word.end > word.start for word in finished.transcript.words)


async def test_the_steady_model_takes_a_mood_as_settings_and_no_language(tmp_path: Path) -> None:
    moved, _ = await spoken(tmp_path, speech.STEADY, emotion=Emotion.SAD)
    calm, _ = await spoken(tmp_path, speech.STEADY)
    assert moved.body["voice_settings"]["stability"] < 0.5
    assert set(calm.body["voice_settings"]) == {"speed"}
    assert "language_code" not in moved.body


@pytest.mark.parametrize(
    ("voice", "used"),
    [(None, DEFAULT_VOICE), (f"elevenlabs-{CLONE}", CLONE), (CLONE, CLONE)],
)
async def test_a_cloned_voice_speaks_as_any_other(
    tmp_path: Path, voice: str | None, used: str
) -> None:
    work, finished = await spoken(tmp_path, speech.EXPRESSIVE, voice=voice)
    assert work.path == f"/v1/text-to-speech/{used}/with-timestamps"
    assert finished.made[0].metadata["voice"] == f"elevenlabs-{used}"
    assert finished.usage
    assert (finished.usage.amount, finished.usage.unit) == (12, "characters")


@pytest.mark.parametrize("voice", ["elevenlabs-../user", "elevenlabs-", "a b"])
async def test_a_voice_that_is_none_never_becomes_an_address(tmp_path: Path, voice: str) -> None:
    async with vendor("elevenlabs") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(
                replace(
                    ask(OFFERS[speech.STEADY], tmp_path), task=SpeechTask(text="Hi.", voice=voice)
                )
            )
        with pytest.raises(ProviderRejected):
            await provider.forget(voice)
        assert fake.paid == 0


def test_an_alignment_that_does_not_fit_is_none() -> None:
    times = {"character_start_times_seconds": [0.0], "character_end_times_seconds": [0.1]}
    task = SpeechTask(text="Hi")
    assert speech.words({"characters": ["H", "i"], **times}, task) is None
    assert speech.words({"characters": ["—"], **times}, task) == ()


async def test_a_clone_is_made_forgotten_and_stays_gone(tmp_path: Path) -> None:
    async with vendor("elevenlabs") as (provider, fake):
        finished = await drive(provider, ask(ABILITIES[Ability.VOICE_CLONE], tmp_path))
        assert finished.voice == f"elevenlabs-{CLONE}"
        await provider.forget(finished.voice)
        assert isinstance(fake, Vendor)
        assert fake.clones == ()
        await provider.forget(finished.voice)


async def test_a_clone_that_cannot_be_used_is_not_kept(tmp_path: Path) -> None:
    async with vendor("elevenlabs") as (provider, fake):
        assert isinstance(fake, Vendor)
        fake.verifies = True
        with pytest.raises(ProviderRejected):
            await drive(provider, ask(ABILITIES[Ability.VOICE_CLONE], tmp_path))
        assert fake.clones == ()
        assert fake.paid == 1


async def test_a_voice_that_was_not_deleted_is_no_success() -> None:
    async with vendor("elevenlabs", Trouble.BAD_KEY) as (provider, _):
        with pytest.raises(ProviderMisconfigured):
            await provider.forget(CLONE)


async def test_the_library_is_read_to_its_last_page_without_anybodys_clones() -> None:
    async with vendor("elevenlabs") as (provider, _):
        voices = await provider.voices()
    assert [(v.id, v.language, v.gender) for v in voices] == [
        (f"elevenlabs-{DEFAULT_VOICE}", "en", "male"),
        ("elevenlabs-v2", "es", "neutral"),
    ]


@pytest.mark.parametrize(("seconds", "made"), [(0.2, 0.5), (7.3, 7.3), (30, 30)])
async def test_a_sound_is_no_shorter_than_asked(
    tmp_path: Path, seconds: float, made: float
) -> None:
    asked = ask(ABILITIES[Ability.SOUND_EFFECT], tmp_path)
    work, _ = await sent(asked, SoundTask(prompt="rain", seconds=seconds, loop=True))
    assert (work.body["duration_seconds"], work.body["loop"]) == (made, True)


async def test_music_has_no_singing_and_its_length_in_milliseconds(tmp_path: Path) -> None:
    asked = ask(ABILITIES[Ability.MUSIC], tmp_path)
    work, _ = await sent(asked, MusicTask(prompt="calm", seconds=15.0001))
    assert (work.body["music_length_ms"], work.body["force_instrumental"]) == (15_001, True)


async def refused(asked: Submission, task: Task) -> None:
    """Submit what no call can make: nothing is paid for it."""
    async with vendor("elevenlabs") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(replace(asked, task=task))
        assert fake.paid == 0


@pytest.mark.parametrize(
    "task",
    [
        SoundTask(prompt="rain", seconds=31),
        MusicTask(prompt="calm", seconds=601),
        MusicTask(prompt="x" * 4_101, seconds=15),
        SpeechTask(text="x" * 2_981),
        VideoTask(prompt="a boat", seconds=31, seed=1),
        ImageTask(prompt="a barn", width=5_000, height=100, seed=1),
    ],
)
async def test_what_no_call_can_make_is_refused_before_it_is_paid(
    tmp_path: Path, task: Task
) -> None:
    await refused(ask(ABILITIES[task.ability], tmp_path), task)


async def test_only_words_are_heard_in_the_language_that_was_spoken(tmp_path: Path) -> None:
    asked = ask(ABILITIES[Ability.TRANSCRIPTION], tmp_path)
    assert isinstance(asked.task, TranscriptionTask)
    task = asked.task.model_copy(update={"language": "nb-NO"})
    work, finished = await sent(asked, task)
    assert work.body["language_code"] == "no"
    assert finished.transcript
    assert finished.transcript.language == "en"
    assert [word.text for word in finished.transcript.words] == ["Hello", "world!"]
    assert heard("cmn") == "zh"
    await refused(asked, asked.task.model_copy(update={"language": "tlh"}))


FLOWS = (Ability.VIDEO, Ability.TALKING_PORTRAIT, Ability.IMAGE)


@pytest.mark.parametrize("ability", FLOWS)
@pytest.mark.parametrize("trouble", sorted(LATE))
async def test_a_generation_that_ended_badly_has_one_meaning(
    tmp_path: Path, ability: Ability, trouble: Trouble
) -> None:
    async with vendor("elevenlabs", trouble) as (provider, fake):
        with pytest.raises(ProviderFailure) as caught:
            await drive(provider, ask(ABILITIES[ability], tmp_path))
        assert type(caught.value) is MEANINGS[trouble]
        assert fake.paid == 1


async def test_a_first_picture_gives_a_clip_its_shape(tmp_path: Path) -> None:
    image, path = blob(tmp_path, _fake.picture(), "image/png")
    asked = replace(ask(ABILITIES[Ability.VIDEO], tmp_path), files={image.sha256: path})
    task = VideoTask(prompt="a boat", seconds=4.5, first=image, quality=Quality.ULTRA, seed=1)
    work, _ = await sent(replace(asked, callback_url="https://studio.example/hook"), task)
    assert base64.b64decode(work.body["start_frame"]["content_base64"]) == path.read_bytes()
    assert (work.body["aspect_ratio"], work.body["duration_secs"]) == ("auto", 5)
    assert work.body["resolution"] == "1080p"
    assert work.body["webhook"] == {"type": "all"}


async def test_a_portrait_keeps_its_background(tmp_path: Path) -> None:
    asked = ask(ABILITIES[Ability.TALKING_PORTRAIT], tmp_path)
    assert isinstance(asked.task, PortraitTask)
    await refused(asked, asked.task.model_copy(update={"transparent": True}))


@pytest.mark.parametrize(
    ("size", "ratio", "resolution"),
    [((1024, 768), "4:3", "1K"), ((1080, 1920), "9:16", "2K"), ((4096, 4096), "1:1", "4K")],
)
async def test_a_picture_is_asked_for_by_its_ratio(
    tmp_path: Path, size: tuple[int, int], ratio: str, resolution: str
) -> None:
    task = ImageTask(prompt="a barn", width=size[0], height=size[1], seed=1)
    work, _ = await sent(ask(OFFERS[flows.IMAGE], tmp_path), task)
    assert (work.body["aspect_ratio"], work.body["resolution"]) == (ratio, resolution)


@pytest.mark.parametrize(
    "body", [{"type": "flows_generation", "data": {"id": "g-1"}}, {"id": "g-1", "status": "failed"}]
)
def test_a_webhook_names_its_generation(body: Mapping[str, Any]) -> None:
    assert ElevenLabs.subject(body) == "g-1"
    assert ElevenLabs.subject({"type": "voice_removed", "data": {"voice_id": "v"}}) is None


@pytest.mark.parametrize(
    ("status", "detail", "error"),
    [
        (401, {"status": "quota_exceeded"}, ProviderCreditsExhausted),
        (402, {"type": "payment_required", "code": "insufficient_credits"}, ProviderCreditsExhausted),
        (402, {"type": "payment_required", "code": "paid_plan_required"}, ProviderMisconfigured),
        (400, {"status": "can_not_use_instant_voice_cloning"}, ProviderMisconfigured),
        (400, {"status": "voice_limit_reached"}, ProviderRejected),
        (401, {"status": "voice_not_found"}, ProviderRejected),
        (422, {"status": "bad_prompt"}, ProviderModerated),
        (425, "too early", ProviderThrottled),
        (404, {"status": "model_not_found"}, ProviderMisconfigured),
        (400, "text", ProviderRejected),
    ],
)  # fmt: skip
def test_a_refusal_means_what_its_code_says(
    status: int, detail: object, error: type[ProviderFailure]
) -> None:
    with pytest.raises(error):
        classify("elevenlabs", status, {"detail": detail})


async def test_an_unknown_answer_about_a_generation_is_outside_the_contract(
    tmp_path: Path,
) -> None:
    async with vendor("elevenlabs") as (provider, fake):
        ticket = await provider.submit(ask(ABILITIES[Ability.VIDEO], tmp_path))
        assert not isinstance(ticket, Finished)
        fake.trouble = Trouble.UNKNOWN_STATE
        await provider.poll(ticket)
        await provider.poll(ticket)
        with pytest.raises(ProviderMalformed):
            await provider.poll(ticket)

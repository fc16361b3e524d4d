"""What HeyGen's adapter makes of each field, and what becomes of work that was taken on."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import ProviderFailure, ProviderRejected
from domain.tasks import Ability, DubbingTask, Emotion, PortraitTask, SpeechTask, VoiceCloneTask
from providers._base import Finished, Submission
from providers.heygen import HeyGen
from tests.contract.test_vendors import ask, blob, delivered, drive, vendor
from tests.vendors import _fake
from tests.vendors._fake import LATE, MEANINGS, Trouble

OFFERS = {offer.ability: offer for offer in HeyGen.offers}
FOLLOWED = sorted(set(OFFERS) - {Ability.SPEECH})


def speech(folder: Path, **fields: object) -> Submission:
    asked = ask(OFFERS[Ability.SPEECH], folder)
    task = {"text": "Hello there.", "language": "en", **fields}
    return replace(asked, task=SpeechTask.model_validate(task))


@pytest.mark.parametrize("ability", FOLLOWED)
@pytest.mark.parametrize("trouble", sorted(LATE))
async def test_work_that_ended_badly_has_one_meaning(
    tmp_path: Path, ability: Ability, trouble: Trouble
) -> None:
    async with vendor("heygen", trouble) as (provider, fake):
        with pytest.raises(ProviderFailure) as caught:
            await drive(provider, ask(OFFERS[ability], tmp_path))
        assert type(caught.value) is MEANINGS[trouble]
        assert fake.paid == 1


async def test_a_picture_without_a_face_is_the_inputs_fault(tmp_path: Path) -> None:
    async with vendor("heygen") as (provider, fake):
        ticket = await provider.submit(ask(OFFERS[Ability.TALKING_PORTRAIT], tmp_path))
        assert not isinstance(ticket, Finished)
        fake.trouble = Trouble.REJECTED
        await provider.poll(ticket)
        await provider.poll(ticket)
        with pytest.raises(ProviderRejected):
            await provider.poll(ticket)


@pytest.mark.parametrize(("transparent", "container"), [(True, "webm"), (False, "mp4")])
async def test_a_background_is_cut_away_into_webm(
    tmp_path: Path, transparent: bool, container: str
) -> None:
    asked = ask(OFFERS[Ability.TALKING_PORTRAIT], tmp_path)
    assert isinstance(asked.task, PortraitTask)
    task = asked.task.model_copy(update={"transparent": transparent, "aspect": "9:16"})
    async with vendor("heygen") as (provider, fake):
        await provider.submit(replace(asked, task=task))
        (work,) = fake.works.values()
    assert work.body["output_format"] == container
    assert work.body["aspect_ratio"] == "9:16"


@pytest.mark.parametrize(("speed", "used"), [(0.25, "0.5"), (1.3, "1.3"), (4.0, "2")])
async def test_the_speed_that_was_really_used_is_told(
    tmp_path: Path, speed: float, used: str
) -> None:
    async with vendor("heygen") as (provider, fake):
        finished = await drive(provider, speech(tmp_path, speed=speed))
        (work,) = fake.works.values()
    assert finished.made[0].metadata["speed"] == used
    assert work.body["speed"] == float(used)


async def test_a_mood_that_no_voice_has_is_told(tmp_path: Path) -> None:
    async with vendor("heygen") as (provider, _):
        plain = await drive(provider, speech(tmp_path))
        happy = await drive(provider, speech(tmp_path, emotion=Emotion.HAPPY))
    assert "emotion" not in plain.made[0].metadata
    assert happy.made[0].metadata["emotion"] == "neutral"


@pytest.mark.parametrize(
    ("language", "voice", "said"),
    [
        ("de", "heygen-v2", {"language": "de"}),
        ("es-MX", "heygen-v4", {"locale": "es-MX"}),
        (None, "heygen-v0", {}),
    ],
)
async def test_a_voice_is_chosen_by_language(
    tmp_path: Path, language: str | None, voice: str, said: dict[str, str]
) -> None:
    async with vendor("heygen") as (provider, fake):
        finished = await drive(provider, speech(tmp_path, language=language))
        (work,) = fake.works.values()
    assert finished.made[0].metadata["voice"] == voice
    assert {key: work.body[key] for key in ("language", "locale") if key in work.body} == said


@pytest.mark.parametrize("language", ["tlh", "ja"])
async def test_a_language_without_a_voice_is_rejected_unpaid(tmp_path: Path, language: str) -> None:
    async with vendor("heygen") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(speech(tmp_path, language=language))
        assert fake.paid == 0


async def test_words_have_their_times_and_no_marks(tmp_path: Path) -> None:
    async with vendor("heygen") as (provider, _):
        heard = (await drive(provider, speech(tmp_path))).transcript
    assert heard
    assert heard.source == "engine"
    assert [(word.text, word.start, word.end) for word in heard.words] == [
        ("Hello", 0.1, 0.4),
        ("there.", 0.5, 0.9),
    ]


async def test_all_pages_of_the_library_are_listed() -> None:
    async with vendor("heygen") as (provider, _):
        voices = await provider.voices()
    assert [(voice.id, voice.language, voice.gender) for voice in voices] == [
        ("heygen-v0", "en", "female"),
        ("heygen-v1", "en", "male"),
        ("heygen-v2", "de", "female"),
        ("heygen-v3", "mul", "neutral"),
        ("heygen-v4", "es", "male"),
    ]


async def test_a_clone_speaks_until_it_is_forgotten(tmp_path: Path) -> None:
    async with vendor("heygen") as (provider, fake):
        cloned = await drive(provider, ask(OFFERS[Ability.VOICE_CLONE], tmp_path))
        assert cloned.voice
        await provider.submit(speech(tmp_path, voice=cloned.voice))
        await provider.forget(cloned.voice)
        await provider.forget(cloned.voice)
        assert cloned.voice.removeprefix("heygen-") not in fake.works


async def test_a_clone_is_made_from_the_longest_recording(tmp_path: Path) -> None:
    short, short_path = blob(tmp_path, _fake.sound(0.5), "audio/wav")
    long, long_path = blob(tmp_path, _fake.sound(2), "audio/wav")
    asked = replace(
        ask(OFFERS[Ability.VOICE_CLONE], tmp_path),
        task=VoiceCloneTask(name="Ada", samples=(short, long), language="en-GB"),
        files={short.sha256: short_path, long.sha256: long_path},
    )
    async with vendor("heygen") as (provider, fake):
        finished = await drive(provider, asked)
        (work,) = fake.works.values()
        sent, _ = fake.files[work.body["audio"]["asset_id"]]
    assert sent == long_path.read_bytes()
    assert work.body["language"] == "en"
    assert finished.metadata["samples"] == "1 of 2"


async def test_a_kind_of_file_that_it_does_not_take_never_leaves(tmp_path: Path) -> None:
    asked = ask(OFFERS[Ability.TALKING_PORTRAIT], tmp_path)
    assert isinstance(asked.task, PortraitTask)
    facts = asked.task.audio.facts.model_copy(update={"mime_type": "audio/flac"})
    audio = asked.task.audio.model_copy(update={"facts": facts})
    task = asked.task.model_copy(update={"audio": audio})
    async with vendor("heygen") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(replace(asked, task=task))
        assert not fake.files


async def test_a_video_is_translated_with_its_captions(tmp_path: Path) -> None:
    asked = ask(OFFERS[Ability.DUBBING], tmp_path)
    assert isinstance(asked.task, DubbingTask)
    task = asked.task.model_copy(update={"source": "en", "keep_background": False})
    async with vendor("heygen") as (provider, fake):
        finished = await drive(provider, replace(asked, task=task))
        (work,) = fake.works.values()
        captions = await delivered(finished.made[1], tmp_path)
    assert [made.role for made in finished.made] == ["video", "captions"]
    assert "Hallo!" in captions.read_text()
    assert work.body["output_languages"] == ["de"]
    assert (work.body["input_language"], work.body["disable_music_track"]) == ("en", True)


async def test_a_dub_in_a_voice_of_the_callers_is_rejected_unpaid(tmp_path: Path) -> None:
    asked = ask(OFFERS[Ability.DUBBING], tmp_path)
    assert isinstance(asked.task, DubbingTask)
    task = asked.task.model_copy(update={"voice": "heygen-v2"})
    async with vendor("heygen") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(replace(asked, task=task))
        assert fake.paid == 0

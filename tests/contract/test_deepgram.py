"""What Deepgram's adapter makes of languages, voices and speeds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import ProviderRejected
from domain.tasks import Ability, Emotion, SpeechTask, TranscriptionTask
from media.probe import probe
from providers._base import Finished
from providers.deepgram import VOICES, Deepgram
from tests.contract.test_vendors import ask, delivered, drive, vendor
from tests.vendors._fake import Work

OFFERS = {offer.ability: offer for offer in Deepgram.offers}


async def spoken(folder: Path, **fields: Any) -> tuple[Work, Finished]:
    asked = ask(OFFERS[Ability.SPEECH], folder)
    task = SpeechTask.model_validate({"text": "Hello.", **fields})
    async with vendor("deepgram") as (provider, fake):
        finished = await drive(provider, replace(asked, task=task))
        (work,) = fake.works.values()
        return work, finished


@pytest.mark.parametrize(
    ("language", "asked", "sped"),
    [("en", 0.5, 0.7), ("en-GB", 2.0, 1.5), ("es", 0.5, 0.9), ("de", 1.5, 1.0), ("en", 1.0, 1.0)],
)
async def test_a_speed_is_what_the_voice_can_do_and_told(
    tmp_path: Path, language: str, asked: float, sped: float
) -> None:
    work, finished = await spoken(tmp_path, language=language, speed=asked)
    assert work.body.get("speed", "1") == f"{sped:g}"
    assert finished.made[0].metadata["speed"] == f"{sped:g}"


@pytest.mark.parametrize("language", sorted(VOICES))
async def test_a_voice_is_chosen_by_language(tmp_path: Path, language: str) -> None:
    work, finished = await spoken(tmp_path, language=language)
    assert work.body["model"] == finished.model == VOICES[language]


async def test_samples_become_a_file_that_knows_its_length(tmp_path: Path) -> None:
    _, finished = await spoken(tmp_path, voice="deepgram-aura-2-apollo-en", emotion=Emotion.SAD)
    (made,) = finished.made
    assert made.metadata["voice"] == "deepgram-aura-2-apollo-en"
    assert made.metadata["emotion"] == "neutral", "it has no other, and says so"
    facts = await probe(await delivered(made, tmp_path))
    assert facts.mime_type == "audio/wav"
    assert facts.duration_seconds
    assert finished.usage
    assert finished.usage.unit == "characters"


@pytest.mark.parametrize(
    "fields", [{"voice": "deepgram-../x"}, {"language": "pl"}, {"text": "x" * 2_001}]
)
async def test_what_it_cannot_say_is_refused(tmp_path: Path, fields: dict[str, str]) -> None:
    task = SpeechTask.model_validate({"text": "Hello.", **fields})
    async with vendor("deepgram") as (provider, fake):
        with pytest.raises(ProviderRejected):
            await provider.submit(replace(ask(OFFERS[Ability.SPEECH], tmp_path), task=task))
        assert fake.paid == 0


@pytest.mark.parametrize(
    ("language", "query", "told"),
    [
        (None, {"detect_language": "true"}, "en"),
        ("pt-br", {"language": "pt-BR"}, "pt-BR"),
        ("it-CH", {"language": "it"}, "it"),
        ("yue", {"language": "zh-HK"}, "zh-HK"),
    ],
)
async def test_a_language_is_asked_for_by_a_code_that_it_knows(
    tmp_path: Path, language: str | None, query: dict[str, str], told: str
) -> None:
    asked = ask(OFFERS[Ability.TRANSCRIPTION], tmp_path)
    assert isinstance(asked.task, TranscriptionTask)
    task = asked.task.model_copy(update={"language": language})
    async with vendor("deepgram") as (provider, fake):
        finished = await drive(provider, replace(asked, task=task))
        (work,) = fake.works.values()
        with pytest.raises(ProviderRejected):
            await provider.submit(replace(asked, task=task.model_copy(update={"language": "cy"})))
    assert query.items() <= work.body.items()
    assert finished.transcript
    assert finished.transcript.language == told
    assert [word.text for word in finished.transcript.words] == ["Hello,", "world."]


async def test_its_voices_are_those_that_are_there() -> None:
    async with vendor("deepgram") as (provider, _):
        voices = await provider.voices()
    assert [(v.id, v.language, v.gender) for v in voices] == [
        ("deepgram-aura-2-thalia-en", "en-US", "female"),
        ("deepgram-aura-2-julius-de", "de", "neutral"),
    ]

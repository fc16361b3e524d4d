"""Translation by vendors: times stay, what comes back is counted, a refusal is one, a free key has its own host."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from domain.errors import ProviderMalformed, ProviderModerated, ProviderRejected
from domain.phrases import Phrase, Phrases
from domain.tasks import Ability, TranslationTask, Word
from providers._base import Submission
from providers.deepl import DeepL
from tests.contract.test_vendors import ADAPTERS, ask, blob, vendor
from tests.vendors.openai import OpenAI

SAID = Phrases(
    phrases=tuple(Phrase(text=f"phrase {n}", start=2 * n, end=2 * n + 1) for n in range(40))
)


def asked(name: str, folder: Path, **fields: object) -> Submission:
    """Twenty of forty phrases, on their way to a vendor."""
    offer = next(o for o in ADAPTERS[name].offers if o.ability is Ability.TRANSLATION)
    phrases, path = blob(folder, SAID.model_dump_json().encode(), "application/json")
    task = TranslationTask(phrases=phrases, first=10, count=20, source="en", target="de")
    task = task.model_copy(update=fields)
    return replace(ask(offer, folder), task=task, files={phrases.sha256: path})


def beginnings(words: tuple[Word, ...]) -> list[float]:
    """When the first word of each phrase sounds."""
    return [word.start for word in words[::2]]


@pytest.mark.parametrize(("name", "sign"), [("openai", "de"), ("deepl", "DE")])
async def test_each_phrase_keeps_its_time(tmp_path: Path, name: str, sign: str) -> None:
    async with vendor(name) as (provider, fake):
        finished = await provider.submit(asked(name, tmp_path))
        assert fake.paid == 1
    told = finished.transcript
    assert told
    assert (told.language, told.source) == ("de", "translated")
    assert [word.text for word in told.words[:2]] == [f"{sign}:phrase", f"{sign}:10"]
    assert beginnings(told.words) == [2.0 * n for n in range(10, 30)]
    assert finished.usage


async def test_a_phrase_that_went_into_the_one_before_leaves_it_its_time(tmp_path: Path) -> None:
    async with vendor("openai") as (provider, fake):
        assert isinstance(fake, OpenAI)
        fake.vendor.dropped = {15}
        told = (await provider.submit(asked("openai", tmp_path))).transcript
        assert told
        assert len(told.words) == 38
        assert max(word.end for word in told.words if word.start < 32) == 31
        fake.vendor.dropped = set(range(15, 20))
        with pytest.raises(ProviderMalformed):
            await provider.submit(asked("openai", tmp_path))


@pytest.mark.parametrize(
    ("refusal", "finish", "error"),
    [("I cannot", "stop", ProviderModerated), (None, "content_filter", ProviderModerated), (None, "length", ProviderMalformed)],
)  # fmt: skip
async def test_an_answer_that_is_no_translation_is_none(
    tmp_path: Path, refusal: str | None, finish: str, error: type[Exception]
) -> None:
    async with vendor("openai") as (provider, fake):
        assert isinstance(fake, OpenAI)
        fake.vendor.refusal, fake.vendor.finish = refusal, finish
        with pytest.raises(error):
            await provider.submit(asked("openai", tmp_path))


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "EN-US"), ("en-GB", "EN-GB"), ("pt", "PT-PT"), ("pt-BR", "PT-BR"), ("zh-Hant", "ZH-HANT"), ("no", "NB"),
     ("de-CH", "DE")],
)  # fmt: skip
async def test_a_tag_is_asked_for_by_the_vendors_code(tmp_path: Path, tag: str, code: str) -> None:
    async with vendor("deepl") as (provider, fake):
        await provider.submit(asked("deepl", tmp_path, target=tag, source="sv-SE"))
        (work,) = fake.works.values()
    assert (work.body["target_lang"], work.body["source_lang"]) == (code, "SV")
    assert work.body["context"].startswith("phrase 0 "), "what is said around it goes along"


@pytest.mark.parametrize("fields", [{"source": "cy"}, {"target": "cy"}, {"count": 30, "first": 0}])
async def test_what_it_does_not_translate_is_not_asked_of_it(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    async with vendor("deepl") as (provider, fake):
        if "count" in fields:
            many = Phrases(
                phrases=tuple(Phrase(text="x" * 3_000, start=n, end=n + 1) for n in range(30))
            )
            phrases, path = blob(tmp_path, many.model_dump_json().encode(), "application/json")
            sent = asked("deepl", tmp_path, phrases=phrases, **fields)
            sent = replace(sent, files={phrases.sha256: path})
        else:
            sent = asked("deepl", tmp_path, **fields)
        with pytest.raises(ProviderRejected):
            await provider.submit(sent)
        assert fake.paid == 0


@pytest.mark.parametrize(
    ("key", "host"), [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com")]
)
async def test_a_key_of_the_free_plan_goes_to_its_own_host(key: str, host: str) -> None:
    hosts = []

    def say(request: httpx.Request) -> httpx.Response:
        hosts.append((request.url.host, request.headers["host"]))
        return httpx.Response(200, json={})

    async with httpx.AsyncClient(
        transport=httpx.MockTransport(say), base_url=DeepL.base_url, auth=DeepL.auth(key)
    ) as client:
        await client.get("/v2/usage")
    assert hosts == [(host, host)]

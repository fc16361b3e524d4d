"""DeepL: text in another language. https://developers.deepl.com/docs/api-reference/translate"""

from collections.abc import Generator
from typing import Any, ClassVar, Final

import httpx

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderMisconfigured,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, TranslationTask
from domain.values import Json
from providers._base import Finished, Offer, Provider, Submission, Usage, unoffered
from providers._translation import Asked, asked, said

MODEL: Final = "prefer_quality_optimized"
HOST: Final = "api.deepl.com"
FREE_HOST: Final = "api-free.deepl.com"
FREE: Final = ":fx"
"""What the keys of the free plan end with, whose API has a host of its own."""
TEXTS_MAX: Final = 50
BODY_BYTES_MAX: Final = 128 * 1024
QUOTA_EXCEEDED: Final = 456
OVERLOADED: Final = 529

SOURCES: Final = frozenset(
    {
        "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hu", "id", "it", "ja", "ko", "lt",
        "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh",
    }
)  # fmt: skip
TARGETS: Final = {
    **{tag: tag.upper() for tag in sorted(SOURCES)},
    "en": "EN-US", "en-gb": "EN-GB", "en-au": "EN-GB", "en-ie": "EN-GB", "en-nz": "EN-GB",
    "pt": "PT-PT", "pt-br": "PT-BR", "es-419": "ES-419", "es-mx": "ES-419", "es-ar": "ES-419", "es-co": "ES-419",
    "zh-hant": "ZH-HANT", "zh-tw": "ZH-HANT", "zh-hk": "ZH-HANT", "zh-hans": "ZH-HANS",
}  # fmt: skip
"""What a tag is called there: the whole tag where it has a variant of its own, else its language."""
SAME: Final = {"no": "nb", "nn": "nb", "iw": "he"}


class FreeHost(httpx.Auth):
    """Sends the requests of a free key to the free plan's host; an operator's own address stays."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        if request.url.host == HOST:
            request.url = request.url.copy_with(host=FREE_HOST)
            request.headers["Host"] = FREE_HOST
        yield request


class DeepL(Provider):
    """Every call answers with its result."""

    name = "deepl"
    base_url = f"https://{HOST}"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(
            ability=Ability.TRANSLATION,
            model=MODEL,
            translates=tuple(f"*>{tag}" for tag in sorted({*SOURCES, "no"})),
        ),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {key}"}

    @classmethod
    def auth(cls, key: str) -> httpx.Auth | None:
        return FreeHost() if key.endswith(FREE) else None

    async def submit(self, ask: Submission) -> Finished:
        match ask.task:
            case TranslationTask() as task:
                return await self._translation(ask, task)
            case task:
                raise unoffered(self.name, task)

    async def check(self) -> str:
        response = await self.http.send("GET", "/v2/usage", classify=classify)
        match self.http.json_of(response):
            case {"character_count": int(used), "character_limit": int(limit)}:
                return f"{max(limit - used, 0):,} characters left"
            case reply:
                raise self.http.malformed(reply)

    async def _translation(self, ask: Submission, task: TranslationTask) -> Finished:
        what = await asked(ask, task)
        body = self._body(ask.model, task, what)
        response = await self.http.send(
            "POST", "/v2/translate", classify=classify, paid=True, json=body
        )
        match self.http.json_of(response):
            case {"translations": list(found)} if len(found) == len(what.phrases):
                pairs = [self._one(each) for each in found]
            case reply:
                raise self.http.malformed(reply)
        numbers = (number for number, _ in what.phrases)
        texts = dict(zip(numbers, (text for text, _ in pairs), strict=True))
        usage = Usage(amount=sum(billed for _, billed in pairs), unit="characters")
        transcript = said(self.name, task, what, texts)
        return Finished(model=ask.model, transcript=transcript, usage=usage)

    def _body(self, model: str, task: TranslationTask, what: Asked) -> dict[str, Any]:
        texts = [phrase.text for _, phrase in what.phrases]
        size_bytes = sum(len(text.encode()) for text in (*texts, *what.before, *what.after))
        if len(texts) > TEXTS_MAX or size_bytes > BODY_BYTES_MAX // 2:
            raise ProviderRejected(self.name, f"{len(texts)} texts of {size_bytes} bytes")
        source = self._source(task)
        context = " ".join((*what.before, *what.after))
        return {
            "text": texts, "target_lang": self._target(task), "model_type": model, "split_sentences": "0",
            "show_billed_characters": True, **({"source_lang": source} if source else {}),
            **({"context": context} if context else {}),
        }  # fmt: skip

    def _source(self, task: TranslationTask) -> str | None:
        """Give the code to translate from; None: it is to find the language out."""
        if task.source is None:
            return None
        base = _base(task.source)
        if base not in SOURCES:
            raise ProviderRejected(self.name, f"it does not translate from {task.source!r}")
        return base.upper()

    def _target(self, task: TranslationTask) -> str:
        tag = task.target.lower()
        found = TARGETS.get(tag) or TARGETS.get(_base(tag))
        if found is None:
            raise ProviderRejected(self.name, f"it does not translate to {task.target!r}")
        return found

    def _one(self, translation: Json) -> tuple[str, int]:
        match translation:
            case {"text": str(text), **more}:
                billed = more.get("billed_characters")
                return text, billed if isinstance(billed, int) else 0
            case reply:
                raise self.http.malformed(reply)


def classify(provider: str, status: int, _body: Json) -> None:
    """Raise what the vendor's own statuses mean; it has no codes beside them."""
    if status == QUOTA_EXCEEDED:
        raise ProviderCreditsExhausted(provider, "the account's characters are used up")
    if status == OVERLOADED:
        raise ProviderThrottled(provider, "overloaded")
    if status == httpx.codes.FORBIDDEN:
        raise ProviderMisconfigured(provider, "the key is refused")
    if status == httpx.codes.REQUEST_URI_TOO_LONG:
        raise ProviderRejected(provider, f"status {status}")


def _base(tag: str) -> str:
    base = tag.split("-", 1)[0].lower()
    return SAME.get(base, base)


ADAPTER = DeepL

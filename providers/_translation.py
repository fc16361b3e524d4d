"""What is translated, as vendors are asked for it, and their answer as words with their times."""

import asyncio
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from domain.captions import COLUMNS_A_SECOND
from domain.errors import Internal, ProviderMalformed
from domain.lines import clean, parted
from domain.phrases import Phrase, Phrases, spread
from domain.tasks import Transcript, TranslationTask, Word
from domain.values import Value
from providers._base import Submission

BEFORE: Final = 10
AFTER: Final = 4
"""How many phrases around those that are asked for go along as context."""
LOST_MAX: Final = 0.1
"""Of the phrases: as many may have gone into the one before them; more is no translation."""


class Asked(Value):
    """Phrases to translate, by their numbers, and what is said before and after them."""

    phrases: tuple[tuple[int, Phrase], ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def room_of(self, phrase: Phrase) -> int:
        """Give how many columns can be read while a phrase is said."""
        return max(round((phrase.end - phrase.start) * COLUMNS_A_SECOND), 1)


async def asked(ask: Submission, task: TranslationTask) -> Asked:
    """Read a task's phrases out of their file."""
    data = await asyncio.to_thread(ask.files[task.phrases.sha256].read_bytes)
    try:
        every = Phrases.model_validate_json(data).phrases
    except ValidationError as error:
        raise Internal("The phrases to translate cannot be read.") from error
    end = task.first + task.count
    return Asked(
        phrases=tuple(enumerate(every[task.first : end], task.first)),
        before=tuple(each.text for each in every[max(task.first - BEFORE, 0) : task.first]),
        after=tuple(each.text for each in every[end : end + AFTER]),
    )


def said(provider: str, task: TranslationTask, what: Asked, texts: Mapping[int, str]) -> Transcript:
    """Lay translations over the time of what they translate; their words share it by their length.

    A phrase that has none is taken to have gone into the one before. Raises ProviderMalformed where that is too many.
    """
    kept: list[Phrase] = []
    for number, phrase in what.phrases:
        text = clean(texts.get(number, ""))
        if text:
            kept.append(phrase.model_copy(update={"text": text}))
        elif kept:
            kept[-1] = kept[-1].model_copy(update={"end": phrase.end})
    lost = len(what.phrases) - len(kept)
    if not kept or lost > len(what.phrases) * LOST_MAX:
        raise ProviderMalformed(provider, f"{lost} of {len(what.phrases)} phrases came back empty")
    words: list[Word] = []
    for phrase in kept:
        words += spread(parted(phrase.text), phrase.start, phrase.end)
    return Transcript(language=task.target, words=tuple(words), source="translated")

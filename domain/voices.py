"""Voices of somebody: the consent, and what is wrong with recordings, in words."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from domain.values import Edge, Json, Text

ERROR = "error"


class Consent(Edge):
    """What the speaker agreed to: who, in which words, and when."""

    subject: Annotated[Text, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
    statement: Annotated[Text, StringConstraints(min_length=1, max_length=2_000, pattern=r"\S")]
    recorded_at: AwareDatetime

    def is_of_the_future(self, now: datetime) -> bool:
        """Tell whether it claims to be recorded later than now."""
        return self.recorded_at > now


def faults(report: Json) -> list[str]:
    """Name what forbids to make a voice of samples, each with the sample's place; those of the whole come last."""
    found = [
        f"Sample {number}: {problem['detail']}."
        for number, sample in enumerate(report["samples"], 1)
        for problem in sample["problems"]
        if problem["severity"] == ERROR
    ]
    whole = [problem["detail"] for problem in report["problems"] if problem["severity"] == ERROR]
    return found + [f"{told[0].upper()}{told[1:]}." for told in whole]


def in_words(wrong: list[str]) -> str:
    """Write faults as one message."""
    return " ".join(wrong)


PREVIEWS = {
    "ar": "مرحبا! هذا هو صوتي، ويسعدني أن أقرأ لك ما تشاء.",
    "de": "Hallo! So klinge ich, und ich lese gern vor, was immer du möchtest.",
    "en": "Hello! This is how I sound, and I will gladly read whatever you like.",
    "es": "¡Hola! Así sueno yo, y con gusto leeré lo que quieras.",
    "fr": "Bonjour ! Voilà comment je parle, et je lirai volontiers ce que vous voudrez.",
    "hi": "नमस्ते! मेरी आवाज़ ऐसी है, और मैं खुशी से जो चाहें पढ़ूँगी।",
    "it": "Ciao! Ecco come suono, e leggerò volentieri quello che vuoi.",
    "ja": "こんにちは。これが私の声です。お好きな文章を読み上げます。",
    "nl": "Hallo! Zo klink ik, en ik lees graag voor wat je maar wilt.",
    "pl": "Cześć! Tak brzmię i chętnie przeczytam, co tylko zechcesz.",
    "pt": "Olá! É assim que eu soo, e lerei com prazer o que você quiser.",
    "ru": "Привет! Вот как я звучу, и я с радостью прочту всё, что захотите.",
    "zh": "你好！这就是我的声音，我很乐意为你朗读。",
}


def preview_text(language: str) -> str:
    """Give what a new voice says first; in English where we have no words of its language."""
    return PREVIEWS.get(language.split("-", maxsplit=1)[0].lower(), PREVIEWS["en"])

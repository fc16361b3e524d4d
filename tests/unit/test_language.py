"""Which language a text is taken for, when the caller does not say."""

from pathlib import Path

import pytest

from providers.local import engine, voices
from providers.local.engines._speaking.language import told_from


@pytest.mark.parametrize(
    "text", ["Hi", "OK", "Hello S3 world.", "Buy now!", "A red barn at dawn", "2026", "Yes"]
)
def test_a_few_words_are_english_unless_they_clearly_are_not(text: str) -> None:
    assert told_from(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, wie geht es Ihnen?", "de"),
        ("Bonjour", "fr"),
        ("Buongiorno a tutti", "it"),
        ("Привет", "ru"),
        ("नमस्ते", "hi"),
        ("こんにちは", "ja"),
        ("Dzień dobry", "pl"),
    ],
)
def test_other_languages_are_told_by_their_words_or_script(text: str, language: str) -> None:
    assert told_from(text) == language


@pytest.mark.parametrize(
    "text", ["Hello, world!", "Hej", "Olá", "γεια", "مرحبا", "你好", "?", "ⵣⵓⵍ"]
)
def test_every_text_finds_a_language_that_we_speak(text: str) -> None:
    assert voices.default(told_from(text), kokoro=True)


async def test_a_short_end_is_spoken_in_the_language_of_the_whole(tmp_path: Path) -> None:
    request = {
        "text": "OK.", "beginning": "Guten Morgen, liebe Leute, wir fangen gleich an.",
        "speed": 1.0, "emotion": "neutral", "folder": str(tmp_path),
    }  # fmt: skip
    spoken = await engine.call(
        "speech", request, report=lambda _: None, threads=1, memory_bytes_max=2**32
    )
    assert spoken["metadata"]["voice"] == "espeak-de"

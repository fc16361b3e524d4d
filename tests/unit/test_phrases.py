"""Phrases: sentences whole, pauses kept, long ones parted, words spread over their time."""

import pytest
from hypothesis import given

from domain.captions import lay_out
from domain.lines import columns, parted
from domain.phrases import PHRASE_COLUMNS_MAX, is_same, phrased, spread
from domain.tasks import Word
from tests.unit.test_captions import spoken


@given(spoken())
def test_phrases_keep_every_word_and_its_time(words: list[Word]) -> None:
    found = phrased(words)
    assert "".join(p.text for p in found).replace(" ", "") == "".join(w.text for w in words)
    assert (found[0].start, found[-1].end) == (words[0].start, words[-1].end)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_a_phrase_is_a_sentence_and_a_long_one_is_parted_at_a_clause() -> None:
    long = "When I was young I often walked along the river in the evening, " * 4
    words = spread(f"Good morning. {long}and that was long ago.".split(), 0, 40)
    found = phrased(words)
    assert found[0].text == "Good morning."
    assert len(found) > 2
    assert all(phrase.text[-1] in ",." for phrase in found)
    assert all(columns(phrase.text) <= PHRASE_COLUMNS_MAX for phrase in found)


def test_a_script_without_spaces_is_spread_letter_by_letter_and_read_as_it_was_written() -> None:
    text = "今日は「とても」良い天気です。すぐに、Studioの新しい動画を撮りましょう。"
    words = spread(parted(text), 0, 8)
    assert "「と" in [word.text for word in words], "a bracket ends no line"
    assert "".join(cue.text.replace("\n", "") for cue in lay_out(words, duration_seconds=9)) == text


def test_combining_marks_stay_with_their_letter() -> None:
    assert parted("สวัสดี ok") == ["ส", "วั", "ส", "ดี", "ok"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("en-GB", "en", True), ("no", "nb-NO", True), ("zh-Hant", "yue", True), ("es", "en", False), ("hr", "sr", True)],
)  # fmt: skip
def test_tags_of_one_language_are_the_same(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same

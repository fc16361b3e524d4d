"""Captions: words kept, times in order, hostile text harmless, transcripts read as they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.captions import (
    CaptionStyle,
    Cue,
    Position,
    columns_of,
    em_of,
    fit,
    lay_out,
    to_ass,
    to_srt,
    to_vtt,
)
from domain.errors import MediaInvalid
from domain.lines import broken, columns
from domain.scripts import face_of
from domain.speech import chunks
from domain.tasks import Transcript, Word
from media import captions

WORD = st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=12)


@st.composite
def spoken(draw: st.DrawFn) -> list[Word]:
    clock, words = 0.0, []
    for text in draw(st.lists(WORD, min_size=1, max_size=60)):
        start = clock + draw(st.floats(0, 1.5))
        clock = start + draw(st.floats(0.05, 1))
        words.append(
            Word(text=text + draw(st.sampled_from(["", "", ".", ",", "?"])), start=start, end=clock)
        )
    return words


@given(spoken())
def test_cues_are_in_order_inside_the_duration_and_keep_every_word(words: list[Word]) -> None:
    duration = words[-1].end + 2
    cues = lay_out(words, duration_seconds=duration)
    assert all(0 <= cue.start < cue.end <= duration for cue in cues)
    assert all(a.end <= b.start for a, b in zip(cues, cues[1:], strict=False))
    assert all(1 <= len(cue.lines) <= 2 for cue in cues)
    said = "".join("".join(cue.lines) for cue in cues).replace(" ", "")
    assert said == "".join(word.text for word in words)


def test_lines_are_short_enough_to_read() -> None:
    words = [Word(text=f"word{n}", start=n * 0.3, end=n * 0.3 + 0.25) for n in range(60)]
    for cue in lay_out(words, duration_seconds=30):
        assert all(columns(line) <= 44 for line in cue.lines)
        assert cue.end - cue.start <= 6.5


def test_scripts_without_spaces_are_not_given_any() -> None:
    words = [
        Word(text=letter, start=n * 0.2, end=n * 0.2 + 0.2)
        for n, letter in enumerate("今日はとても良い天気です。")
    ]
    assert lay_out(words, duration_seconds=5)[0].text == "今日はとても良い天気です。"


def test_the_formats_write_times_and_escape_text() -> None:
    cues = (Cue(start=0.5, end=3661.25, lines=("a <b> & --> c", "second")),)
    assert to_srt(cues).startswith("1\n00:00:00,500 --> 01:01:01,250\na <b> & → c\nsecond\n")
    assert "a &lt;b&gt; &amp; → c" in to_vtt(cues)


@given(st.text(max_size=300))
def test_no_override_of_the_callers_reaches_the_renderer(text: str) -> None:
    script = to_ass(
        (Cue(start=0, end=1, lines=(text,)),), CaptionStyle(), Position.TOP, width=1280, height=720
    )
    event = script.split("[Events]\n")[1].split("\n")[1]
    shown = event.split(",", 9)[9]
    assert "\n" not in shown
    assert "{" not in shown.replace("\\{", "")
    for place, letter in enumerate(shown):
        if letter == "\\":
            assert shown[place + 1] in "{\u2060N"


def test_given_cues_stay_where_they_were_put() -> None:
    given_cues = captions.read(
        "WEBVTT\n\n00:01.000 --> 00:02.000 align:left\n<v Bob>Hi &amp; bye\n\n2\n00:00:03,000 --> 00:00:09,000\nlast\n"
    )
    assert given_cues == (
        Cue(start=1, end=2, lines=("Hi & bye",)),
        Cue(start=3, end=9, lines=("last",)),
    )
    assert isinstance(given_cues, tuple)
    assert fit(given_cues, duration_seconds=5)[-1].end == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "{not json",
        '{"words": []}',
        "00:00:05,000 --> 00:00:01,000\nbackwards",
        "x" * 600_000,
    ],
)
def test_a_transcript_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(MediaInvalid):
        captions.read(text)


def test_known_words_get_the_times_at_which_they_were_heard() -> None:
    heard = Transcript(
        words=tuple(
            Word(text=w, start=n, end=n + 0.5)
            for n, w in enumerate(["the", "quik", "brown", "fox"])
        ),
        source="recognised",
    )
    aligned = captions.align("The quick, brown fox!", heard, duration_seconds=5)
    assert [(w.text, w.start) for w in aligned.words] == [
        ("The", 0),
        ("quick,", 0.5),
        ("brown", 2),
        ("fox!", 3),
    ]
    assert aligned.source == "aligned"
    assert captions.align("a b", None, duration_seconds=2).source == "estimated"


@given(st.text(max_size=600), st.integers(20, 100))
def test_chunks_lose_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = chunks(text, length_max=limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (640, 640), (64, 64)])
def test_a_line_fits_the_picture(width: int, height: int) -> None:
    style = CaptionStyle()
    letters = columns_of(style, width=width, height=height)
    assert 8 <= letters <= 42
    if width > 64:
        assert letters * em_of(style, width=width, height=height) * 0.56 <= width * 0.89


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("plain words", "Noto Sans"), ("Привет", "Noto Sans"), ("مرحبا", "Noto Sans Arabic"), ("שלום", "Noto Sans Hebrew"),
        ("今日は良い天気", "Noto Sans CJK JP"), ("今天天气很好", "Noto Sans CJK SC"), ("안녕하세요 世界", "Noto Sans CJK KR"),
        ("สวัสดี", "Noto Sans Thai"), ("a long English line with one 字 in it", "Noto Sans"), ("😀", "Noto Sans"),
    ],
)  # fmt: skip
def test_a_caption_is_set_in_the_face_of_its_script(text: str, family: str) -> None:
    assert face_of(text, "Noto Sans").family == family


def test_no_line_begins_with_what_closes_a_sentence() -> None:
    text = "你好，世界！这是字幕测试，很长的一句话没有空格。日本語もテストします"
    (cue,) = fit((Cue(start=0, end=2, lines=(text,)),), duration_seconds=3)
    assert cue.lines[1][0] not in "，。！"


def test_lines_break_where_a_clause_ends_and_not_behind_a_small_word() -> None:
    assert broken("When the rain had stopped, we walked down to the harbour", 42) == (
        "When the rain had stopped,", "we walked down to the harbour",
    )  # fmt: skip
    first, _ = broken("She wanted to go to the market of the old town", 30)
    assert first.rsplit(" ", 1)[-1] not in ("to", "the", "of")


@given(spoken())
def test_lines_are_narrow_wherever_words_let_them(words: list[Word]) -> None:
    for cue in lay_out(words, duration_seconds=words[-1].end + 2):
        assert all(columns(line) <= 42 for line in cue.lines)


def test_a_caption_stays_long_enough_to_be_read_where_there_is_time() -> None:
    text = "Everything that was said in half a second."
    words = [
        Word(text=word, start=1 + n * 0.05, end=1.04 + n * 0.05)
        for n, word in enumerate(text.split())
    ]
    (cue,) = lay_out(words, duration_seconds=10)
    assert columns(text) / (cue.end - cue.start) <= 17.1


def test_the_word_that_sounds_is_lit_and_no_other() -> None:
    words = [
        Word(text=text, start=1 + n * 0.5, end=1.4 + n * 0.5)
        for n, text in enumerate(["Good", "{\\b1}day,", "good", "sea."])
    ]
    style = CaptionStyle(highlight="#FFCC00", color="#FFFFFF")
    events = _events(lay_out(words, duration_seconds=5), style)
    assert [(start, end) for start, end, _ in events] == [
        ("0:00:01.00", "0:00:01.50"), ("0:00:01.50", "0:00:02.00"), ("0:00:02.00", "0:00:02.50"), ("0:00:02.50", "0:00:02.90"),
    ]  # fmt: skip
    on, off = "{\\1c&H00CCFF&\\1a&H00&}", "{\\1c&HFFFFFF&\\1a&H00&}"
    assert events[0][2].startswith(f"{on}Good{off} \\{{")
    assert f"{on}good{off} sea." in events[2][2]
    assert all(text.count(on) == 1 for _, _, text in events)
    assert "{\\b1}" not in "".join(text for _, _, text in events), "the caller's own stays text"


def test_words_without_spaces_are_lit_too() -> None:
    words = [Word(text=c, start=n * 0.3, end=n * 0.3 + 0.3) for n, c in enumerate("今日はいい天気")]
    events = _events(lay_out(words, duration_seconds=5), CaptionStyle(highlight="#FF0000"))
    assert len(events) == len(words)


def test_captions_without_the_times_of_their_words_are_shown_whole() -> None:
    cues = fit([Cue(start=0, end=2, lines=("Hello there",))], duration_seconds=5)
    assert len(_events(cues, CaptionStyle(highlight="#FF0000"))) == 1


@pytest.mark.parametrize(
    ("width", "height", "bottom", "top"), [(1920, 1080, 0.06, 0.06), (1080, 1920, 0.2, 0.12), (1080, 1080, 0.1, 0.08)]
)  # fmt: skip
def test_each_shape_of_picture_has_its_safe_area(
    width: int, height: int, bottom: float, top: float
) -> None:
    for position, share in ((Position.BOTTOM, bottom), (Position.TOP, top)):
        script = to_ass(
            (Cue(start=0, end=1, lines=("Hi",)),),
            CaptionStyle(),
            position,
            width=width,
            height=height,
        )
        style = next(line for line in script.split("\n") if line.startswith("Style: "))
        assert int(style.split(",")[21]) == round(height * share)


def _events(cues: tuple[Cue, ...], style: CaptionStyle) -> list[tuple[str, str, str]]:
    script = to_ass(cues, style, Position.BOTTOM, width=1280, height=720)
    lines = [line for line in script.split("\n") if line.startswith("Dialogue: ")]
    return [(p[1], p[2], p[9]) for p in (line.split(",", 9) for line in lines)]


def test_a_sentence_of_two_captions_leaves_no_word_alone() -> None:
    text = "When the rain had stopped, we walked all the way down to the old harbour of the little town"
    words = [Word(text=w, start=n * 0.2, end=n * 0.2 + 0.15) for n, w in enumerate(text.split())]
    first, second = lay_out(words, duration_seconds=10)
    assert min(len(cue.words) for cue in (first, second)) > 4
    assert first.words[-1].text not in ("the", "of", "to", "all")


@pytest.mark.parametrize(
    ("background", "border", "edge"),
    [("#000000A0", "4", "&H5F000000"), ("#00000000", "1", "&H00000000"), ("#FFFFFF10", "1", "&H00000000")],
)  # fmt: skip
def test_letters_without_a_box_have_an_edge(background: str, border: str, edge: str) -> None:
    style = CaptionStyle(background_color=background)
    script = to_ass(
        (Cue(start=0, end=1, lines=("a",)),), style, Position.BOTTOM, width=1280, height=720
    )
    fields = next(line for line in script.split("\n") if line.startswith("Style: ")).split(",")
    assert (fields[15], fields[5]) == (border, edge)
    assert fields[-1] == "-1", "a line begins where its script does"


def test_a_sentence_of_two_cues_is_parted_at_its_clause() -> None:
    text = (
        "So, when I was a young man I often walked along the river in the evening,"
        " because the light over the water was something that nobody had ever seen."
    )
    spoken = text.split()
    words = [Word(text=w, start=n * 0.3, end=n * 0.3 + 0.3) for n, w in enumerate(spoken)]
    first, second = lay_out(words, duration_seconds=12)
    assert first.lines[-1].endswith("evening,")
    assert second.lines[0].startswith("because")

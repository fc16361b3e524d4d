"""Speech made whole: a vendor's limits on speed are made good by ffmpeg, and words stay on the clock."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from pydantic import TypeAdapter, ValidationError

from domain.speech import SpokenText, script
from domain.tasks import Transcript, Word
from media.probe import probe
from media.run import run
from media.speech import GAP_SECONDS, Chunk, join, merge, retimed

WORD = Transcript(words=(Word(text="hello", start=1.0, end=2.0),), source="engine")


def tone(path: Path, seconds: float) -> None:
    """A steady sound."""
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"sine=f=440:d={seconds}", str(path)],
        check=True,
    )  # fmt: skip


@pytest.mark.parametrize(("tempo", "seconds"), [(1.0, 3.0), (2.0, 1.5), (0.625, 4.8)])
async def test_a_chunk_takes_the_time_of_the_speed_that_was_asked(
    tmp_path: Path, tempo: float, seconds: float
) -> None:
    tone(tmp_path / "a.wav", 3)
    await run(join(tmp_path, [Chunk("a.wav", 3.0, tempo)], "joined.wav"))
    facts = await probe(tmp_path / "joined.wav")
    assert facts.duration_seconds == pytest.approx(seconds, abs=0.06)


async def test_chunks_of_different_tempo_are_joined_with_a_breath(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        tone(tmp_path / name, 2)
    await run(
        join(tmp_path, [Chunk("a.wav", 2.0, 2.0, GAP_SECONDS), Chunk("b.wav", 2.0)], "joined.wav")
    )
    facts = await probe(tmp_path / "joined.wav")
    assert facts.duration_seconds == pytest.approx(3 + GAP_SECONDS, abs=0.06)


def test_words_follow_the_tempo_of_their_chunk() -> None:
    chunks = [Chunk("a.wav", 3.0, 2.0, GAP_SECONDS), Chunk("b.wav", 3.0, 0.5)]
    merged = merge([retimed(WORD, 2.0), retimed(WORD, 0.5)], chunks)
    assert [(word.start, word.end) for word in merged.words] == [
        (0.5, 1.0), (2.0 + 1.5 + GAP_SECONDS, 4.0 + 1.5 + GAP_SECONDS),
    ]  # fmt: skip


async def test_written_pauses_are_silent_and_move_the_words(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        tone(tmp_path / name, 2)
    chunks = [Chunk("a.wav", 2.0, pause_seconds=1.5), Chunk("b.wav", 2.0, pause_seconds=0.5)]
    await run(join(tmp_path, chunks, "joined.wav", lead_seconds=0.75))
    facts = await probe(tmp_path / "joined.wav")
    assert facts.duration_seconds == pytest.approx(0.75 + 2 + 1.5 + 2 + 0.5, abs=0.03)
    said = await silences(tmp_path / "joined.wav")
    assert said == pytest.approx([0.0, 0.75, 2.75, 4.25, 6.25, 6.75], abs=0.05)
    merged = merge([WORD, WORD], chunks, lead_seconds=0.75)
    assert [word.start for word in merged.words] == [1.75, 5.25]


async def silences(path: Path) -> list[float]:
    """Find where silences begin and end."""
    said = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path), "-af", "silencedetect=d=0.3", "-f", "null", "-"],
        check=True, capture_output=True, text=True,
    ).stderr  # fmt: skip
    return [
        max(float(found), 0.0) for found in re.findall(r"silence_(?:start|end): (-?[\d.]+)", said)
    ]


def test_a_text_is_split_at_its_pauses() -> None:
    read = script(
        "[pause 1s] One. <break time=\"250ms\"/> <BREAK time='0.5s'/>Two three. [Pause 2 s]",
        length_max=8,
    )
    assert read.lead_seconds == 1.0
    assert [(piece.text, piece.pause_seconds) for piece in read.pieces] == [
        ("One.", 0.75), ("Two", None), ("three.", 2.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['<break time="11s"/> a', "a <break>", "a </break>", 'a <break time="soon"/>', "[pause 1s]", "a[pause 1s]" * 31],
)  # fmt: skip
def test_pauses_that_cannot_be_made_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(SpokenText).validate_python(text)


def test_brackets_that_are_no_pauses_are_read_as_they_are() -> None:
    text = "He wrote [pause] and x < break."
    assert TypeAdapter(SpokenText).validate_python(text) == text
    assert [piece.text for piece in script(text, length_max=100).pieces] == [text]

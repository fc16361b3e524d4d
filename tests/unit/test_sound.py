"""Speech made whole: a vendor's limits on speed are made good by ffmpeg, and words stay on the clock."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

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
    await run(join(tmp_path, [Chunk("a.wav", 2.0, 2.0), Chunk("b.wav", 2.0)], "joined.wav"))
    facts = await probe(tmp_path / "joined.wav")
    assert facts.duration_seconds == pytest.approx(3 + GAP_SECONDS, abs=0.06)


def test_words_follow_the_tempo_of_their_chunk() -> None:
    merged = merge([retimed(WORD, 2.0), retimed(WORD, 0.5)], [1.5, 6.0])
    assert [(word.start, word.end) for word in merged.words] == [
        (0.5, 1.0), (2.0 + 1.5 + GAP_SECONDS, 4.0 + 1.5 + GAP_SECONDS),
    ]  # fmt: skip

"""A text spoken: its pieces side by side by one provider, joined with their pauses, brought to one loudness."""

from typing import Final, Literal

from activities.pictures import Made
from activities.sound import Mastering, Sound
from activities.values import Routes
from domain.speech import plain, script
from domain.tasks import SpeechTask
from workflows._generation import together
from workflows._job import R
from workflows._lifecycle import Life
from workflows._steps import ENCODE

CHUNK_LENGTH_MAX: Final = 1_000
BEGINNING_LENGTH: Final = 300
"""Enough to tell a language from."""


async def say(
    life: Life[R],
    text: str,
    voice: SpeechTask,
    plan: Routes,
    *,
    encoding: Literal["mp3", "wav", "opus"],
) -> Made:
    """Speak a text as `voice` has it; all of it by the same route."""
    longest = min(
        (r.text_length_max or CHUNK_LENGTH_MAX for r in plan.routes), default=CHUNK_LENGTH_MAX
    )
    read = script(text, length_max=min(longest, CHUNK_LENGTH_MAX))
    beginning = plain(text)[:BEGINNING_LENGTH]
    texts = tuple(piece.text for piece in read.pieces)
    tasks = [voice.model_copy(update={"text": each, "beginning": beginning}) for each in texts]
    parts = await together(life, tasks, plan)
    ask = Mastering(
        key=life.key, parts=tuple(parts), texts=texts, encoding=encoding, speed=voice.speed,
        pauses=tuple(piece.pause_seconds for piece in read.pieces), lead_seconds=read.lead_seconds,
    )  # fmt: skip
    return await life.do(Sound.master, ask, ENCODE)

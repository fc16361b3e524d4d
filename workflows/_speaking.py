"""A text spoken: its pieces side by side by one provider, joined with their pauses, brought to one loudness."""

from typing import Final, Literal

from temporalio.exceptions import ApplicationError

from activities.pictures import Made
from activities.sound import Mastering, Sound
from activities.values import Routes
from activities.voices import HeldVoice
from domain.errors import ProviderUnavailable
from domain.requests import Wish
from domain.speech import plain, script
from domain.tasks import Ability, SpeechTask
from workflows._generation import routes, together
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
    first_part: int = 0,
) -> Made:
    """Speak a text as `voice` has it; all of it by the same route."""
    longest = min(
        (r.text_length_max or CHUNK_LENGTH_MAX for r in plan.routes), default=CHUNK_LENGTH_MAX
    )
    read = script(text, length_max=min(longest, CHUNK_LENGTH_MAX))
    beginning = plain(text)[:BEGINNING_LENGTH]
    texts = tuple(piece.text for piece in read.pieces)
    tasks = [voice.model_copy(update={"text": each, "beginning": beginning}) for each in texts]
    parts = await together(life, tasks, plan, first_part=first_part)
    ask = Mastering(
        key=life.key, parts=tuple(parts), texts=texts, encoding=encoding, speed=voice.speed,
        pauses=tuple(piece.pause_seconds for piece in read.pieces), lead_seconds=read.lead_seconds,
    )  # fmt: skip
    return await life.do(Sound.master, ask, ENCODE)


def in_voice(held: HeldVoice, *, speed: float = 1.0) -> SpeechTask:
    """Begin a task in a voice that somebody holds."""
    return SpeechTask(
        text="", voice=held.voice, language=held.language, traits=held.traits or None, speed=speed
    )


async def routes_to(life: Life[R], provider: str, *, now: bool = False) -> Routes:
    """Ask for the routes of a voice's holder: whoever else spoke would speak with another voice."""
    wish = Wish(provider=provider, allow_fallback=False)
    plan = await routes(life, Ability.SPEECH, now=now, wish=wish)
    own = tuple(route for route in plan.routes if route.provider == provider)
    if not own:
        raise ApplicationError(
            f"{provider!r}, which holds the voice, is not there.", type=ProviderUnavailable.code
        )
    return plan.model_copy(update={"routes": own})

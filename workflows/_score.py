"""The music of a film: composed here before a clip is bought, so that nothing is paid for a film that lacks it."""

from typing import Final

from activities.values import PartResult
from domain.music import MusicBed, told_of
from domain.requests import Wish
from domain.routing import LOCAL
from domain.tasks import Ability, MusicTask
from workflows._generation import deliver, routes, seed_of
from workflows._job import R
from workflows._lifecycle import Life

PART: Final = 99
"""Beyond every clip's."""


async def composed(
    life: Life[R], bed: MusicBed | None, *, prompt: str, seconds: float
) -> PartResult | None:
    """Compose what is asked for, the same for the same prompt; None, where no music is."""
    if bed is None:
        return None
    plan = await routes(life, Ability.MUSIC, wish=Wish.of_none_but(LOCAL))
    task = MusicTask(
        prompt=told_of(prompt, bed.genre, bed.mood, bed.tempo),
        seconds=seconds,
        genre=bed.genre,
        mood=bed.mood,
        tempo=bed.tempo,
        seed=seed_of(prompt, 0),
    )
    return await deliver(life, task, plan, part=PART)

"""What was heard, put into another language by whoever knows both: phrase by phrase, so that its times stay."""

from collections.abc import Sequence
from typing import Final

from activities.values import PartResult
from domain.routing import LOCAL, Route
from domain.tasks import Ability, TranslationTask
from workflows._generation import routes, together
from workflows._job import R
from workflows._lifecycle import Life

PHRASES_A_CALL: Final = 50
"""As many as every vendor takes; the ones around them go along unasked, as context."""
FIRST_PART: Final = 1
"""The recognition of what is said was part 0."""


async def translated(life: Life[R], whole: TranslationTask, *, now: bool) -> tuple[PartResult, ...]:
    """Translate what is said, all of it by the same route. Raises ProviderUnavailable when nobody knows both.

    `now`: no route was sought at admission, so there may be none to wait for.
    """
    plan = await routes(life, Ability.TRANSLATION, now=now, source=whole.source)

    def parts(route: Route) -> Sequence[TranslationTask]:
        if route.provider == LOCAL:
            return [whole]
        written = whole.model_copy(update={"speech": None})
        return [
            written.model_copy(
                update={"first": first, "count": min(PHRASES_A_CALL, whole.count - first)}
            )
            for first in range(0, whole.count, PHRASES_A_CALL)
        ]

    return tuple(await together(life, parts, plan, first_part=FIRST_PART))

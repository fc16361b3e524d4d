"""Clips one after the other, each beginning with the picture that the one before ended with."""

from typing import Final, Generic

from temporalio.exceptions import ApplicationError

from activities.films import Films, Still
from activities.values import PartResult, Routes, Span
from domain.assets import Blob
from domain.errors import ProviderMalformed, ProviderRejected
from domain.films import clip_seconds
from domain.routing import Route
from domain.tasks import Aspect, Motion, Quality, VideoTask
from domain.values import Value
from workflows._generation import GENERATED, along, attempt, call_to, seed_of
from workflows._job import R
from workflows._lifecycle import Life
from workflows._steps import ENCODE

SHORTFALL_MAX: Final = 0.025
"""Of a film's length: clips that fall short by less are slowed, and none is bought for it."""
DELIVERED_MIN: Final = 0.8
"""Of a clip's length: one that is shorter is not what was bought, and the next route is asked."""


class Shot(Value):
    """What is to be seen, and for how long; how the camera moves, and how smoothly, where it is ours."""

    prompt: str
    seconds: float
    aspect: Aspect
    quality: Quality
    first: Blob | None = None
    motion: Motion = "auto"
    fps: int = 30


class Chain(Generic[R]):
    """Clips until the shot is long enough; each goes to the route that delivered the last one, then to the others.

    Raises when one can be made by nobody: a shorter film is not what was asked for.
    """

    def __init__(self, life: Life[R], plan: Routes, shot: Shot) -> None:
        self.life = life
        self.plan = plan
        self.shot = shot
        self.clips: list[PartResult] = []
        self.route = 0

    async def film(self) -> tuple[PartResult, ...]:
        """Make the clips."""
        while self._missing() > self.shot.seconds * SHORTFALL_MAX:
            first = await self._last_frame() if self.clips else self.shot.first
            clip = await self._clip(first)
            self.clips.append(clip)
        return tuple(self.clips)

    async def _last_frame(self) -> Blob:
        still = Still(key=self.life.key, clip=self.clips[-1], span=self._span(0))
        told = f"the last frame of clip {len(self.clips)}"
        return await self.life.do(Films.still, still, ENCODE | {"summary": told})

    async def _clip(self, first: Blob | None) -> PartResult:
        part = len(self.clips)

        async def one(number: int, route: Route, reason: str | None) -> PartResult:
            self._require_whole(route, first)
            task = self._task(route, first)
            call = call_to(
                route, task, self.life, self.plan,
                place=(part, number), reason=reason, span=self._span(task.seconds),
            )  # fmt: skip
            clip = await attempt(self.life, call)
            if seconds_of(clip) < task.seconds * DELIVERED_MIN:
                raise ApplicationError("The clip is too short.", type=ProviderMalformed.code)
            self.route = number
            return clip

        return await along(self.life, self.plan, one, part=part, start=self.route)

    def _require_whole(self, route: Route, first: Blob | None) -> None:
        """Pass by a route whose clips begin with no picture, unless one clip is the whole film."""
        if route.continues or (first is None and max(route.seconds, default=0) >= self._missing()):
            return
        raise ApplicationError("Its clips cannot go on from a picture.", type=ProviderRejected.code)

    def _task(self, route: Route, first: Blob | None) -> VideoTask:
        return VideoTask(
            prompt=self.shot.prompt,
            seconds=clip_seconds(self._missing(), route.seconds),
            aspect=self.shot.aspect,
            quality=self.shot.quality,
            first=first,
            motion=self.shot.motion,
            fps=self.shot.fps,
            seed=seed_of(self.shot.prompt, len(self.clips)),
        )

    def _span(self, seconds: float) -> Span:
        """Give a clip its share of the progress."""
        done = 1 - self._missing() / self.shot.seconds
        return Span(low=GENERATED.at(done), high=GENERATED.at(done + seconds / self.shot.seconds))

    def _missing(self) -> float:
        return self.shot.seconds - sum(seconds_of(clip) for clip in self.clips)


def seconds_of(clip: PartResult) -> float:
    """Give how long a clip lasts, as it was probed."""
    return (clip.files[0].blob.facts.duration_seconds or 0.0) if clip.files else 0.0

"""A job type: its request, its story, its price, and where clients find it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from domain.assets import Makes
from domain.pricing import Formula
from domain.requests import JobRequest, Wish
from domain.segments import Segmenting
from domain.tasks import Ability
from domain.values import Value
from jobs.runs import RunKey

R = TypeVar("R", bound=JobRequest)


class JobInput(Value, Generic[R]):
    """What a workflow is started with. `price` in credits; `held_seconds`: the length of source that it holds for.

    `segments`: when a film is worked on in segments; None, as runs were started before there were any: never.
    """

    key: RunKey
    tier: str
    request: R
    wish: Wish
    price: int
    source_seconds_max: int = 600
    video_seconds_max: int = 60
    held_seconds: float | None = None
    segments: Segmenting | None = None


class Result(Value):
    """How a workflow that completed ends: the files' ids and the charge in credits."""

    assets: tuple[str, ...]
    charged: int


@dataclass(frozen=True, slots=True)
class JobType:
    """Everything the rest of the house needs to know of a job type.

    `outputs`, in order, and the `model` that it makes: what the steps of a pipeline may refer to.
    """

    name: str
    path: str
    section: Literal["image", "video", "audio", "music", "avatar", "enterprise"]
    summary: str
    request: type[JobRequest]
    workflow: type
    price: Formula
    listed: Literal["seed", "core", "ext"]
    abilities: tuple[Ability, ...] = ()
    outputs: tuple[Makes, ...] = ()
    model: Literal["voice", "avatar"] | None = None
    describe: Callable[[Any], str] = lambda _: ""

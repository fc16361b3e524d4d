"""Where in a request a value stands, and what may stand there: media of some kind, a model, or neither."""

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin

from pydantic import BaseModel

from domain.assets import Makes
from domain.requests import DataField, JobRequest, MediaField, ModelField

Mark = MediaField | ModelField


class StepType(Protocol):
    """What has to be known of a job type: its body, and what it makes."""

    @property
    def request(self) -> type[JobRequest]: ...
    @property
    def outputs(self) -> tuple[Makes, ...]: ...
    @property
    def model(self) -> Literal["voice", "avatar"] | None: ...


def mark_at(request: type[BaseModel], path: Sequence[str | int]) -> Mark | None:
    """Find the mark of the place that a path leads to; None where it has none, or is no place of the request."""
    return next(_marks(request, path), None)


def _marks(annotation: Any, path: Sequence[str | int]) -> Iterator[Mark]:
    if get_origin(annotation) is Annotated:
        inner, *told = get_args(annotation)
        if not path:
            yield from (each for each in told if isinstance(each, Mark))
        yield from _marks(inner, path)
    elif get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from _marks(each, path)
    elif path:
        yield from _inside(annotation, path[0], path[1:])


def _inside(annotation: Any, first: str | int, rest: Sequence[str | int]) -> Iterator[Mark]:
    if isinstance(first, int) and get_origin(annotation) in (tuple, list):
        yield from _marks(get_args(annotation)[0], rest)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if first in (name, field.alias):
                if not rest:
                    yield from (each for each in field.metadata if isinstance(each, Mark))
                elif any(isinstance(each, DataField) for each in field.metadata):
                    yield MediaField("image")
                yield from _marks(field.annotation, rest)

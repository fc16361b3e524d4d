"""The shape of a pipeline: which step waits for which, in what order, and how long the longest way is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.pipelines import PipelineStep
from domain.references import parse, references


@dataclass(frozen=True)
class Graph:
    """Steps by id. Every id that is named is there, and no way leads back; whoever makes one has seen to it."""

    steps: Mapping[str, PipelineStep]

    @classmethod
    def of(cls, steps: Iterable[PipelineStep]) -> "Graph":
        """Make the graph of steps."""
        return cls({step.id: step for step in steps})

    @cached_property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """Which steps must have completed before each."""
        return {name: tuple(dict.fromkeys(needed(step))) for name, step in self.steps.items()}

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """Which steps must have ended, however, before each."""
        return {
            name: tuple(dict.fromkeys((*self.needs[name], *awaited(step))))
            for name, step in self.steps.items()
        }

    @cached_property
    def levels(self) -> dict[str, int]:
        """How many steps are before each on the longest way to it."""
        levels: dict[str, int] = {}
        left = list(self.steps)
        while left:
            due = [name for name in left if all(each in levels for each in self.after[name])]
            assert due, "a way leads back"
            for name in due:
                levels[name] = max((levels[each] + 1 for each in self.after[name]), default=0)
            left = [name for name in left if name not in levels]
        return levels

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The steps in an order in which they can run."""
        return tuple(sorted(self.steps, key=lambda name: self.levels[name]))

    @cached_property
    def last(self) -> tuple[str, ...]:
        """The steps that no other waits for: what they make is what the pipeline makes."""
        awaited_by_any = {each for found in self.after.values() for each in found}
        return tuple(name for name in self.steps if name not in awaited_by_any)

    def longest(self, seconds: Mapping[str, float]) -> float:
        """Give the seconds of the longest way, from each step's own."""
        ends: dict[str, float] = {}
        for name in self.order:
            begin = max((ends[each] for each in self.after[name]), default=0.0)
            ends[name] = begin + seconds.get(name, 0.0)
        return max(ends.values(), default=0.0)


def needed(step: PipelineStep) -> Iterator[str]:
    """Name the steps whose results a step takes, or that it says it needs."""
    yield from step.needs
    told = [value["$ref"] for _, value in references(step.params)]
    told += [asked.ref for asked in (step.for_each, step.when) if asked and asked.ref]
    for text in told:
        if (name := parse(text).step) is not None:
            yield name


def awaited(step: PipelineStep) -> Iterator[str]:
    """Name the step whose end, good or bad, decides whether a step runs."""
    if step.when and step.when.step:
        yield step.when.step

"""What is wrong with a graph, found before anything is held: every fault with a pointer to its step and parameter."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ValidationError

from domain.errors import FieldError, ValidationFailed
from domain.graphs import Graph, needed
from domain.pipelines import DEPTH_MAX, JOBS_MAX, WIDTH_MAX, PipelineRequest, PipelineStep
from domain.reference_check import References
from domain.references import Path, Reference, of_item, parse, put, references
from domain.requests import JobRequest
from domain.slots import StepType
from domain.values import Json

Prefix = Literal["asset", "vm", "av"]
ELSEWHERE: Final = {
    "allowFallback": "the step", "deadlineSeconds": "the step", "priority": "the pipeline",
    "maxCredits": "the pipeline", "metadata": "the pipeline", "tags": "the pipeline",
}  # fmt: skip
"""Fields of a job's body that a step says elsewhere, and where."""
FAULTS_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """One job that a step may become. `refs`: which text in its request stands for which reference."""

    step: PipelineStep
    item: int
    request: JobRequest
    refs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph that is right, and the jobs that it may become, in order."""

    graph: Graph
    drafts: tuple[Draft, ...]


def checked(
    wanted: PipelineRequest,
    types: Mapping[str, StepType],
    stand_in: Callable[[Prefix], str],
) -> Checked:
    """Check a pipeline. `stand_in` makes ids for what is not made yet. Raises ValidationFailed with every fault."""
    faults = [*_ids(wanted.steps, types), *References(wanted, types).faults()]
    if not faults:
        faults += _cycles(wanted.steps)
    drafts: list[Draft] = []
    if not faults:
        drafting = _Drafting(wanted.steps, types, stand_in)
        for place, step in enumerate(wanted.steps):
            drafts += drafting.drafts(step, f"/steps/{place}")
        faults += drafting.faults
    graph = Graph.of(wanted.steps)
    if not faults:
        faults += _limits(wanted.steps, graph)
    if faults:
        raise ValidationFailed("The pipeline is not valid.", errors=tuple(faults[:FAULTS_MAX]))
    by_order = {name: number for number, name in enumerate(graph.order)}
    ordered = sorted(drafts, key=lambda draft: by_order[draft.step.id])
    return Checked(graph=graph, drafts=tuple(ordered))


def _ids(steps: Sequence[PipelineStep], types: Mapping[str, StepType]) -> Iterator[FieldError]:
    seen: set[str] = set()
    known = ", ".join(sorted(types))
    for place, step in enumerate(steps):
        at = f"/steps/{place}"
        if step.id in seen:
            yield _fault(f"{at}/id", "duplicate_id", f"Another step is called {step.id!r}.")
        if step.id == "item":
            yield _fault(f"{at}/id", "reserved_id", "`item` names what a forEach step runs for.")
        if step.type not in types:
            yield _fault(f"{at}/type", "unknown_type", f"One of: {known}.")
        for name in step.params.keys() & ELSEWHERE.keys() & _steering(types.get(step.type)):
            told = f"It belongs to {ELSEWHERE[name]}, not to its params."
            yield _fault(f"{at}/params/{name}", "not_a_param", told)
        seen.add(step.id)


def _steering(kind: StepType | None) -> set[str]:
    """Name what a body says elsewhere; a job type may have a field of its own by such a name."""
    if kind is None:
        return set(ELSEWHERE)
    return {kind.request.model_fields[name].alias or name for name in kind.request.steering()}


def _cycles(steps: Sequence[PipelineStep]) -> Iterator[FieldError]:
    """Find a way that leads back; its first step in the list is pointed to."""
    places = {step.id: place for place, step in enumerate(steps)}
    ways = {
        step.id: [
            *needed(step),
            *([step.when.step] if step.when and step.when.step else []),
        ]
        for step in steps
    }
    left = dict(ways)
    while due := [name for name, needs in left.items() if not any(n in left for n in needs)]:
        for name in due:
            del left[name]
    if not left:
        return
    way = [next(iter(left))]
    while way[-1] not in way[:-1]:
        way.append(next(each for each in left[way[-1]] if each in left))
    circle = way[way.index(way[-1]) :]
    first = min(circle, key=lambda name: places[name])
    told = f"The steps wait for each other: {' → '.join(circle)}."
    yield _fault(f"/steps/{places[first]}", "cycle", told)


def _limits(steps: Sequence[PipelineStep], graph: Graph) -> Iterator[FieldError]:
    jobs = sum(step.bound for step in steps)
    if jobs > JOBS_MAX:
        yield _fault("/steps", "too_many_jobs", f"{jobs} jobs, at most {JOBS_MAX}.")
    places = {step.id: place for place, step in enumerate(steps)}
    width: dict[int, int] = {}
    for name, level in graph.levels.items():
        width[level] = width.get(level, 0) + graph.steps[name].bound
        if level == DEPTH_MAX:
            told = f"It is step {level + 1} of a chain, and a chain has at most {DEPTH_MAX}."
            yield _fault(f"/steps/{places[name]}", "too_deep", told)
    if width and max(width.values()) > WIDTH_MAX:
        told = f"{max(width.values())} jobs would run side by side, at most {WIDTH_MAX}."
        yield _fault("/steps", "too_wide", told)


class _Drafting:
    """Turns steps into the jobs that they may become, with ids in the place of references."""

    def __init__(
        self,
        steps: Sequence[PipelineStep],
        types: Mapping[str, StepType],
        stand_in: Callable[[Prefix], str],
    ) -> None:
        self.types = types
        self.models = {step.id: types[step.type].model for step in steps}
        self.stand_in = stand_in
        self.faults: list[FieldError] = []
        self.known: dict[str, str] = {}

    def drafts(self, step: PipelineStep, pointer: str) -> Iterator[Draft]:
        items = step.for_each.items if step.for_each and step.for_each.items else None
        for item in range(step.bound):
            before = len(self.faults)
            refs: dict[str, str] = {}
            body = self._body(step, items and items[item], refs, f"{pointer}/params")
            try:
                request = self.types[step.type].request.model_validate_json(json.dumps(body))
            except ValidationError as error:
                told = f" (item {item})" if step.for_each else ""
                self.faults += _of_pydantic(error, f"{pointer}/params", told)
            if len(self.faults) > before:
                return  # its other items would say the same
            yield Draft(step, item, request, refs)

    def _body(self, step: PipelineStep, item: Json, refs: dict[str, str], pointer: str) -> Json:
        told = dict(references(step.params))

        def instead(path: Path) -> Json:
            wanted = parse(told[path]["$ref"])
            if wanted.what == "item" and step.for_each and step.for_each.items is not None:
                try:
                    return of_item(wanted, item)
                except LookupError as error:
                    self.faults.append(_fault(pointed(pointer, path), "unknown_field", str(error)))
                    return None
            stand_in = self._promised(wanted)
            refs[stand_in] = wanted.text
            return stand_in

        body = put(step.params, instead)
        if step.allow_fallback is not None:
            body["allowFallback"] = step.allow_fallback
        if step.deadline_seconds is not None:
            body["deadlineSeconds"] = step.deadline_seconds
        return body

    def _promised(self, wanted: Reference) -> str:
        """Give the id that stands for a reference, the same one wherever it stands."""
        if wanted.text not in self.known:
            prefix: Prefix = "asset"
            if wanted.what == "model":
                prefix = "av" if self.models[wanted.step or ""] == "avatar" else "vm"
            self.known[wanted.text] = self.stand_in(prefix)
        return self.known[wanted.text]


def _of_pydantic(error: ValidationError, pointer: str, told: str) -> Iterator[FieldError]:
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        said = "".join(mark if " " <= mark <= "~" else "?" for mark in each["msg"])[:200]
        yield _fault(pointed(pointer, each["loc"]), each["type"], f"{said}{told}")


def pointed(pointer: str, path: Path) -> str:
    """Go on from a pointer along a path."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return "/".join([pointer, *parts])


def _fault(pointer: str, code: str, detail: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, detail=detail)

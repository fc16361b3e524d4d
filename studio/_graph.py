"""A graph under construction: steps, what they make, and what is asked of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, Required, TypedDict, TypeVar

from studio import models
from studio._synchronous.client import Studio
from studio._synchronous.handles import PipelineHandle

OnFailure = Literal["cancel", "continue"]
Condition = dict[str, Any]
R = TypeVar("R", bound=str)
S = TypeVar("S", bound="Step[Any]")


@dataclass(frozen=True, slots=True)
class Item:
    """What a step with `for_each` runs for, or a part of it: `item`, `item["title"]`."""

    keys: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> "Item":
        return Item((*self.keys, key))

    def told(self) -> dict[str, str]:
        """Write it as the API takes it."""
        return {"$ref": ".".join(("item", *self.keys))}


item = Item()


@dataclass(frozen=True, slots=True)
class Output:
    """One file that a step makes."""

    reference: str

    def told(self) -> dict[str, str]:
        """Write it as the API takes it."""
        return {"$ref": self.reference}

    @property
    def exists(self) -> Condition:
        """Ask, for `when`, whether it is there."""
        return {**self.told(), "exists": True}

    def fact(self, name: str) -> "Fact":
        """Give a fact of it to compare in `when`: durationSeconds, width, height, bytes, mimeType, name."""
        return Fact(f"{self.reference}.{name}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an output, for `when`."""

    reference: str

    def equals(self, value: str | float) -> Condition:
        """Ask whether it is this."""
        return {"$ref": self.reference, "equals": value}

    def less_than(self, value: float) -> Condition:
        """Ask whether it is less."""
        return {"$ref": self.reference, "lessThan": value}

    def greater_than(self, value: float) -> Condition:
        """Ask whether it is more."""
        return {"$ref": self.reference, "greaterThan": value}


@dataclass(frozen=True, slots=True)
class Outputs:
    """All files of a step, or all of a role, for `for_each`: up to `most`."""

    reference: str
    most: int

    def told(self) -> dict[str, str | int]:
        """Write them as the API takes them."""
        return {"$ref": self.reference, "max": self.most}


class StepOptions(TypedDict, total=False):
    """What may be said of any step."""

    id: str
    needs: Sequence["Step[Any]"]
    for_each: Sequence[Any] | Outputs
    when: Condition
    allow_fallback: bool
    deadline_seconds: int
    routing: Mapping[str, Sequence[str]]
    source_seconds: float


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a job type: the role of its output of each kind of media, and what its parameters take."""

    name: str
    roles: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step(Generic[R]):
    """One step. Handed to a parameter of another one, it stands for the output that fits there."""

    id: str

    kind: ClassVar[Kind]

    def output(self, role: R, place: int = 0) -> Output:
        """Give the file of a role, or one of several by its place."""
        return _output(self.id, role, place)

    def outputs(self, role: R, *, most: int) -> Outputs:
        """Give all files of a role, for `for_each`: a job each, up to `most`."""
        return Outputs(f"{self.id}.outputs[role={role}]", most)

    @property
    def model(self) -> Output:
        """Give the voice or avatar that it makes."""
        return Output(f"{self.id}.model")

    @property
    def completed(self) -> Condition:
        """Ask, for `when`, whether it completed."""
        return {"step": self.id, "status": "completed"}

    @property
    def failed(self) -> Condition:
        """Ask, for `when`, whether it failed: a pipeline that is to go on has on_failure="continue"."""
        return {"step": self.id, "status": "failed"}

    @property
    def skipped(self) -> Condition:
        """Ask, for `when`, whether it was left out."""
        return {"step": self.id, "status": "skipped"}

    def nth(self, place: int) -> Output:
        """Give an output by its place."""
        return Output(f"{self.id}.outputs[{place}]")


def _output(step: str, role: str, place: int) -> Output:
    return Output(f"{step}.outputs[role={role}]" + (f"[{place}]" if place else ""))


Media = str | Step[Any] | Output | Item
"""What a parameter that takes a file takes: a url, an asset's id, or what another step makes."""
Model = str | Step[Any] | Output | Item


class _Kept(TypedDict, total=False):
    id: Required[str]
    type: Required[str]
    params: Required[dict[str, Any]]
    needs: list[str]
    forEach: Any
    when: Condition
    allowFallback: bool
    deadlineSeconds: int


@dataclass
class Builder:
    """Collects steps; `body` is what `POST /pipelines` takes."""

    name: str
    on_failure: OnFailure = "cancel"
    max_credits: int | None = None
    tags: Sequence[str] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    steps: list[_Kept] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """Write the pipeline as the API takes it."""
        body: dict[str, Any] = {
            "name": self.name,
            "steps": self.steps,
            "onFailure": self.on_failure,
        }
        if self.max_credits is not None:
            body["maxCredits"] = self.max_credits
        if self.tags:
            body["tags"] = list(self.tags)
        if self.metadata:
            body["metadata"] = dict(self.metadata)
        return body

    def plan(self, client: Studio) -> models.PipelinePlan:
        """Ask for order, price, time and providers; nothing is held."""
        return client.pipelines.plan(self)

    def submit(self, client: Studio) -> PipelineHandle:
        """Submit the pipeline."""
        return client.pipelines.submit(self)

    def run(
        self, client: Studio, on_progress: Callable[[models.Pipeline], object] | None = None
    ) -> models.Pipeline:
        """Submit the pipeline and wait for its end. Raises PipelineEnded where it did not complete."""
        return self.submit(client).wait(on_progress)

    def _add(self, kind: type[S], params: Mapping[str, Any], options: StepOptions) -> S:
        step = kind(options.get("id") or self._name(kind.kind.name))
        told = {
            name: _told(kind.kind, name, value)
            for name, value in params.items()
            if value is not None
        }
        for name, key in (("routing", "routing"), ("source_seconds", "sourceSeconds")):
            if name in options:
                told[key] = options[name]  # type: ignore[literal-required]
        kept = _Kept(id=step.id, type=kind.kind.name, params=told)
        if needs := options.get("needs"):
            kept["needs"] = [each.id for each in needs]
        if "for_each" in options:
            many = options["for_each"]
            kept["forEach"] = many.told() if isinstance(many, Outputs) else list(many)
        if "when" in options:
            kept["when"] = options["when"]
        if "allow_fallback" in options:
            kept["allowFallback"] = options["allow_fallback"]
        if "deadline_seconds" in options:
            kept["deadlineSeconds"] = options["deadline_seconds"]
        self.steps.append(kept)
        return step

    def _name(self, kind: str) -> str:
        taken = {step["id"] for step in self.steps}
        names = (kind if n == 1 else f"{kind}-{n}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)


def _told(kind: Kind, name: str, value: Any) -> Any:
    """Write a value as the API takes it."""
    match value:
        case Item() | Output():
            return value.told()
        case Step() if name in kind.models:
            return value.model.told()
        case Step():
            fitting = [
                value.kind.roles[k] for k in kind.takes.get(name, ()) if k in value.kind.roles
            ]
            if not fitting:
                raise TypeError(f"{value.id!r} makes nothing that {name} takes")
            return _output(value.id, fitting[0], 0).told()
        case dict():
            return {key: _told(kind, name, each) for key, each in value.items()}
        case list() | tuple():
            return [_told(kind, name, each) for each in value]
    return value

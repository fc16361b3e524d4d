"""What is wrong with the references of a pipeline: steps that are not there, and outputs that do not fit."""

from collections.abc import Iterator, Mapping
from typing import Final

from domain.assets import Makes
from domain.errors import FieldError
from domain.pipelines import PipelineRequest, PipelineStep, When
from domain.references import NUMBERS, TEXTS, Path, Reference, parse, references
from domain.requests import MediaField
from domain.slots import StepType, mark_at
from domain.values import Json

FIELDS: Final = (*NUMBERS, *TEXTS, "url", "id")


class References:
    """Looks at every reference of every step."""

    def __init__(self, wanted: PipelineRequest, types: Mapping[str, StepType]) -> None:
        self.wanted = wanted
        self.types = types
        self.steps = {step.id: step for step in wanted.steps}

    def faults(self) -> Iterator[FieldError]:
        """Give what is wrong, step by step."""
        for place, step in enumerate(self.wanted.steps):
            at = f"/steps/{place}"
            yield from self._needs(step, at)
            yield from self._for_each(step, f"{at}/forEach")
            yield from self._when(step, f"{at}/when")
            for path, value in references(step.params):
                pointer = "/".join([f"{at}/params", *(str(part) for part in path)])
                yield from self._param(step, path, value, pointer)

    def _needs(self, step: PipelineStep, at: str) -> Iterator[FieldError]:
        for number, name in enumerate(step.needs):
            yield from self._named(step, name, f"{at}/needs/{number}")

    def _named(self, step: PipelineStep, name: str, pointer: str) -> Iterator[FieldError]:
        if name == step.id:
            yield _fault(pointer, "itself", "A step cannot wait for itself.")
        elif name not in self.steps:
            known = ", ".join(sorted(self.steps))
            yield _fault(pointer, "unknown_step", f"No step is called {name!r}: {known}.")

    def _for_each(self, step: PipelineStep, pointer: str) -> Iterator[FieldError]:
        if step.for_each is None or step.for_each.ref is None:
            return
        wanted, faults = _read(step.for_each.ref, f"{pointer}/$ref")
        yield from faults
        if wanted is None:
            return
        if not wanted.is_list:
            told = "Name a list: `step.outputs` or `step.outputs[role=…]`."
            yield _fault(f"{pointer}/$ref", "not_a_list", told)
        else:
            yield from self._source(step, wanted, f"{pointer}/$ref")

    def _when(self, step: PipelineStep, pointer: str) -> Iterator[FieldError]:
        when = step.when
        if when is None:
            return
        if when.step:
            yield from self._named(step, when.step, f"{pointer}/step")
            if when.status == "failed" and self.wanted.on_failure == "cancel":
                told = "With onFailure `cancel` nothing runs after a failure."
                yield _fault(f"{pointer}/status", "never", told)
        if when.ref:
            wanted, faults = _read(when.ref, f"{pointer}/$ref")
            yield from faults
            if wanted:
                yield from self._source(step, wanted, f"{pointer}/$ref")
                yield from _question(when, wanted, pointer)

    def _param(
        self, step: PipelineStep, path: Path, value: Json, pointer: str
    ) -> Iterator[FieldError]:
        if not path or set(value) != {"$ref"} or not isinstance(value["$ref"], str):
            told = 'A reference is an object with nothing but "$ref", a text.'
            yield _fault(pointer, "bad_reference", told)
            return
        wanted, faults = _read(value["$ref"], pointer)
        yield from faults
        if wanted is None or step.type not in self.types:
            return
        if wanted.what == "item":
            yield from self._item(step, path, wanted, pointer)
            return
        found = [*self._source(step, wanted, pointer)]
        yield from found or self._fits(step, path, wanted, pointer)

    def _item(
        self, step: PipelineStep, path: Path, wanted: Reference, pointer: str
    ) -> Iterator[FieldError]:
        if step.for_each is None:
            yield _fault(pointer, "no_items", "Only a step with forEach has an item.")
        elif step.for_each.ref is not None:
            if wanted.keys not in ((), ("url",), ("id",)):
                told = "The item is an output: `item`, `item.url` or `item.id`."
                yield _fault(pointer, "unknown_field", told)
                return
            listed, _ = _read(step.for_each.ref, pointer)
            source = self.steps.get(listed.step or "") if listed else None
            if listed and source and source.type in self.types:
                yield from self._fits(step, path, listed, pointer)

    def _source(self, step: PipelineStep, wanted: Reference, pointer: str) -> Iterator[FieldError]:
        """Find what is wrong with the step that a reference names, and with what it is to have made."""
        if wanted.step is None:
            yield _fault(pointer, "no_items", "An item cannot be asked here.")
            return
        named = [*self._named(step, wanted.step, pointer)]
        yield from named
        source = self.steps.get(wanted.step)
        if named or source is None or source.type not in self.types:
            return
        kind = self.types[source.type]
        if wanted.what == "model":
            if kind.model is None:
                told = f"A {source.type} makes no model."
                yield _fault(pointer, "no_model", told)
            return
        if wanted.field is not None and wanted.field not in FIELDS:
            told = f"An output has no {wanted.field!r}: {', '.join(FIELDS)}."
            yield _fault(pointer, "unknown_field", told)
        roles = list(dict.fromkeys(made.role for made in kind.outputs))
        if wanted.role is not None and wanted.role not in roles:
            told = f"A {source.type} makes no {wanted.role!r}: {', '.join(roles) or 'nothing'}."
            yield _fault(pointer, "unknown_role", told)
        elif wanted.at is not None and not self._possible(source, wanted):
            yield _fault(pointer, "no_such_output", f"Step {source.id!r} makes fewer outputs.")

    def _possible(self, source: PipelineStep, wanted: Reference) -> bool:
        made = _made(self.types[source.type], wanted)
        many = any(each.many for each in made) or source.for_each is not None
        return bool(made) and (many or (wanted.at or 0) < len(made))

    def _fits(
        self, step: PipelineStep, path: Path, wanted: Reference, pointer: str
    ) -> Iterator[FieldError]:
        """Hold what is made against the place it goes to."""
        assert wanted.step
        source = self.steps[wanted.step]
        mark = mark_at(self.types[step.type].request, path)
        of_item = step.for_each is not None and step.for_each.ref == wanted.text
        if mark is None:
            told = f"{_last(path)} takes no output of another step."
            yield _fault(pointer, "not_for_references", told)
        elif not isinstance(mark, MediaField):
            model = self.types[source.type].model
            if wanted.what != "model" or model != mark.kind:
                told = f"{_last(path)} takes the {mark.kind} model of a step: `step.model`."
                yield _fault(pointer, "wrong_model", told)
        elif not wanted.is_whole:
            told = "A fact is no media; facts may be asked in `when`."
            yield _fault(pointer, "not_media", told)
        elif wanted.is_list and wanted.role is None and not of_item:
            told = "Say which output: `outputs[0]` or `outputs[role=…]`."
            yield _fault(pointer, "which_output", told)
        else:
            yield from self._kinds(source, mark, wanted, pointer)

    def _kinds(
        self, source: PipelineStep, mark: MediaField, wanted: Reference, pointer: str
    ) -> Iterator[FieldError]:
        made = _made(self.types[source.type], wanted)
        if wanted.at is not None and not source.for_each and wanted.role is None:
            made = _at(made, wanted.at)
        kinds = {each.kind for each in made} if wanted.what == "output" else {"model"}
        if not kinds & set(mark.kinds):
            told = f"Expected {' or '.join(mark.kinds)}, but it is {' or '.join(sorted(kinds))}."
            yield _fault(pointer, "wrong_kind", told)


def _read(text: str, pointer: str) -> tuple[Reference | None, list[FieldError]]:
    try:
        return parse(text), []
    except ValueError as error:
        return None, [_fault(pointer, "bad_reference", f"{error}.")]


def _question(when: When, wanted: Reference, pointer: str) -> Iterator[FieldError]:
    compares = when.less_than is not None or when.greater_than is not None
    if when.exists is not None:
        return
    if wanted.field not in (*NUMBERS, *TEXTS):
        told = f"Only facts compare: {', '.join((*NUMBERS, *TEXTS))}."
        yield _fault(f"{pointer}/$ref", "not_a_fact", told)
    elif compares and wanted.field not in NUMBERS:
        yield _fault(f"{pointer}/$ref", "not_a_number", f"{wanted.field} is no number.")
    elif when.equals is not None and isinstance(when.equals, str) != (wanted.field in TEXTS):
        kind = "a text" if wanted.field in TEXTS else "a number"
        yield _fault(f"{pointer}/equals", "wrong_type", f"{wanted.field} is {kind}.")


def _made(kind: StepType, wanted: Reference) -> tuple[Makes, ...]:
    return tuple(each for each in kind.outputs if wanted.role in (None, each.role))


def _at(made: tuple[Makes, ...], place: int) -> tuple[Makes, ...]:
    """Give what may stand at a place: behind one that may be several, anything that follows it."""
    for number, each in enumerate(made):
        if each.many:
            return made[number:]
        if number == place:
            return (each,)
    return ()


def _last(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "It")


def _fault(pointer: str, code: str, detail: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, detail=detail)

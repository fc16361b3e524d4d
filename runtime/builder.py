"""Writes `studio/_steps/`, the pipeline builder's methods, from the job types: it is never behind them."""

import re
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from domain.requests import MediaField, ModelField
from domain.slots import mark_at
from runtime.catalog import job_types
from runtime.numbers import load
from workflows._job import JobType

FOLDER: Final = Path(__file__).parent.parent / "studio" / "_steps"
WRITTEN: Final = "Written from the job types: `python -m runtime.builder`."


def pages() -> dict[str, str]:
    """Give the files' texts by name: one a section of the API, and one that joins them."""
    sections: dict[str, list[JobType]] = {}
    for job in sorted(job_types(load(None)).values(), key=lambda job: job.name):
        sections.setdefault(job.section, []).append(job)
    found = {f"{name}.py": _section(name, jobs) for name, jobs in sorted(sections.items())}
    return {"__init__.py": _joined(sorted(sections)), **found}


def _joined(sections: list[str]) -> str:
    imports = "\n".join(
        f"from studio._steps.{name} import {name.title()}Steps" for name in sections
    )
    bases = ", ".join(f"{name.title()}Steps" for name in sections)
    text = f'"""A method a job type. {WRITTEN}"""\n\n{imports}\n\n'
    return _formatted(f'{text}class Steps({bases}):\n    """Every job type as a method."""\n')


def _section(name: str, jobs: list[JobType]) -> str:
    text = "\n\n".join(_step(job) for job in jobs)
    text += f'\n\nclass {name.title()}Steps(Builder):\n    """The job types of a section: {name}."""\n\n'
    text += "\n".join(_method(job) for job in jobs)
    head = f'"""Steps and methods of a section: {name}. {WRITTEN}"""\n\n'
    for package, names in (
        ("collections.abc", ("Mapping", "Sequence")),
        ("typing", ("Any", "Literal", "Never", "Unpack")),
        ("\nstudio._graph", ("Builder", "Item", "Kind", "Media", "Model", "Step", "StepOptions")),
    ):
        used = [each for each in names if re.search(rf"\b{each}\b", text)]
        if used:
            blank = "\n" if package.startswith("\n") else ""
            head += f"{blank}from {package.strip()} import {', '.join(used)}\n"
    return _formatted(head + "\n\n" + text)


def _step(job: JobType) -> str:
    roles = {made.kind: made.role for made in reversed(job.outputs)}
    told = [repr(job.name)]
    for name, value in (
        ("roles", roles),
        ("takes", dict(_takes(job))),
        ("models", tuple(_models(job))),
    ):
        if value:
            told.append(f"{name}={value!r}")
    names = ", ".join(repr(role) for role in dict.fromkeys(made.role for made in job.outputs))
    of = f"Literal[{names}]" if names else "Never"
    return f'class {_class(job)}(Step[{of}]):\n    """{job.summary}."""\n\n    kind = Kind({", ".join(told)})\n'


def _takes(job: JobType) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, field in _fields(job):
        for path in _paths(field.annotation, (name,)):
            mark = mark_at(job.request, path)
            if isinstance(mark, MediaField):
                yield name, tuple(mark.kinds)


def _models(job: JobType) -> Iterator[str]:
    for name, _ in _fields(job):
        if isinstance(mark_at(job.request, (name,)), ModelField):
            yield name


def _method(job: JobType) -> str:
    required, optional, told = [], [], []
    for name, field in _fields(job):
        own = next(own for own, each in job.request.model_fields.items() if each is field)
        kind = _source(job, name, field.annotation)
        if field.is_required():
            required.append(f"        {own}: {kind},")
        else:
            optional.append(f"        {own}: {_or_none(kind)} = None,")
        told.append(f'            "{name}": {own},')
    return "\n".join(
        [
            f"    def {job.name.replace('-', '_')}(",
            "        self,",
            "        *,",
            *required,
            *optional,
            "        **options: Unpack[StepOptions],",
            f"    ) -> {_class(job)}:",
            f'        """{job.summary}."""',
            "        params = {",
            *told,
            "        }",
            f"        return self._add({_class(job)}, params, options)",
            "",
        ]
    )


def _fields(job: JobType) -> Iterator[tuple[str, Any]]:
    for name, field in job.request.model_fields.items():
        if name not in job.request.steering():
            yield field.alias or name, field


def _source(job: JobType, name: str, annotation: Any) -> str:
    """Write a parameter's type; what may be referred to may be a step's output as well."""
    mark = mark_at(job.request, (name,))
    if isinstance(mark, MediaField | ModelField):
        kind = "Media" if isinstance(mark, MediaField) else "Model"
        return f"{kind} | None" if NoneType in get_args(annotation) else kind
    inner = any(mark_at(job.request, path) for path in _paths(annotation, (name,)))
    if inner and get_origin(_bare(annotation)) is tuple:
        first = _bare(get_args(_bare(annotation))[0])
        nested = isinstance(first, type) and issubclass(first, BaseModel)
        return "Sequence[Mapping[str, Any]]" if nested else "Sequence[Media]"
    return f"{_type(annotation)} | Item"


def _paths(annotation: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Find the places that a field has inside."""
    yield path
    for each in (_bare(annotation), *(_bare(arg) for arg in get_args(annotation))):
        if get_origin(each) is tuple:
            yield from _paths(get_args(each)[0], (*path, 0))
        elif isinstance(each, type) and issubclass(each, BaseModel):
            for name, field in each.model_fields.items():
                yield (*path, field.alias or name)


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _type(annotation: Any) -> str:
    bare = _bare(annotation)
    origin = get_origin(bare)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(_type(each) for each in get_args(bare)))
    if origin is Literal:
        return f"Literal[{', '.join(repr(each) for each in get_args(bare))}]"
    if origin in (tuple, list):
        return f"Sequence[{_type(get_args(bare)[0])}]"
    return _plain(bare)


def _plain(bare: Any) -> str:
    if not isinstance(bare, type):
        return "Mapping[str, Any]" if get_origin(bare) is dict else "Any"
    if issubclass(bare, Enum):
        return f"Literal[{', '.join(repr(str(each.value)) for each in bare)}]"
    if issubclass(bare, BaseModel):
        return "Mapping[str, Any]"
    names = {NoneType: "None", str: "str", int: "int", float: "float", bool: "bool"}
    return names.get(bare, "Any")


def _or_none(kind: str) -> str:
    parts = [part for part in kind.split(" | ") if part != "None"]
    return " | ".join([*parts, "None"])


def _class(job: JobType) -> str:
    return "".join(word.title() for word in job.name.split("-"))


def _formatted(text: str) -> str:
    ruff = Path(sys.executable).parent / "ruff"
    done = subprocess.run(  # noqa: S603 - our own formatter
        [ruff, "format", "--stdin-filename", str(FOLDER / "page.py"), "-"],
        input=text, text=True, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout


def write() -> None:
    """Write the files, and take away those of sections that are gone."""
    found = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.py"):
        if path.name not in found:
            path.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    write()

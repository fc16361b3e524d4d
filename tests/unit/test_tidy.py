"""How our code reads, as far as a test can tell: sizes, first lines, and what workflows must not do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from runtime.typed_client import MODELS, OPERATIONS, TARGET

ROOT = Path(__file__).parents[2]
ROOMS = [
    "api",
    "cli",
    "studio",
    "runtime",
    "workflows",
    "activities",
    "jobs",
    "providers",
    "ledger",
    "media",
    "moderation",
    "storage",
    "events",
    "chain",
    "net",
    "db",
    "domain",
]
GENERATED = {MODELS, OPERATIONS, TARGET / OPERATIONS.name}
FILES = [
    *sorted(
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and path.relative_to(ROOT) not in GENERATED
    ),
    ROOT / "worker.py",
]
BANNED = re.compile(r"(^|_)(util|utils|helper|helpers|common|manager|core)(_|$)")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_it_is_and_is_short(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "a module opens with one line that says what it is"
    assert text.count("\n") <= 400
    assert not BANNED.search(path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_short(path: Path) -> None:
    long = [node.name for node in _functions(path) if _lines(node) > 60]
    assert long == []


def test_the_median_function_is_a_few_lines() -> None:
    sizes = [_lines(node) for path in FILES for node in _functions(path)]
    assert median(sizes) <= 10
    assert sorted(sizes)[int(len(sizes) * 0.9)] <= 30


REPLAYABLE = {
    "activities", "asyncio", "collections", "contextlib", "dataclasses", "datetime", "domain", "functools", "hashlib",
    "itertools", "jobs", "math", "providers", "pydantic", "temporalio", "typing", "workflows",
}  # fmt: skip
"""What a workflow may import: no clock, no chance, no way out."""


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workflows").glob("*.py")), ids=lambda path: path.stem
)
def test_a_workflow_does_nothing_that_cannot_be_replayed(path: Path) -> None:
    text = path.read_text()
    for banned in ("TaskGroup", "wait_for(", "except BaseException", ".now()", ".today(", "open("):
        assert banned not in text.replace("workflow.now()", "")
    assert _imported(path) <= REPLAYABLE


def _imported(path: Path) -> set[str]:
    """Name the packages that a module imports."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    whole = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    parts = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in (*whole, *parts)}


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1

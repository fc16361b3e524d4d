"""What the hand-written documents name is there: operations, commands, modules, targets of make, settings, errors."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cli.main import app
from manual.errors_page import public

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "docs" / "llms.txt"]
OPERATION = re.compile(r"`(GET|POST|PATCH|PUT|DELETE) (/[^` ?]+)")
ADDRESS = re.compile(r'\$STUDIO_URL"?(/[^" `]+)')
COMMAND = re.compile(r"(?:^|`|bin/)studio ((?:[a-z-]+ ?){1,2})", re.MULTILINE)
MODULE = re.compile(r"python -m ([a-z_.]+)")
TARGET = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
SETTING = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*__[A-Z0-9_]*[A-Z0-9]\b")
ERROR = re.compile(r"\bERR_[A-Z_]+\b")
ELSEWHERE = {("GET", "/graphql"), ("POST", "/api/v3/service/customers")}
"""A page for browsers, and a vendor's address."""


@pytest.fixture(scope="module")
def operations() -> set[tuple[str, str]]:
    paths: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
    found = {(verb.upper(), _plain(path)) for path, verbs in paths.items() for verb in verbs}
    return found | ELSEWHERE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path, operations: set[tuple[str, str]]) -> None:
    text = page.read_text()
    asked = {(verb, _plain(path)) for verb, path in OPERATION.findall(text)}
    called = {_plain(path) for path in ADDRESS.findall(text)}
    assert asked <= operations
    assert called <= {path for _, path in operations}
    assert {error for error in ERROR.findall(text) if not error.endswith("_")} <= {
        kind.code for kind in public()
    }
    assert [words for words in COMMAND.findall(text) if not _known(words.split())] == []
    assert [name for name in MODULE.findall(text) if not _is_run(name)] == []
    assert set(TARGET.findall(text)) <= set(_targets())


def test_the_settings_that_pages_name_are_on_their_page() -> None:
    known = set(SETTING.findall((ROOT / "docs" / "settings.md").read_text()))
    named = {_unnamed(name) for page in PAGES for name in SETTING.findall(page.read_text())}
    assert named - known == set()


def _unnamed(setting: str) -> str:
    """Put NAME where a vendor or a chain is named."""
    return re.sub(r"^(PROVIDERS|CHAINS)__[A-Z0-9]+__", r"\1__NAME__", setting)


def _plain(path: str) -> str:
    """Leave the base and the names of parameters aside."""
    return re.sub(r"\{[^}]*\}", "{}", path.removeprefix("/studio/v1"))


def _known(words: list[str]) -> bool:
    """Follow words through groups; behind a command they are its arguments."""
    group: Any = get_command(app)
    for word in words:
        if not hasattr(group, "commands"):
            return True
        if word not in group.commands:
            return False
        group = group.commands[word]
    return True


def _is_run(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def _targets() -> Iterator[str]:
    yield from re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

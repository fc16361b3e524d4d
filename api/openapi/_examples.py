"""Examples that are real, recorded by `python -m tests.recording`: what was asked, and what was answered."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.values import Json

FILE: Final = Path(__file__).parent / "recorded.json"
JSON: Final = "application/json"
SAID: Final = {
    "body": "A request",
    "accepted": "Accepted",
    "planned": "A dry run",
    "waited": "Waited for, with `Prefer: wait`",
    "presigned": "A place to put a file",
}
"""What the examples' names stand for, where it is worth saying."""
Operation = dict[str, Any]


@cache
def recorded() -> Json:
    """Read the recording: `operations` by id, `errors` by code, `events` and `queries` by name."""
    return json.loads(FILE.read_text())


def place(operation: Operation) -> None:
    """Put what was recorded of an operation beside its schemas."""
    found = recorded()["operations"].get(operation["operationId"], {})
    if "request" in found:
        content = operation["requestBody"]["content"][JSON]
        content["examples"] = _named({"body": found["request"]})
    for status, answers in found.get("answers", {}).items():
        for kind, content in operation["responses"].get(status, {}).get("content", {}).items():
            if kind != "application/problem+json":
                content["examples"] = _named(answers)


def components() -> dict[str, Any]:
    """Give one example an error."""
    return {
        code: {"summary": problem["title"], "value": problem}
        for code, problem in sorted(recorded()["errors"].items())
    }


def _named(examples: dict[str, Json]) -> dict[str, Any]:
    return {
        name: {**({"summary": SAID[name]} if name in SAID else {}), "value": value}
        for name, value in examples.items()
    }

"""Writes the OpenAPI document, `docs/openapi.json`, as a server of the shipped settings tells it."""

import json
from pathlib import Path
from typing import Final

from api.app import create
from runtime.settings import Settings

FILE: Final = Path(__file__).parents[2] / "docs" / "openapi.json"


def text() -> str:
    """Give the file's text."""
    document = create(Settings()).openapi()
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())

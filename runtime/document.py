"""Writes the settings' reference, `docs/settings.md`, from the settings themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from runtime.settings import ChainSettings, ProviderSettings, Settings

PAGE: Final = Path(__file__).parent.parent / "docs" / "settings.md"
HEAD: Final = """# Settings

Read once from the environment when a process starts. This page is written from the code: `python -m runtime.document`.

| variable | default | what it is |
|---|---|---|
"""


def page() -> str:
    """Give the page's text."""
    vendors = _rows(ProviderSettings, "PROVIDERS__NAME__")
    chains = _rows(ChainSettings, "CHAINS__NAME__")
    return HEAD + "".join([*_rows(Settings, ""), *chains, *vendors])


def _rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _rows(kind, f"{prefix}{name.upper()}__")
        elif name not in ("providers", "chains"):
            yield f"| `{prefix}{name.upper()}` | {_default(field)} | {field.description or ''} |\n"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=False)
    return f"`{value}`" if value not in (None, "", ()) and str(value) else ""


if __name__ == "__main__":
    PAGE.write_text(page())

"""The templates that ship: folders in `templates/`, brought into the database when it is migrated."""

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import Field

from db.session import Database
from domain.templates import SOURCE, Category, Design
from domain.values import Row
from jobs.templates import Draft, Templates

FOLDER: Final = Path(__file__).parent.parent / "templates"
KIT: Final = "kit.typ"
"""What all templates may import: the copy that a version was made with stays with it."""
MANIFEST: Final = "template.toml"
PREVIEW: Final = "preview.webp"


class Manifest(Row):
    """A template's `template.toml`."""

    id: str = Field(pattern=r"^tmpl_[0-9a-hjkmnp-tv-z]{26}$")
    name: str
    summary: str
    category: Category
    price: int = Field(default=0, ge=0)
    featured: bool = False
    ppi: int = Field(default=144, ge=36, le=600)
    accessible: bool = True
    since: datetime


async def seed(system_url: str) -> None:
    """Bring the catalogue to what ships. Safe to repeat, and to run twice at once."""
    database = Database(system_url, pool_size=2)
    try:
        await Templates(database).ship(shipped())
    finally:
        await database.close()


def shipped(folder: Path = FOLDER) -> list[Draft]:
    """Read all templates. Raises OSError, ValueError for a folder that is none."""
    return [read(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))]


def read(folder: Path) -> Draft:
    """Read one template's folder."""
    told = Manifest.model_validate(tomllib.loads((folder / MANIFEST).read_text()))
    preview = folder / PREVIEW
    return Draft(
        id=told.id, name=told.name, category=told.category, price=told.price, is_featured=told.featured,
        created_at=told.since, preview=preview.read_bytes() if preview.exists() else None,
        design=Design(
            summary=told.summary,
            files={SOURCE: (folder / SOURCE).read_text(), KIT: kit(folder.parent)},
            fields=json.loads((folder / "schema.json").read_text()),
            example=json.loads((folder / "example.json").read_text()),
            ppi=told.ppi, accessible=told.accessible,
        ),
    )  # fmt: skip


def kit(folder: Path = FOLDER) -> str:
    """Give what templates may import as `/kit.typ`."""
    return (folder / KIT).read_text()

"""Draws the pictures of the templates that ship, each with its example: `python -m runtime.previews`."""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from domain.templates import filled
from jobs.templates import Draft
from media.picture import preview
from media.typesetting import Job, typeset
from runtime.templates import FOLDER, MANIFEST, PREVIEW, read

SIDE: Final = 720


async def draw(draft: Draft) -> bytes:
    """Draw the first page of a template's example."""
    with tempfile.TemporaryDirectory(prefix="studio-preview-") as folder:
        made = await typeset(
            Job(draft.design, filled(draft.design.fields, draft.design.example)), Path(folder)
        )
        return await preview(made.pages[0], side_max=SIDE)


async def write(folder: Path = FOLDER) -> None:
    """Write `preview.webp` beside every template."""
    for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
        (manifest.parent / PREVIEW).write_bytes(await draw(read(manifest.parent)))


if __name__ == "__main__":
    asyncio.run(write())

"""The pictures beside a film, on their way into storage."""

from pathlib import Path
from typing import Final

from activities._ingest import Ingest
from domain.assets import Output
from jobs.runs import RunKey
from media.graph import Stills
from media.picture import check
from media.probe import probe

STILLS: Final = Stills()


async def with_stills(
    ingest: Ingest, key: RunKey, film: Path, told: dict[str, str]
) -> tuple[Output, ...]:
    """Store a film, its thumbnail and its strip, that stand in one folder."""
    video = await ingest.store(key, film, await probe(film))
    made = [Output(blob=video, role="video", name=film.name, metadata=told)]
    for role, name in (("thumbnail", STILLS.thumbnail), ("preview", STILLS.preview)):
        path = film.with_name(name)
        picture = await ingest.store(key, path, await check(path))
        made.append(Output(blob=picture, role=role, name=name, metadata=told))
    return tuple(made)

"""Templates set to pages: in a process of its own, with a root of its own, bounded in time, memory and output."""

import asyncio
import json
import os
import struct
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import structlog

from domain.assets import Facts
from domain.errors import Internal, ValidationFailed
from domain.templates import SOURCE, Design
from domain.values import Json
from media import fonts
from media.run import Limits, kill, leash

PAGES_MAX: Final = 60
ANSWER_BYTES_MAX: Final = 64 * 1024
PICTURES: Final = "pictures"
"""The folder of a template's root that its data's pictures are in."""
TYPESETTER: Final = Path(__file__).with_name("_typesetter.py")
NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that is not there: where the kernel can't forbid sockets, packages are looked for here."""
ACCESSIBLE: Final = "ua-1"
PNG_HEAD: Final = struct.Struct(">8s4x4sII")
BOUNDS: Final = Limits(
    wall_seconds=45.0, cpu_seconds=60, memory_bytes=3 * 2**30, output_bytes=64 * 2**20
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A design to be filled, as a document (PDF) or as pictures (PNG). Pictures of the data lie in `root/pictures`."""

    design: Design
    data: Json
    is_document: bool = False
    timestamp: int = 0
    limits: Limits = field(default=BOUNDS)


@dataclass(frozen=True, slots=True)
class Typeset:
    """What was set: a file a page, or one document. `falls_short`: what kept it from the standard it was held to."""

    pages: tuple[Path, ...]
    falls_short: str = ""


async def typeset(job: Job, folder: Path) -> Typeset:
    """Set a design filled with data. `folder` is for this job alone.

    Raises ValidationFailed when the template does not compile, or wants more than it may have: the message says where.
    """
    root, made = folder / "root", folder / "made"
    for each in (root, made):
        each.mkdir(exist_ok=True)
    for name, text in job.design.files.items():
        (root / name).write_text(text)
    answer = await _asked(
        {
            "root": str(root), "made": str(made), "source": SOURCE, "format": "pdf" if job.is_document else "png",
            "ppi": job.design.ppi,
            "data": json.dumps(job.data), "fonts": [str(each) for each in fonts.of_templates()],
            "standards": [ACCESSIBLE] if job.is_document and job.design.accessible else [],
            "pages_max": PAGES_MAX, "timestamp": job.timestamp,
        },
        folder, job.limits,
    )  # fmt: skip
    match answer:
        case {"pages": [str(), *_] as names} if len(names) > PAGES_MAX:
            raise _refused(f"it has {len(names)} pages, of {PAGES_MAX} at most")
        case {"pages": [str(), *_] as names, "falls_short": str(short)}:
            return Typeset(tuple(made / name for name in names), short)
        case {"error": {"message": str(message), "where": str(where)}}:
            told = message.replace(str(root), "")
            raise _refused(f"{told} ({where})" if where else told)
    raise Internal(f"the typesetter answered {answer!r}")


def is_there() -> bool:
    """Tell whether this process can set templates: the typesetter is an extra."""
    return find_spec("typst") is not None


def facts_of(page: Path) -> Facts:
    """Say what a page is that was just made: a PNG by its first bytes, or a PDF."""
    with page.open("rb") as file:
        head = file.read(PNG_HEAD.size)
    if head.startswith(b"%PDF-"):
        return Facts(mime_type="application/pdf")
    _, kind, width, height = PNG_HEAD.unpack(head)
    if kind != b"IHDR":
        raise Internal("the typesetter made no picture")
    return Facts(mime_type="image/png", width=width, height=height)


async def _asked(request: Json, folder: Path, limits: Limits) -> Json:
    process = await asyncio.create_subprocess_exec(
        *leash(limits), sys.executable, "-I", "-B", str(TYPESETTER),
        cwd=folder, env=_environment(folder), start_new_session=True,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(limits.wall_seconds):
            said, noise = await process.communicate(json.dumps(request).encode())
    except TimeoutError as error:
        raise _refused("it takes longer than it may") from error
    finally:
        await kill(process)
    if process.returncode == 0 and len(said) <= ANSWER_BYTES_MAX:
        return json.loads(said)
    log.warning(
        "typesetter_failed", code=process.returncode, said=noise[-2_000:].decode(errors="replace")
    )
    raise _refused("it takes more time, memory or room than it may")


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours, and no way out."""
    proxies = dict.fromkeys(
        ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE
    )
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "RAYON_NUM_THREADS": "2",
        **proxies,
    }


def _refused(said: str) -> ValidationFailed:
    return ValidationFailed(f"The template can't be set: {said}.")

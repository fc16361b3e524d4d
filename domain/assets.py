"""A file that Studio keeps, by reference."""

from dataclasses import dataclass
from typing import Literal

from domain.values import Value

Role = Literal[
    "image",
    "audio",
    "stem",
    "video",
    "model",
    "captions",
    "timings",
    "transcript",
    "source",
    "thumbnail",
    "report",
    "portrait",
    "preview",
    "document",
]

MediaKind = Literal["image", "video", "audio", "text", "model", "document"]


@dataclass(frozen=True, slots=True)
class Makes:
    """An output that jobs of a type have: its role, its kind of media, and whether there may be several."""

    role: Role
    kind: MediaKind
    many: bool = False


class Facts(Value):
    """What a probe of the file says. Pixels, seconds."""

    mime_type: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None


class Blob(Value):
    """Bytes in storage, named by their hash within their tenant."""

    sha256: str
    size_bytes: int
    facts: Facts


class Output(Value):
    """A blob with its part in the result, and what made it (engine, model, seed, language …)."""

    blob: Blob
    role: Role
    part: int = 0
    name: str
    metadata: dict[str, str] = {}


def kind_of(mime_type: str) -> str:
    """Give the kind of media that a type is; what is read as text counts as text."""
    if mime_type in ("application/json", "application/x-subrip"):
        return "text"
    if mime_type == "application/pdf":
        return "document"
    return mime_type.split("/", maxsplit=1)[0]

"""A file that Studio keeps, by reference."""

from typing import Literal

from domain.values import Value

Role = Literal[
    "image",
    "audio",
    "video",
    "model",
    "captions",
    "timings",
    "transcript",
    "source",
    "thumbnail",
    "report",
]


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

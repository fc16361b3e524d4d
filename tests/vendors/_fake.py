"""What the fake vendors share: the trouble that is ordered, what was taken on and counted, and real files to deliver.

A fake speaks its vendor's wire format, checks requests strictly against what the vendor documents, refuses what the
real one would refuse, and says each trouble in the vendor's own words.
"""

import functools
import io
import subprocess
import tempfile
import wave
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import imageio_ffmpeg
from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRejected,
    ProviderThrottled,
)

KEY = "test-key"
"""The one key that every fake takes."""


class Trouble(StrEnum):
    """What may go wrong: at the submit, and later, at a question."""

    REJECTED = "rejected"
    MODERATED = "moderated"
    EMPTY = "empty"
    THROTTLED = "throttled"
    DOWN = "down"
    MALFORMED = "malformed"
    BAD_KEY = "bad-key"
    CUT = "cut"
    GAVE_UP = "gave-up"
    MODERATED_LATE = "moderated-late"
    UNKNOWN_STATE = "unknown-state"


MEANINGS: dict[Trouble, type[ProviderFailure]] = {
    Trouble.REJECTED: ProviderRejected,
    Trouble.MODERATED: ProviderModerated,
    Trouble.EMPTY: ProviderCreditsExhausted,
    Trouble.THROTTLED: ProviderThrottled,
    Trouble.DOWN: ProviderDown,
    Trouble.MALFORMED: ProviderMalformed,
    Trouble.BAD_KEY: ProviderMisconfigured,
    Trouble.CUT: ProviderOutcomeUnknown,
    Trouble.GAVE_UP: ProviderGaveUp,
    Trouble.MODERATED_LATE: ProviderModerated,
    Trouble.UNKNOWN_STATE: ProviderMalformed,
}
LATE = frozenset({Trouble.GAVE_UP, Trouble.MODERATED_LATE, Trouble.UNKNOWN_STATE})


class Strict(BaseModel):
    """A documented request body: a field that is not documented is refused, and no type is bent."""

    model_config = ConfigDict(extra="forbid", strict=True)


@dataclass
class Work:
    """One paid call that the vendor took on."""

    id: str
    path: str
    body: Any
    polls: int = 0
    cancelled: bool = False


@dataclass
class Fake:
    """A vendor in memory. `trouble` stays until it is taken back."""

    name: ClassVar[str]
    troubles: ClassVar[frozenset[Trouble]]
    """Those that this vendor has a form for."""

    trouble: Trouble | None = None
    works: dict[str, Work] = field(default_factory=dict)
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    root: str = ""
    """Where it is served, once it is."""
    prefix: ClassVar[str] = ""
    """The path of the vendor's base url."""
    signs_body: ClassVar[bool] = False
    signs_time: ClassVar[bool] = False
    """What the signature of its webhooks covers."""

    @property
    def paid(self) -> int:
        """Count the calls that cost money."""
        return len(self.works)

    def routes(self) -> list[Route]:
        """Give the vendor's endpoints."""
        raise NotImplementedError

    def app(self) -> Starlette:
        """Make the application; `/_files/{name}` are the public links of what was made."""

        async def file(request: Request) -> Response:
            data, kind = self.files[request.path_params["name"]]
            return Response(data, media_type=kind)

        return Starlette(
            routes=[*self.routes(), Route("/_files/{name}", file), Route("/_live", alive)]
        )

    def take(self, request: Request, body: Any) -> Work:
        """Count a call that costs money."""
        work = Work(id=f"{self.name}-{len(self.works) + 1}", path=request.url.path, body=body)
        self.works[work.id] = work
        return work

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """Give the webhook that the vendor sends when a call has ended: headers (lower case) and raw body, signed.

        `secret` is the call's or the account's, whichever the vendor signs with. Only vendors with webhooks have it.
        """
        raise NotImplementedError

    def keys(self) -> Any:
        """Give the public keys (JWKS) that webhooks are signed by, where they are."""
        return None

    def link(self, data: bytes, kind: str, ending: str) -> str:
        """Publish a file; answers its url."""
        name = f"{len(self.files) + 1}.{ending}"
        self.files[name] = (data, kind)
        return f"{self.root}/_files/{name}"


async def alive(_: Request) -> Response:
    """Say that the server is up."""
    return Response("up")


def wrong(model: type[BaseModel], body: Any) -> str | None:
    """Tell what is wrong with a body; None when it is as documented."""
    try:
        model.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return None


def cut() -> Response:
    """Break the connection off in the middle of the answer."""
    return Response(b"{", headers={"content-length": "1000"})


def picture(width: int = 64, height: int = 64, kind: str = "PNG") -> bytes:
    """Make a picture."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), (30, 90, 140)).save(made, kind)
    return made.getvalue()


def sound(seconds: float = 1.0) -> bytes:
    """Make a WAV file with a quiet buzz."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes([0, 4, 0, 252]) * int(8_000 * seconds))
    return made.getvalue()


@functools.cache
def video(seconds: int = 1) -> bytes:
    """Make an MP4 with picture and sound."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "video.mp4"
        subprocess.run(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"testsrc2=s=160x90:r=10:d={seconds}",
             "-f", "lavfi", "-i", f"sine=d={seconds}", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(target)],
            check=True,
        )  # fmt: skip
        return target.read_bytes()


def model_3d() -> bytes:
    """Make the smallest GLB file (glTF 2.0, section 4)."""
    text = b'{"asset":{"version":"2.0"}}'
    text += b" " * (-len(text) % 4)
    chunk = len(text).to_bytes(4, "little") + b"JSON" + text
    return b"glTF" + (2).to_bytes(4, "little") + (12 + len(chunk)).to_bytes(4, "little") + chunk

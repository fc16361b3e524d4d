"""What every job-creating request may carry, and the fields that name media."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

from pydantic import BaseModel, Field, StringConstraints

from domain.errors import FieldError
from domain.tasks import Ability, Operation
from domain.values import Edge, Text, Value

Size = tuple[int, int]
"""Width and height in pixels."""

URL_LENGTH_MAX: Final = 2_048
DATA_URI_LENGTH_MAX: Final = 14_000_000
MEDIA: Final = re.compile(r"(https?://|data:).*|asset_[0-9a-z]{26}", re.IGNORECASE | re.DOTALL)


def is_media(value: str) -> bool:
    """Tell whether a text names media: a url, a `data:` URI or an asset."""
    return MEDIA.fullmatch(value) is not None


class MediaField:
    """Marks a field whose value names media; `kinds` are the top-level types it may have.

    A value of the form `unless` is no media, and stays what it is; so does any one, unless another field is as `when`
    says: its name, and its value.
    """

    def __init__(
        self,
        *kinds: Literal["image", "video", "audio", "text"],
        unless: str | None = None,
        when: tuple[str, str] | None = None,
    ) -> None:
        self.kinds = kinds
        self.unless = unless
        self.when = when

    def applies(self, request: BaseModel) -> bool:
        """Tell whether the field of this request names media."""
        return self.when is None or getattr(request, self.when[0]) == self.when[1]


class ModelField:
    """Marks a field whose value names a model of the tenant's. `pins`: only who holds it can serve."""

    def __init__(self, kind: Literal["voice", "avatar"], *, pins: bool) -> None:
        self.kind = kind
        self.pins = pins


class DataField:
    """Marks a field of free data, which a template describes: pictures may stand anywhere in it."""


M = TypeVar("M", bound="MediaField | ModelField | DataField")


@cache
def marked(request: type[BaseModel], kind: type[M]) -> dict[str, tuple[str, M]]:
    """Find a request's marked fields, also inside `| None` and `tuple[…]`: the alias and the mark of each."""
    found: dict[str, tuple[str, M]] = {}
    for name, field in request.model_fields.items():
        for mark in (*field.metadata, *_marks(field.annotation)):
            if isinstance(mark, kind):
                found[name] = (field.alias or name, mark)
    return found


def _marks(annotation: Any) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)


ImageUrl = Annotated[str, Field(min_length=1, max_length=DATA_URI_LENGTH_MAX), MediaField("image")]
VideoUrl = Annotated[str, Field(min_length=1, max_length=DATA_URI_LENGTH_MAX), MediaField("video")]
AudioUrl = Annotated[str, Field(min_length=1, max_length=DATA_URI_LENGTH_MAX), MediaField("audio")]
VoiceModelId = Annotated[
    str, StringConstraints(pattern=r"^vm_[0-9a-z]{26}$"), ModelField("voice", pins=True)
]
AvatarModelId = Annotated[
    str, StringConstraints(pattern=r"^av_[0-9a-z]{26}$"), ModelField("avatar", pins=False)
]

Name = Annotated[Text, StringConstraints(min_length=1, max_length=64)]


class Routing(Edge):
    """Which providers may serve, by name."""

    prefer: tuple[Name, ...] = Field(default=(), max_length=20)
    exclude: tuple[Name, ...] = Field(default=(), max_length=20)
    only: tuple[Name, ...] = Field(default=(), max_length=20)


class JobRequest(Edge):
    """The fields that every job body shares."""

    metadata: dict[Name, Annotated[Text, StringConstraints(max_length=512)]] = Field(
        default={}, max_length=16, description="up to 16 string pairs, given back unchanged"
    )
    tags: tuple[Name, ...] = Field(default=(), max_length=16, description="labels to list by")
    max_credits: int | None = Field(
        default=None, ge=1, le=1_000_000, description="a price above it is refused with 402"
    )
    deadline_seconds: int | None = Field(
        default=None, ge=1, le=86_400, description="time from creation to the end, at most"
    )
    allow_fallback: bool = Field(default=True, description="whether another provider may serve")
    routing: Routing = Routing()
    priority: Literal["low", "normal", "high"] = "normal"
    source_seconds: float | None = Field(
        default=None, gt=0, le=7_200, description="length of a source that is not ours, for pricing"
    )

    def prompts(self) -> tuple[str, ...]:
        """Give the texts that the content policy has to see."""
        return ()

    def abilities(self) -> tuple[Ability, ...]:
        """Name what this request asks of providers; empty when it needs none."""
        return ()

    def target_of(self, ability: Ability) -> str | None:  # noqa: ARG002 - most stay in one language
        """Name the language that an ability is to put what is said into; None: it stays in its own."""
        return None

    def holder_of(self, ability: Ability) -> str | None:  # noqa: ARG002 - most leave it to the routes
        """Name the one provider that an ability is asked of, whatever the caller wishes for the rest."""
        return None

    def operation(self) -> Operation | None:
        """Say what is to be done, where an ability is several things."""
        return None

    def misfits(self, sizes: Mapping[str, Size]) -> Iterator[FieldError]:  # noqa: ARG002 - most look at none
        """Find what is wrong with its pictures, by what is known of them: sides in pixels, upright, by field."""
        yield from ()

    def video_seconds(self) -> float | None:
        """Give the length of the video it asks for; None where it asks for none, or for all of a source."""
        return None


SHARED: Final = frozenset(JobRequest.model_fields)
"""Fields that steer a job and are no part of what it makes."""


class Wish(Value):
    """How the caller wants a job served."""

    provider: str | None = None
    allow_fallback: bool = True
    prefer: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @classmethod
    def of_none_but(cls, provider: str) -> "Wish":
        """Wish for one provider, and nobody in its place."""
        return cls(provider=provider, allow_fallback=False)

    @classmethod
    def of(cls, request: JobRequest) -> "Wish":
        """Read the wish out of a request."""
        provider = getattr(request, "provider", None)
        return cls(
            provider=provider,
            allow_fallback=request.allow_fallback,
            prefer=request.routing.prefer,
            exclude=request.routing.exclude,
            only=request.routing.only,
        )

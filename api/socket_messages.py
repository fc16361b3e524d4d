"""What a socket's client may say, and how it is told what was wrong with it."""

import json
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from api.body import parse
from api.problems import invalid_body
from api.replies import stamp
from db.ids import new_id
from domain.errors import FieldError, StudioError, ValidationFailed
from domain.jobs import Job
from domain.values import Edge, Json

NAMED_MAX: Final = 200
VERSION_MAX: Final = 2**31 - 1

JobId = Annotated[str, StringConstraints(pattern=r"^job_[0-9a-z]{26}$")]
SocketEvent = Literal["job.progress", "job.completed", "job.failed"]
Version = Annotated[int, Field(ge=0, le=VERSION_MAX)]


class Subscribe(Edge):
    """Follow jobs by name, from the version that was seen where one is given; without names, all of the user's."""

    action: Literal["subscribe"]
    job_ids: list[JobId] | None = Field(default=None, max_length=NAMED_MAX)
    since: dict[JobId, Version] | None = Field(default=None, max_length=NAMED_MAX)

    def wanted(self) -> dict[str, int | None] | None:
        """Give the named jobs with the version that was seen; None: all."""
        if self.job_ids is None and self.since is None:
            return None
        return {**dict.fromkeys(self.job_ids or ()), **(self.since or {})}


class Unsubscribe(Edge):
    """Hear no more of jobs; without names, of any."""

    action: Literal["unsubscribe"]
    job_ids: list[JobId] | None = Field(default=None, max_length=NAMED_MAX)


class SocketFrame(Edge):
    """An event of a job. `id` names its version; `data` is its snapshot then."""

    event: SocketEvent
    id: str
    time: datetime
    data: Job


class SocketMistake(Edge):
    """What was wrong with a message, or why the socket is closed, as REST's problems have it."""

    code: str
    title: str
    detail: str
    retryable: bool
    errors: list[FieldError] = []
    retry_after_seconds: int | None = None


class SocketError(Edge):
    """What the socket says where a message was not valid, and before it refuses to go on."""

    event: Literal["error"]
    id: str
    time: datetime
    data: SocketMistake


Message = Subscribe | Unsubscribe
MESSAGE: Final[TypeAdapter[Message]] = TypeAdapter(
    Annotated[Subscribe | Unsubscribe, Field(discriminator="action")]
)


def read_message(text: str | None) -> Message:
    """Read what a client said. Raises ValidationFailed with pointers."""
    if text is None:
        raise ValidationFailed("Messages are text, in JSON.")
    raw = parse(text.encode("utf-8", "surrogatepass"))
    try:
        return MESSAGE.validate_json(json.dumps(raw))
    except ValidationError as error:
        raise _invalid(error) from error


def error_message(error: StudioError) -> str:
    """Write what was wrong, as a frame of the event `error`."""
    data: dict[str, Json] = {
        "code": error.code,
        "title": error.title,
        "detail": error.detail,
        "retryable": error.retryable,
    }
    if error.errors:
        data["errors"] = [each.model_dump() for each in error.errors]
    if error.retry_after_seconds:
        data["retryAfterSeconds"] = max(1, round(error.retry_after_seconds))
    now = stamp(datetime.now(UTC))
    return json.dumps(
        {"event": "error", "id": new_id("evt"), "time": now, "data": data}, separators=(",", ":")
    )


def _invalid(error: ValidationError) -> ValidationFailed:
    """Point into the message: pydantic puts the action's name before the path."""
    found = invalid_body(error)
    actions = ("/subscribe", "/unsubscribe")
    errors = tuple(
        each.model_copy(update={"pointer": each.pointer.removeprefix(action)})
        for each in found.errors
        for action in [next((a for a in actions if each.pointer.startswith(a)), "")]
    )
    return ValidationFailed("The message has fields that are not valid.", errors=errors)

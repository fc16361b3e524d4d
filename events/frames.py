"""A version of a job or a pipeline as it is sent: written out once, whoever follows it and by which door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from domain.jobs import TERMINAL

ENDINGS: Final = {"completed": "completed", "failed": "failed", "cancelled": "failed"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A job at one version. `at`: RFC 3339; `data`: the snapshot as JSON text."""

    subject: Literal["job", "pipeline"]
    id: str
    version: int
    status: str
    at: str
    data: str

    @property
    def event(self) -> str:
        """Name what happened."""
        return f"{self.subject}.{ENDINGS.get(self.status, 'progress')}"

    @property
    def is_last(self) -> bool:
        """Tell whether the job had ended."""
        return self.status in TERMINAL

    @property
    def event_id(self) -> str:
        """Name the event: the same one has the same name at every reading."""
        _, _, place = self.id.partition("_")
        return f"evt_{place}.{self.version}"

    def as_server_event(self) -> str:
        """Write it for an event stream."""
        return f"id: {self.version}\n{self.as_passing_event()}"

    def as_passing_event(self) -> str:
        """Write it for an event stream without an id: nobody resumes from it."""
        return f"event: {self.event}\ndata: {self.data}\n\n"

    def as_message(self) -> str:
        """Write it for a socket."""
        return f'{{"event":"{self.event}","id":"{self.event_id}","time":"{self.at}","data":{self.data}}}'


@dataclass(frozen=True, slots=True)
class News:
    """What came after a version of a pipeline, and how it stands now. `moved` names how far its jobs are."""

    frames: list[Frame]
    now: Frame
    moved: str


def coalesced(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Leave out progress that later frames of the job have overtaken; ends stay, also those before a retry."""
    for place, frame in enumerate(frames):
        if frame.is_last or place == len(frames) - 1:
            yield frame

"""What a socket's client follows, and how far it has seen each job."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from events.frames import Frame

ENDED_KEPT: Final = 64
"""So many ended jobs are remembered, for a notice may come after what it told of was read."""


class Seen:
    """Jobs followed by name, or all of a user but the muted ones; versions of those that are not over."""

    def __init__(self) -> None:
        self.all = False
        self.named: set[str] = set()
        self.muted: set[str] = set()
        self._open: dict[str, int] = {}
        self._ended: OrderedDict[str, int] = OrderedDict()

    @property
    def open(self) -> dict[str, int]:
        """Give the jobs that go on, or were named, each with the version that was seen."""
        return dict(self._open)

    def version(self, job_id: str) -> int:
        """Give the version that was seen; 0: none that is known."""
        return self._open.get(job_id) or self._ended.get(job_id, 0)

    def after(self, job_id: str, heard: int) -> int | None:
        """Tell after which version of a job to read when one was heard of; None: it is not followed."""
        if job_id in self.named or (self.all and job_id not in self.muted):
            return self.version(job_id) or max(heard - 1, 0)
        return None

    def name(self, job_id: str, version: int) -> None:
        """Follow a job by name from a version on."""
        self.named.add(job_id)
        self.muted.discard(job_id)
        self._open[job_id] = version

    def leave(self, job_ids: Iterable[str]) -> None:
        """Follow jobs no more, by name or with all."""
        for job_id in job_ids:
            self.named.discard(job_id)
            self._open.pop(job_id, None)
            if self.all:
                self.muted.add(job_id)

    def leave_all(self) -> None:
        """Follow nothing."""
        self.all = False
        self.named.clear()
        self.muted.clear()
        self._open.clear()

    def mark(self, frame: Frame) -> None:
        """Take note of a frame that was sent."""
        if frame.is_last and frame.id not in self.named:
            self._open.pop(frame.id, None)
            self._ended[frame.id] = frame.version
            self._ended.move_to_end(frame.id)
            if len(self._ended) > ENDED_KEPT:
                self._ended.popitem(last=False)
        else:
            self._open[frame.id] = frame.version

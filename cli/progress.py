"""Progress bars fed by job snapshots."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from studio.models import Job


class Bars:
    """One bar a job."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.progress = Progress(
            TextColumn("{task.description:<18}"),
            BarColumn(bar_width=40),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[phase]:<16}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=hidden,
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.progress.stop()

    def show(self, job: Job) -> None:
        """Bring a job's bar to where it is."""
        if job.id not in self.tasks:
            self.tasks[job.id] = self.progress.add_task(job.type, total=100, phase="")
        ended = job.status in ("completed", "failed", "cancelled")
        phase = job.status if ended else job.phase
        self.progress.update(self.tasks[job.id], completed=job.progress, phase=phase)

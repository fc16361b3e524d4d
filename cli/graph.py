"""A pipeline drawn in the terminal: its steps in order, what each waits for, and how it stands."""

from types import TracebackType
from typing import Any, Final, Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

MARKS: Final = {
    "queued": ("○", "dim"), "processing": ("●", "cyan"), "completed": ("✔", "green"), "failed": ("✘", "red"),
    "cancelled": ("◌", "yellow"), "skipped": ("–", "dim"),
}  # fmt: skip
BAR_WIDTH: Final = 24


class Drawing:
    """A graph that is drawn anew with each version."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.hidden = hidden
        self.live = Live(console=Console(stderr=True), refresh_per_second=8, transient=False)

    def __enter__(self) -> Self:
        if not self.hidden:
            self.live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.hidden:
            self.live.stop()

    def show(self, pipeline: dict[str, Any]) -> None:
        """Bring the drawing to where the pipeline is."""
        if not self.hidden:
            self.live.update(drawn(pipeline))


def drawn(pipeline: dict[str, Any]) -> Group:
    """Draw a pipeline: a line a step, further to the right what has to wait longer."""
    table = Table.grid(padding=(0, 2))
    levels = levels_of(pipeline["steps"])
    for step in sorted(pipeline["steps"], key=lambda step: levels[step["id"]]):
        mark, style = MARKS[step["status"]]
        level = levels[step["id"]]
        lead = "  " * (level - 1) + "└─▶ " if level else ""
        bar = ProgressBar(100, step["progress"], width=BAR_WIDTH)
        table.add_row(
            Text(lead, "dim") + Text(f"{mark} {step['id']}", style),
            Text(_size(step), "dim"),
            bar if step["status"] == "processing" else Text(step["status"], style),
            Text(_told(step), "red" if step["status"] == "failed" else "dim"),
        )
    mark, style = MARKS[pipeline["status"]]
    head = f"{mark} {pipeline['name']}  {pipeline['status']}  {pipeline['progress']}%"
    money = f"{pipeline['creditsCharged']} of {pipeline['creditsReserved']} credits charged"
    return Group(Text(f"{head}  {money}", style), table)


def levels_of(steps: list[dict[str, Any]]) -> dict[str, int]:
    """Give how many steps are before each on the longest way to it."""
    levels: dict[str, int] = {}
    while len(levels) < len(steps):
        for step in steps:
            awaited = _awaited(step)
            if step["id"] not in levels and all(name in levels for name in awaited):
                levels[step["id"]] = max((levels[name] + 1 for name in awaited), default=0)
    return levels


def _awaited(step: dict[str, Any]) -> list[str]:
    condition = (step.get("when") or {}).get("step")
    return [*step["needs"], *([condition] if condition else [])]


def _size(step: dict[str, Any]) -> str:
    jobs = len(step["jobs"])
    return step["type"] if jobs == 1 else f"{step['type']} × {jobs}"


def _told(step: dict[str, Any]) -> str:
    if step["status"] == "queued" and _awaited(step):
        return f"after {', '.join(_awaited(step))}"
    for job in step["jobs"]:
        if job["error"]:
            return f"{job['error']['code']}: {job['error']['message']}"
    if step["status"] == "skipped":
        return str(step["jobs"][0]["reason"] or "")
    done = sum(job["status"] == "completed" for job in step["jobs"])
    return f"{done} of {len(step['jobs'])}" if len(step["jobs"]) > 1 else ""

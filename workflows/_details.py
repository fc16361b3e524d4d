"""What an operator reads of a running workflow in Temporal's UI: steps, attempts and money."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio import workflow
from temporalio.exceptions import FailureError


class Details:
    """A small table, written anew as the run goes on. It costs no history."""

    def __init__(self, price: int) -> None:
        self.price = price
        self.current: str | None = None
        self.steps: dict[str, str] = {}
        self.attempts: list[str] = []
        self.ending = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step while it runs, and how it ended."""
        began = workflow.now()
        self.current = name
        self._show(name, "running")
        try:
            yield
        except FailureError:
            self._show(name, "failed")
            raise
        self._show(name, f"{(workflow.now() - began).total_seconds():.1f} s")

    def attempt(self, provider: str, part: int, outcome: str) -> None:
        """Add a line for a provider's attempt."""
        self.attempts.append(f"| {provider} | {part} | {outcome} |")
        self._write()

    def closed(self, status: str, charged: int) -> None:
        """Show how the run ended."""
        self.ending = f"**{status}**, charged {charged}, released {self.price - charged}"
        self._write()

    def _show(self, name: str, state: str) -> None:
        self.steps[name] = state
        self._write()

    def _write(self) -> None:
        lines = [self.ending or f"held {self.price}", "", "| step | state |", "|---|---|"]
        lines += [f"| {name} | {state} |" for name, state in self.steps.items()]
        if self.attempts:
            lines += ["", "| provider | part | outcome |", "|---|---|---|", *self.attempts]
        workflow.set_current_details("\n".join(lines))


class Table:
    """The steps of a pipeline and how each stands."""

    def __init__(self, steps: list[str]) -> None:
        self.states = dict.fromkeys(steps, "waiting")
        self.ending = ""

    def show(self, step: str, state: str) -> None:
        """Show how a step stands."""
        self.states[step] = state
        self._write()

    def closed(self, status: str) -> None:
        """Show how the run ended."""
        self.ending = f"**{status}**"
        self._write()

    def _write(self) -> None:
        lines = [self.ending or "running", "", "| step | state |", "|---|---|"]
        lines += [f"| {name} | {state} |" for name, state in self.states.items()]
        workflow.set_current_details("\n".join(lines))

"""Tables of providers: how each of their abilities does, and what they cost."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from domain.routing import LOCAL

HEALTH: Final = (
    "provider", "ability", "model", "key", "status", "circuit", "errors", "seconds", "last error", "why",
)  # fmt: skip
COSTS: Final = (
    "type", "provider", "model", "calls", "finished", "unknown", "cost", "used", "revenue",
)  # fmt: skip
FOLDED: Final = frozenset({"model", "last error", "why"})
FILE_COLUMNS: Final = 200
"""How wide a table is that goes to a file or a pipe."""


def health(lines: Iterable[dict[str, Any]]) -> Table:
    """Lay out the lines of `GET /providers/health`."""
    return _table(HEALTH, map(_health, lines))


def costs(lines: Iterable[dict[str, Any]]) -> Table:
    """Lay out the lines of `GET /providers/costs`."""
    return _table(COSTS, map(_costs, lines))


def show(table: Table) -> None:
    """Print a table: as wide as the terminal, and whole where there is none."""
    console = Console()
    if not console.is_terminal:
        console.width = FILE_COLUMNS
    console.print(table)


def _health(line: dict[str, Any]) -> Sequence[str]:
    has_key = line["status"] != "not_configured"
    key = "set" if has_key else "none"
    rate, seconds = line["errorRate"], line["latencySeconds"]
    return (
        line["provider"], line["kind"], line["model"],
        "" if line["provider"] == LOCAL else key, line["status"] if has_key else "", line["circuit"],
        "" if rate is None else f"{rate:.0%} of {line['attempts']}", "" if seconds is None else f"{seconds:.1f}",
        line["lastError"] or "", line["reason"] or "",
    )  # fmt: skip


def _costs(line: dict[str, Any]) -> Sequence[str]:
    used, cost = line["used"], line["cost"]
    return (
        line["type"], line["provider"], line["model"],
        str(line["calls"]), str(line["finished"]), str(line["unknown"]), "" if cost is None else f"{cost:g}",
        "" if used is None else f"{used:g} {line['unit'] or ''}".strip(), f"{line['revenue']:g}",
    )  # fmt: skip


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    columns = [Column(name, no_wrap=name not in FOLDED, overflow="fold") for name in names]
    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))  # what others wrote is no markup
    return table

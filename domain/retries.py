"""What of a failed pipeline has to run again: all that did not complete, and what was left out because of it."""

from collections.abc import Mapping, Sequence

from domain.values import Json

KEPT: tuple[str, ...] = ("condition", "no_item")
"""Why an item was left out with nothing amiss: what decided that is done, and would decide the same."""


def unfinished(steps: Sequence[Json], items: Mapping[str, Sequence[Json]]) -> list[tuple[str, int]]:
    """Name the items to run again, in order. `steps` are as stored, `items` by step as the snapshot has them."""
    again: list[tuple[str, int]] = []
    stale: set[str] = set()
    waiting = list(steps)
    while waiting:
        seen = {step["id"] for step in waiting}
        step = next(each for each in waiting if not seen & set(each["after"]))
        waiting.remove(step)
        settled = not stale & set(step["after"])
        due = [
            (step["id"], item["item"])
            for item in items[step["id"]]
            if item["status"] != "completed"
            and not (settled and item["status"] == "skipped" and item["reason"] in KEPT)
        ]
        if due:
            stale.add(step["id"])
        again += due
    return again

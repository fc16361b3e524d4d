"""What a step of a pipeline costs beside its work: chains and fans of jobs whose provider answers at once."""

import asyncio
import statistics
from datetime import datetime
from typing import Any

import httpx

BODY = {"prompt": "a measured lake", "width": 256, "height": 256}
DEEP = 5
RUNS = 8
Rows = list[tuple[str, str, str]]


async def measured(client: httpx.AsyncClient, token: dict[str, str]) -> Rows:
    """Time chains of five steps, and fans of one, three side by side, and one. The work itself takes no time."""
    chain = [_step(f"s{n}", *([f"s{n - 1}"] if n else [])) for n in range(DEEP)]
    fan = [
        _step("first"),
        *(_step(f"beside{n}", "first") for n in range(3)),
        _step("last", "beside0", "beside1", "beside2"),
    ]
    rows: Rows = []
    for name, steps, path in (("a chain of 5", chain, DEEP), ("a fan of 1, 3, 1", fan, 3)):
        times = sorted([await _one(client, token, steps) / path for _ in range(RUNS)])
        rows.append(
            (
                f"overhead a step, {name}",
                f"p50 {statistics.median(times):.0f} ms, most {times[-1]:.0f} ms",
                "≤ 300 ms p50",
            )
        )
    return rows


def _step(name: str, *needs: str) -> dict[str, Any]:
    return {"id": name, "type": "image-generation", "params": BODY, "needs": list(needs)}


async def _one(
    client: httpx.AsyncClient, token: dict[str, str], steps: list[dict[str, Any]]
) -> float:
    """Give the milliseconds from a pipeline's creation to its end."""
    answer = await client.post(
        "/pipelines", json={"name": "measured", "steps": steps}, headers=token
    )
    assert answer.status_code == 202, answer.text
    path = f"/pipelines/{answer.json()['data']['pipelineId']}"
    while True:
        found = (await client.get(path, headers=token)).json()["data"]
        if found["status"] in ("completed", "failed", "cancelled"):
            break
        await asyncio.sleep(0.05)
    assert found["status"] == "completed", found["error"]
    created, ended = (datetime.fromisoformat(found[name]) for name in ("createdAt", "completedAt"))
    return (ended - created).total_seconds() * 1_000

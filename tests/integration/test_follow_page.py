"""The page of docs/examples in a real browser: a job followed by both doors through a restart of the API."""

import asyncio
import json
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from websockets.asyncio.client import ClientConnection, connect

from api.app import create
from runtime.embedded.stack import ROOT, _free_port
from tests.house import House, serving

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)  # fmt: skip
FOREVER = {"prompt": "forever turning", "routing": {"only": ["slowvendor"]}, "width": 256, "height": 256}  # fmt: skip

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium"),
]


class Browser:
    """A tab, spoken to over the DevTools protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.asked = 0

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self.asked += 1
        await self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while True:
            told = json.loads(await self.socket.recv())
            if told.get("id") == self.asked:
                result: dict[str, Any] = told["result"]
                return result

    async def value(self, expression: str) -> Any:
        told = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")


@asynccontextmanager
async def browsing(folder: Path) -> AsyncIterator[Browser]:
    assert BROWSER
    process = await asyncio.create_subprocess_exec(
        BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        told = folder / "DevToolsActivePort"
        while not (told.exists() and told.read_text().count("\n")):
            await asyncio.sleep(0.05)
        address = f"http://127.0.0.1:{told.read_text().splitlines()[0]}/json/list"
        async with httpx.AsyncClient(trust_env=False) as client:
            pages = (await client.get(address)).json()
        url = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        async with connect(url, proxy=None, max_size=None) as socket:
            yield Browser(socket)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()


def site() -> FastAPI:
    app, page = FastAPI(), (ROOT / "docs" / "examples" / "follow.html").read_text()

    @app.get("/")
    async def follow() -> HTMLResponse:
        return HTMLResponse(page)

    return app


async def shown(browser: Browser, field: str, wanted: str) -> dict[str, list[dict[str, Any]]]:
    """Wait until both panes show it."""
    while True:
        told = await browser.value(
            "JSON.stringify({socket: panes.socket.seen, stream: panes.stream.seen})"
        )
        panes: dict[str, list[dict[str, Any]]] = json.loads(told or "{}")
        if panes and all(seen and seen[-1][field] == wanted for seen in panes.values()):
            return panes
        await asyncio.sleep(0.05)


async def test_a_page_follows_a_job_by_socket_and_stream_through_a_restart(
    house: House, tmp_path: Path
) -> None:
    caller, port = await house.caller(), _free_port()
    job_id = await caller.accepted("/images/generate", FOREVER)
    async with serving(site()) as page, browsing(tmp_path) as browser:
        api = house.settings.api.model_copy(
            update={"cors_origins": (page,), "public_url": f"http://127.0.0.1:{port}"}
        )
        settings = house.settings.model_copy(update={"api": api})
        async with serving(create(settings), port=port) as url:
            given = urlencode({"api": url, "token": caller.token, "job": job_id})
            await browser.call("Page.navigate", url=f"{page}/#{given}")
            await shown(browser, "phase", "generating")
        await caller.http.post(f"/jobs/{job_id}/cancel")
        async with serving(create(settings), port=port):
            panes = await shown(browser, "status", "cancelled")
    for seen in panes.values():
        assert [each["version"] for each in seen] == list(range(1, len(seen) + 1))
    assert panes["socket"] == panes["stream"]

"""Temporal's server from a wheel: a database file in the home folder, on loopback alone."""

import asyncio
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from domain.errors import Internal
from runtime.embedded.children import Child

READY_SECONDS: Final = 60.0
RETENTION: Final = timedelta(days=30)
NAMESPACE: Final = "default"
PRAGMAS: Final = ("journal_mode=wal", "synchronous=normal")
DYNAMIC: Final = (
    "history.transferProcessorMaxPollRPS=1000",
    "history.timerProcessorMaxPollRPS=1000",
    "matching.enableFairness=true",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
)
"""The development server waits up to 50 ms for each dispatch unless told otherwise; one partition keeps order exact."""
ATTRIBUTES: Final = {
    "StudioJob": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "StudioTenant": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "StudioProvider": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "StudioPhase": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "StudioCredits": IndexedValueType.INDEXED_VALUE_TYPE_INT,
}


class Temporal:
    """The server and its UI."""

    def __init__(self, home: Path, port: int, ui_port: int) -> None:
        self.address = f"127.0.0.1:{port}"
        command = [
            _binary(), "server", "start-dev", "--ip", "127.0.0.1", "--port", str(port), "--ui-port", str(ui_port),
            "--db-filename", str(home / "temporal.db"), "--log-level", "error",
        ]  # fmt: skip
        for pragma in PRAGMAS:
            command += ["--sqlite-pragma", pragma]
        for setting in DYNAMIC:
            command += ["--dynamic-config-value", setting]
        environment = {
            "HOME": os.environ.get("HOME", str(home)),
            "PATH": os.environ.get("PATH", ""),
        }
        self.child = Child("temporal", command, home / "logs" / "temporal.log", environment)

    async def start(self) -> None:
        """Start it, wait until it answers, and see to its retention and search attributes."""
        await self.child.start()
        client = await self._answer()
        await asyncio.gather(keep_history(client), register_attributes(client))

    async def _answer(self) -> Client:
        async with asyncio.timeout(READY_SECONDS):
            while True:
                if self.child.process and self.child.process.returncode is not None:
                    raise Internal(f"Temporal did not start: {self.child.tail()}")
                try:
                    client = await Client.connect(self.address)
                    await client.operator_service.list_search_attributes(
                        ListSearchAttributesRequest(namespace=NAMESPACE)
                    )
                except (RuntimeError, RPCError):
                    await asyncio.sleep(0.05)
                    continue
                return client


async def keep_history(client: Client) -> None:
    """Keep closed workflows for a month: the development server forgets them in a day."""
    config = NamespaceConfig(
        workflow_execution_retention_ttl=Duration(seconds=int(RETENTION.total_seconds()))
    )
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(namespace=client.namespace, config=config)
    )


async def register_attributes(client: Client) -> None:
    """Register our search attributes, those that are missing."""
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    missing = {
        name: kind for name, kind in ATTRIBUTES.items() if name not in known.custom_attributes
    }
    if missing:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )


def _binary() -> str:
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise Internal("Temporal is not installed: install the extra `embedded`.")
    return found

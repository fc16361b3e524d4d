"""The development chain's place in the stack: it listens from the start, and its process begins with the first call."""

import asyncio
import importlib.util
import os
import socket
import sys
from pathlib import Path
from typing import Final

from runtime.embedded.children import Child

CHAIN_ID: Final = 131277322940537
"""eth-tester's own."""
CONTRACT: Final = "0xAE519FC2Ba8e6fFE6473195c092bF1BAe986ff90"
"""Where the contract is: the first that its deployer makes."""
POLL_SECONDS: Final = "0.2"


class Chain:
    """A socket that costs nothing until somebody mints; its port is ours from the start, for the settings name it."""

    def __init__(self, home: Path, port: int, key: str) -> None:
        self.port = port
        self.key = key
        self.child = Child(
            "chain", (), home / "logs" / "chain.log",
            {"PATH": os.environ.get("PATH", ""), "CHAIN_SIGNER_KEY": key, "CHAIN_JOURNAL": str(home / "chain.journal")},
        )  # fmt: skip
        self._socket: socket.socket | None = None
        self._begun: asyncio.Task[None] | None = None

    @staticmethod
    def is_installed() -> bool:
        """Tell whether its packages are there."""
        return all(importlib.util.find_spec(name) for name in ("eth_tester", "eth", "web3"))

    def environment(self) -> dict[str, str]:
        """Give the settings of a process that mints here."""
        settings = {
            "RPC_URL": f"http://127.0.0.1:{self.port}", "CHAIN_ID": str(CHAIN_ID), "CONTRACT": CONTRACT,
            "SIGNER_KEY": self.key, "CONFIRMATIONS": "1", "POLL_SECONDS": POLL_SECONDS,
        }  # fmt: skip
        return {f"CHAINS__DEVELOPMENT__{name}": value for name, value in settings.items()}

    def listen(self, root: Path) -> None:
        """Open the port; whoever calls first starts the process, which answers the call."""
        self._socket = socket.create_server(("127.0.0.1", self.port))
        self._socket.setblocking(False)
        number = self._socket.fileno()
        self.child.environment = {**self.child.environment, "PYTHONPATH": str(root)}
        self.child.command = (sys.executable, "-m", "runtime.embedded.chain_server", str(number))
        self.child.inherited = (number,)
        asyncio.get_running_loop().add_reader(number, self._begin)

    async def stop(self) -> None:
        """Stop listening, and the process where it runs."""
        if self._socket is None:
            return
        asyncio.get_running_loop().remove_reader(self._socket.fileno())
        if self._begun:
            self._begun.cancel()
            await asyncio.gather(self._begun, return_exceptions=True)
        await self.child.stop()
        self._socket.close()

    def _begin(self) -> None:
        assert self._socket
        asyncio.get_running_loop().remove_reader(self._socket.fileno())
        self._begun = asyncio.create_task(self._serve())

    async def _serve(self) -> None:
        await self.child.start()
        await self.child.keep()

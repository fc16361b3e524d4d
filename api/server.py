"""The server around the application: its limits for sockets, and a shutdown that lets streams say goodbye."""

import socket
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

PING_SECONDS: Final = 30.0
MESSAGE_BYTES_MAX: Final = 64 * 1024
LINGER_SECONDS: Final = 5.0
GIVE_UP: Final = "give_up"
"""What a socket's state names its way to be closed although its client reads nothing."""

GiveUp = Callable[[int, str], None]


class Wire(WebSocketsSansIOProtocol):
    """A socket that can be given up: ASGI's own close waits until the client has read what came before it."""

    def handle_connect(self, event: Request) -> None:
        """Tell the application the way."""
        super().handle_connect(event)
        if self.response.status_code == 101:  # noqa: PLR2004 - switching protocols
            self.scope["state"][GIVE_UP] = self.give_up

    def give_up(self, code: int, reason: str) -> None:
        """Close behind what is buffered; who does not read that either loses it."""
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)


class Server(uvicorn.Server):
    """Ends streams before it waits for connections to end."""

    def __init__(self, app: FastAPI, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye, then stop as ever."""
        if services := getattr(self.app.state, "services", None):
            services.close()
        await super().shutdown(sockets)


def configured(app: FastAPI, **options: Any) -> uvicorn.Config:
    """Configure the server. Messages are not compressed: that would cost memory and time for each socket."""
    return uvicorn.Config(
        app,
        ws=Wire,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_per_message_deflate=False,
        **options,
    )

"""The development chain's process: JSON-RPC over HTTP, on a socket that it inherits."""

import os
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from eth_account import Account
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.values import Json
from runtime.embedded.development_chain import DevelopmentChain, Refusal


def application(chain: DevelopmentChain) -> Starlette:
    """Serve a chain. One call at a time: it is one chain."""

    async def answer(request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            return JSONResponse(_error(None, -32700, "parse error"), 400)
        if isinstance(body, list):
            return JSONResponse([answered(chain, each) for each in body])
        return JSONResponse(answered(chain, body))

    return Starlette(routes=[Route("/", answer, methods=["POST"])])


def answered(chain: DevelopmentChain, call: Any) -> Json:
    """Answer one call of JSON-RPC 2.0."""
    match call:
        case {"method": str(method), **rest}:
            params = rest.get("params")
            try:
                return {
                    "jsonrpc": "2.0",
                    "id": rest.get("id"),
                    "result": chain.answer(method, params if isinstance(params, list) else []),
                }
            except Refusal as refusal:
                return _error(rest.get("id"), refusal.code, str(refusal))
            except NotImplementedError:
                return _error(rest.get("id"), -32601, "method not found")
    return _error(None, -32600, "invalid request")


def _error(number: Json, code: int, message: str) -> Json:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def main() -> None:
    """Serve on the inherited socket until SIGTERM."""
    signer = Account.from_key(os.environ["CHAIN_SIGNER_KEY"]).address
    chain = DevelopmentChain([signer], owner=signer, journal=Path(os.environ["CHAIN_JOURNAL"]))
    inherited = socket.socket(fileno=int(sys.argv[1]))
    config = uvicorn.Config(application(chain), log_level="warning", timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[inherited])


if __name__ == "__main__":
    main()

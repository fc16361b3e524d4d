"""What REST's operations do not show: the socket's events, and the queries of GraphQL."""

from typing import Any, Final

from graphql import build_schema

from api import graph_schema
from api.documents import MODELS
from api.openapi._examples import recorded
from api.present import BASE
from api.socket_messages import SocketError, SocketEvent, SocketFrame, Subscribe, Unsubscribe

SOCKET: Final = f"{BASE}/ws"
TOLD: Final[dict[SocketEvent, str]] = {
    "job.progress": "A job was accepted, goes on, or is tried again.",
    "job.completed": "A job is done, and paid for.",
    "job.failed": "A job failed or was cancelled: `data.status` tells.",
}
CLOSES: Final = {
    "1008": "too many messages that were not valid",
    "1011": "something went wrong here",
    "1012": "the server restarts: reconnect, with `since`",
    "1013": "the database is away: try later",
    "4401": "the token is not valid, or has run out",
    "4403": "the token may not",
    "4408": "the client reads too slowly: reconnect, with `since`",
    "4429": "too many requests, or too many sockets of the tenant",
}


def events() -> dict[str, Any]:
    """Describe the socket: its address, what a client may say, its events, and how it is closed."""
    MODELS.update({SocketFrame, SocketError, Subscribe, Unsubscribe})
    examples = recorded()["events"]
    return {
        "url": SOCKET,
        "description": "A WebSocket. The token is in `Authorization`, or in the sub-protocols `bearer, <token>`. "
        "A frame is text, in JSON. Without a message, all of the user's jobs are followed: snapshots first, then live.",
        "messages": {
            "subscribe": {"payload": _ref("Subscribe"), "example": {"action": "subscribe"}},
            "unsubscribe": {"payload": _ref("Unsubscribe"), "example": {"action": "unsubscribe"}},
        },
        "events": {
            name: {"summary": summary, "payload": _ref("SocketFrame"), "example": examples.get(name)}
            for name, summary in TOLD.items()
        },
        "errors": {"payload": _ref("SocketError"), "example": examples.get("error")},
        "closes": CLOSES,
    }  # fmt: skip


def queries() -> dict[str, Any]:
    """Describe each query by its arguments and what it gives, with one that was asked and its answer."""
    root = build_schema(graph_schema.text()).query_type
    assert root
    return {
        name: {
            "summary": field.description,
            "arguments": {each: str(argument.type) for each, argument in field.args.items()},
            "gives": str(field.type),
            "example": recorded()["queries"].get(name),
        }
        for name, field in root.fields.items()
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}

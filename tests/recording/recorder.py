"""Writes down what is asked of a house and what it answers, by the operations of its document."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from domain.values import Json
from tests.house import Caller, House


@dataclass
class Recorder:
    """What was recorded: requests and answers by operation, problems by code, events and queries by name."""

    house: House
    operations: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, Json] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    queries: dict[str, Json] = field(default_factory=dict)
    routes: list[tuple[str, re.Pattern[str], str]] = field(default_factory=list)

    async def learn(self) -> None:
        """Read the house's document: which operation a path is."""
        async with httpx.AsyncClient(trust_env=False) as anyone:
            document = (await anyone.get(f"{self.house.url}/openapi.json")).json()
        for path, operations in document["paths"].items():
            pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
            for method, operation in operations.items():
                self.routes.append((method.upper(), pattern, operation["operationId"]))
        self.routes.sort(key=lambda route: route[1].pattern.count("[^/]+"))

    def knows(self, method: str, path: str) -> bool:
        """Tell whether there is such an operation."""
        return any(asked == method and pattern.fullmatch(path) for asked, pattern, _ in self.routes)

    async def ask(
        self,
        caller: Caller,
        method: str,
        path: str,
        *,
        name: str = "answer",
        body: Json = None,
        **more: Any,
    ) -> Json:
        """Ask, and write down the request and what is answered; gives the body, or None where there is none."""
        answer = await caller.http.request(method, path, json=body, **more)
        assert answer.is_success, (method, path, answer.status_code, answer.text)
        found = self.operations.setdefault(self._operation(answer), {})
        if body is not None:
            found.setdefault("request", body)
        kind = answer.headers.get("content-type", "")
        told = answer.json() if "json" in kind else answer.text if "event-stream" in kind else None
        if told is not None:
            found.setdefault("answers", {}).setdefault(str(answer.status_code), {})[name] = told
        return told

    async def refused(self, code: str, caller: Caller, method: str, path: str, **more: Any) -> None:
        """Ask for what is refused, and write down how."""
        answer = await caller.http.request(method, path, **more)
        self.note_refusal(code, answer)

    def note_refusal(self, code: str, answer: httpx.Response) -> None:
        """Write down a problem."""
        assert "problem+json" in answer.headers.get("content-type", ""), (code, answer.text)
        assert answer.json()["code"] == code, (code, answer.text)
        self.errors[code] = answer.json()

    def _operation(self, answer: httpx.Response) -> str:
        method, path = answer.request.method, answer.request.url.path
        return next(
            name
            for asked, pattern, name in self.routes
            if asked == method and pattern.fullmatch(path)
        )

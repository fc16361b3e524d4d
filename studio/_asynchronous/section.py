"""What the methods of all sections are made of."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from studio import models
from studio._asynchronous.files import uploaded
from studio._asynchronous.handles import AsyncJobHandle, AsyncPipelineHandle
from studio._asynchronous.transport import AsyncTransport

Media = str | Path | models.OutputFile | models.AssetShown
"""A file: its https or data url, an asset's id, an output, or a path here, which is uploaded."""
T = TypeVar("T")


class AsyncSection:
    """A part of the API."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def _call(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None, key: str | None = None,
    ) -> Any:  # fmt: skip
        request: dict[str, Any] = {}
        if query:
            request["params"] = {
                name: _said(value) for name, value in query.items() if value is not None
            }
        if body is not None:
            request["json"] = {
                name: await self._given(value) for name, value in body.items() if value is not None
            }
        response = await self._transport.send(method, path, key=key, **request)
        return response.json() if response.content else None

    async def _one(self, kind: type[T], method: str, path: str, **request: Any) -> T:
        answer: T = await self._any(kind, method, path, **request)
        return answer

    async def _any(self, kind: Any, method: str, path: str, **request: Any) -> Any:
        return TypeAdapter(kind).validate_python(
            (await self._call(method, path, **request))["data"]
        )

    async def _list(self, kind: type[T], method: str, path: str, **request: Any) -> list[T]:
        data = (await self._call(method, path, **request))["data"]
        return [TypeAdapter(kind).validate_python(each) for each in data]

    async def _whole(self, kind: type[T], method: str, path: str, **request: Any) -> T:
        return TypeAdapter(kind).validate_python(await self._call(method, path, **request))

    async def _pages(
        self, kind: type[T], method: str, path: str, *, query: Mapping[str, Any] | None = None
    ) -> AsyncIterator[T]:
        """Go through all pages, each read when it is reached."""
        cursor: str | None = None
        while True:
            found = await self._call(method, path, query={**(query or {}), "cursor": cursor})
            for each in found["data"]:
                yield TypeAdapter(kind).validate_python(each)
            cursor = found["page"].get("nextCursor")
            if not cursor:
                return

    async def _submitted(self, method: str, path: str, **request: Any) -> AsyncJobHandle:
        accepted = await self._one(models.Submitted, method, path, **request)
        return AsyncJobHandle(self._transport, accepted.job_id, accepted)

    async def _begun(self, method: str, path: str, **request: Any) -> AsyncPipelineHandle:
        accepted = await self._one(models.PipelineSubmitted, method, path, **request)
        return AsyncPipelineHandle(self._transport, accepted.pipeline_id, accepted)

    async def _given(self, value: Any) -> Any:
        """Write a value as JSON; a path's file is uploaded first."""
        match value:
            case Path():
                return (await uploaded(self._transport, value)).id
            case models.OutputFile() | models.AssetShown():
                return value.id
            case BaseModel():
                return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
            case Mapping():
                return {name: await self._given(part) for name, part in value.items()}
            case Sequence() if not isinstance(value, str):
                return [await self._given(part) for part in value]
        return _said(value)


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

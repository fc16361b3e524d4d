"""Fields that name media: every url of ours and every `data:` URI becomes an asset's id."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from api.services import Services
from api.template_fields import TemplateFields
from db.ids import new_id
from domain.assets import Facts, kind_of
from domain.errors import (
    FieldError,
    MediaInvalid,
    NotFound,
    SourceFetchFailed,
    StudioError,
    ValidationFailed,
)
from domain.identity import Identity
from domain.requests import JobRequest, MediaField, Size, marked
from domain.templates import TemplateRequest, pointer_of, put_at, value_at
from domain.values import Edge, Json
from jobs.assets import Asset, find, keep
from media.picture import check
from media.probe import probe
from net.data_uri import decode
from storage.blobs import Stored

E = TypeVar("E", bound=Edge)

PICTURE: Final = MediaField("image")
ASSET_ID: Final = re.compile(r"asset_[0-9a-z]{26}")
ASSET_PATH: Final = re.compile(r"/studio/v1/assets/(asset_[0-9a-z]{26})(/content\.[a-z0-9]{1,5})?")


class MediaFields:
    """Resolves the media fields of a request; what it stored can be taken back."""

    def __init__(
        self, has: Services, identity: Identity, promised: frozenset[str] = frozenset()
    ) -> None:
        self.has = has
        self.identity = identity
        self.promised = promised  # ids that stand for what is not made yet
        self.templates = TemplateFields(has, identity, promised)
        self.has_promises = False
        self.assets: list[Asset] = []
        self.seconds: dict[str, float] = {}  # of the recordings that are known already, by field
        self.sizes: dict[str, Size] = {}  # of the pictures that are known already, by field
        self.made: list[Asset] = []

    async def resolve(self, request: JobRequest, *, store: bool) -> JobRequest:
        """Give the request with ids in place of urls of ours. `store`: keep inline data too."""
        resolved = await self._resolved(request, "", store=store)
        if isinstance(resolved, TemplateRequest):
            return await self._filled(resolved, store=store)
        return resolved

    async def _filled(self, request: TemplateRequest, *, store: bool) -> TemplateRequest:
        """Resolve the pictures that stand in a template's data."""
        filled = await self.templates.filled(request)
        data = filled.data
        for place in self.templates.pictures(data):
            name = pointer_of(place).removeprefix("/")
            made = await self._resolve(name, value_at(data, place), PICTURE, store=store)
            data = put_at(data, place, made)
        return filled.model_copy(update={"data": data})

    async def _resolved(self, body: E, at: str, *, store: bool) -> E:
        changed: dict[str, Json] = {}
        for name, (alias, mark) in marked(type(body), MediaField).items():
            if not mark.applies(body):
                continue
            pointer = f"{at}{alias}"
            match getattr(body, name):
                case str(value):
                    changed[name] = await self._resolve(pointer, value, mark, store=store)
                case tuple(values):
                    changed[name] = tuple(
                        [
                            await self._resolve(f"{pointer}/{place}", value, mark, store=store)
                            for place, value in enumerate(values)
                        ]
                    )
        for name, field in type(body).model_fields.items():
            match getattr(body, name):
                case (Edge(), *_) as parts:
                    inside = f"{at}{field.alias or name}"
                    changed[name] = tuple(
                        [
                            await self._resolved(part, f"{inside}/{place}/", store=store)
                            for place, part in enumerate(parts)
                        ]
                    )
        return body.model_copy(update=changed)

    async def _resolve(self, name: str, value: str, marker: MediaField, *, store: bool) -> str:
        if marker.unless and re.fullmatch(marker.unless, value):
            return value
        if value in self.promised:
            self.has_promises = True
            return value
        try:
            if asset_id := self._own(value):
                asset = await find(self.has.resources.app, self.identity.tenant_id, asset_id)
                _require_kind(asset.mime_type, marker)
                self.assets.append(asset)
                self._sized(name, asset.width, asset.height)
                self.seconds[name] = asset.duration_seconds or 0.0
                return asset.id
            if value.lower().startswith("data:"):
                return await self._inline(name, value, marker, store=store)
            if "text" not in marker.kinds or value.lower().startswith(("http://", "https://")):
                self.has.resources.fetcher.gate.parse(value)
        except (NotFound, SourceFetchFailed, MediaInvalid) as error:
            raise _at(name, error) from error
        return value

    def _own(self, value: str) -> str | None:
        if ASSET_ID.fullmatch(value):
            return value
        if not value.lower().startswith(("http://", "https://")):
            return None
        try:
            parts = urlsplit(value)
        except ValueError:
            return None
        mine = urlsplit(self.has.resources.settings.api.public_url)
        match = ASSET_PATH.fullmatch(parts.path) if parts.netloc == mine.netloc else None
        return match.group(1) if match else None

    def _sized(self, name: str, width: int | None, height: int | None) -> None:
        if width and height:
            self.sizes[name] = (width, height)

    async def _inline(self, name: str, value: str, marker: MediaField, *, store: bool) -> str:
        data = decode(value)
        facts = await _facts(data)
        _require_kind(facts.mime_type, marker)
        self._sized(name, facts.width, facts.height)
        self.seconds[name] = facts.duration_seconds or 0.0
        if not store:
            return "data:"
        asset_id = new_id("asset")
        stored = await self.has.resources.leases.put_bytes(
            self.identity.tenant_id, data, holder=asset_id
        )
        asset = source(
            self.identity.tenant_id, asset_id, stored, facts, origin="inline", name="inline"
        )
        await keep(self.has.resources.app, asset, self.identity.user_id)
        self.assets.append(asset)
        self.made.append(asset)
        return asset.id


def source(
    tenant_id: str, asset_id: str, stored: Stored, facts: Facts, *, origin: str, name: str
) -> Asset:
    """Name a blob that has just been stored."""
    return Asset(
        tenant_id=tenant_id, id=asset_id, origin=origin, role="source", name=name, sha256=stored.sha256,
        size_bytes=stored.size_bytes, created_at=datetime.now(UTC), **facts.model_dump(),
    )  # fmt: skip


async def facts_of(path: Path) -> Facts:
    """Find out what a file is: a picture, a sound, a video, or text. Raises MediaInvalid."""
    try:
        return await check(path)
    except MediaInvalid:
        pass
    try:
        return await probe(path)
    except MediaInvalid:
        text = await asyncio.to_thread(_beginning, path)
    if len(text) > TEXT_BYTES_MAX or b"\0" in text:
        raise MediaInvalid("The file is no picture, sound, video or text that we read.")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MediaInvalid("The file is no picture, sound, video or text that we read.") from error
    return Facts(mime_type="text/plain")


TEXT_BYTES_MAX: Final = 4 * 1024 * 1024


def _beginning(path: Path) -> bytes:
    """Read as much as shows that a text is too long: what is no media may have two gigabytes."""
    with path.open("rb") as file:
        return file.read(TEXT_BYTES_MAX + 1)


async def _facts(data: bytes) -> Facts:
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        path = Path(folder) / "inline"
        path.write_bytes(data)
        return await facts_of(path)


def _require_kind(mime_type: str, marker: MediaField) -> None:
    if kind_of(mime_type) not in marker.kinds:
        raise MediaInvalid(f"Expected {' or '.join(marker.kinds)}, found {mime_type}.")


def _at(name: str, error: StudioError) -> ValidationFailed:
    field = FieldError(pointer=f"/{name}", code=error.code, detail=error.detail)
    return ValidationFailed("A source can't be used.", errors=(field,))

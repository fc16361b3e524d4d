"""Avatars: a photo judged, what a maker made shown in a portrait and a film, and written down as the tenant's."""

import os
from pathlib import Path
from typing import Final

import structlog
from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.errors import failure, reported
from activities.values import PartResult, Span
from domain.assets import Blob, Output, Role
from domain.avatars import Avatar, FaceSeen, fault
from domain.errors import Internal, MediaInvalid, ProviderError, ProviderFailure
from domain.tasks import AvatarStyle
from domain.values import Value
from jobs.models import Draft, Made, Models
from jobs.runs import RunKey, Runs
from media.picture import flatten, square
from media.probe import probe
from providers.local.engine import call

CHECKED: Final = Span(low=12, high=16)
SHOWN: Final = Span(low=80, high=92)
MEMORY_BYTES_MAX: Final = 4 * 1024**3
PHOTO_PX_MAX: Final = 2_048
PORTRAIT_PX: Final = 1_024
AROUND: Final = 2.1
"""Of a face's side: the square of a photo that makes a portrait."""
LOWER: Final = 0.08
"""Of a face's side: how far its middle is above the portrait's."""
PHOTO, MODEL, PORTRAIT, PREVIEW = "photo.jpg", "model.glb", "portrait.png", "preview.mp4"

log = structlog.get_logger(__name__)


class Beginning(Value):
    """An avatar about to be made by a run."""

    key: RunKey
    style: AvatarStyle


class Begun(Value):
    """The avatar's id."""

    model_id: str


class Examining(Value):
    """A photo as it came."""

    key: RunKey
    photo: Blob


class Photo(Value):
    """A photo that is fit, upright and no larger than it need be, and where its face is."""

    photo: Blob
    face: FaceSeen


class Showing(Value):
    """What a maker made. `photo`: what it was made of, where that was one."""

    key: RunKey
    model_id: str
    style: AvatarStyle
    part: PartResult
    photo: Photo | None = None


class Shown(Value):
    """The avatar's files, and what the client gets of them."""

    avatar: Avatar
    outputs: tuple[Output, ...]


class Keeping(Value):
    """The avatar that a run made, and who made it."""

    key: RunKey
    provider: str
    avatar: Avatar


class Avatars:
    """Every step may be repeated: it writes the same row, and blobs by their hash."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.models = Models(runs.database)
        self.scratch_root = scratch_root

    @activity.defn(name="avatars.begin")
    async def begin(self, ask: Beginning) -> Begun:
        """Begin the job's avatar, once a job."""
        with reported():
            draft = Draft(kind="avatar", name="", style=ask.style.value)
            return Begun(model_id=await self.models.begin(ask.key, draft))

    @activity.defn(name="avatars.examine")
    async def examine(self, ask: Examining) -> Photo:
        """Bring a photo into the form that every maker takes, and find its face.

        Raises MediaInvalid where it does not show one person clearly.
        """
        with reported():
            async with (
                stage(self.runs, ask.key, "check", phase="submitting", span=CHECKED) as report,
                scratch(self.scratch_root) as folder,
            ):
                source = await self.ingest.fetch(ask.key.tenant_id, ask.photo, folder / "source")
                facts = await flatten(source, folder / PHOTO, side_max=PHOTO_PX_MAX)
                report(0.2)
                faces = await _faces(folder / PHOTO, report)
                if wrong := fault(faces):
                    raise MediaInvalid(wrong)
                blob = await self.ingest.store(ask.key, folder / PHOTO, facts)
            return Photo(photo=blob, face=faces[0])

    @activity.defn(name="avatars.show")
    async def show(self, ask: Showing) -> Shown:
        """Give the model its portrait and its preview: the maker's, else the photo, else drawn of the model here.

        A model that cannot be drawn has no preview; raises ProviderError where it has no portrait either.
        """
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=SHOWN
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                made = {file.role: file for file in reversed(ask.part.files)}
                if "model" not in made:
                    raise Internal("A maker finished without a model.")
                drawn = await self._drawn(ask, made, folder, report)
                portrait = await self._portrait(ask, made.get("image"), folder, drawn=drawn)
                preview = made["video"].blob if "video" in made else None
                if preview is None and drawn:
                    path = folder / PREVIEW
                    preview = await self.ingest.store(ask.key, path, await probe(path))
                avatar = Avatar(portrait=portrait, model=made["model"].blob, preview=preview)
                return Shown(avatar=avatar, outputs=_outputs(ask, avatar, made["model"]))

    @activity.defn(name="avatars.keep")
    async def keep(self, ask: Keeping) -> None:
        """Write down what the avatar is made of; it is ready when its job is paid for."""
        avatar = ask.avatar
        blobs = [blob for blob in (avatar.portrait, avatar.model, avatar.preview) if blob]
        made = Made(
            provider=ask.provider, traits=avatar.model_dump(mode="json"),
            blobs=tuple(dict.fromkeys(blob.sha256 for blob in blobs)),
        )  # fmt: skip
        with reported():
            await self.models.made(ask.key, made)

    async def _drawn(
        self, ask: Showing, made: dict[Role, Output], folder: Path, report: Report
    ) -> bool:
        """Draw the model where something is to be seen of it that its maker did not show; tells whether it could be."""
        needs_portrait = "image" not in made and ask.photo is None
        if "video" in made and not needs_portrait:
            return False
        path = await self.ingest.fetch(ask.key.tenant_id, made["model"].blob, folder / MODEL)
        request = {"file": str(path), "folder": str(folder)}
        try:
            await call(
                "turntable", request, report=report, threads=os.cpu_count() or 1,
                memory_bytes_max=MEMORY_BYTES_MAX,
            )  # fmt: skip
        except ProviderFailure as error:
            log.warning("model_not_drawn", job_id=ask.key.job_id, reason=error.detail)
            return False
        return True

    async def _portrait(
        self, ask: Showing, image: Output | None, folder: Path, *, drawn: bool
    ) -> Blob:
        if image and (image.blob.facts.width, image.blob.facts.mime_type) == OURS:
            return image.blob
        target = folder / f"square-{PORTRAIT}"
        if image or ask.photo:
            blob = image.blob if image else ask.photo.photo if ask.photo else None
            assert blob
            of = None if image or not ask.photo else _around(ask.photo)
            source = await self.ingest.fetch(ask.key.tenant_id, blob, folder / "image")
            facts = await square(source, target, side=PORTRAIT_PX, of=of)
        elif drawn:
            facts = await square(folder / PORTRAIT, target, side=PORTRAIT_PX)
        else:
            unseen = ProviderError("The model that was made can't be drawn, and has no picture.")
            raise failure(unseen, final=True)
        return await self.ingest.store(ask.key, target, facts)


OURS: Final = (PORTRAIT_PX, "image/png")


async def _faces(photo: Path, report: Report) -> tuple[FaceSeen, ...]:
    answer = await call(
        "faces", {"file": str(photo)}, report=lambda done: report(0.2 + 0.7 * done), threads=os.cpu_count() or 1,
        memory_bytes_max=MEMORY_BYTES_MAX,
    )  # fmt: skip
    return tuple(FaceSeen.model_validate(face) for face in answer["faces"])


def _around(photo: Photo) -> tuple[int, int, int]:
    """Give the square of a photo that makes a portrait of its face: around it, and all within the photo."""
    face, facts = photo.face, photo.photo.facts
    assert facts.width
    assert facts.height
    side = min(round(face.side * AROUND), facts.width, facts.height)
    left = face.left + face.side / 2 - side / 2
    top = face.top + face.side * (0.5 + LOWER) - side / 2
    return (
        round(min(max(left, 0), facts.width - side)),
        round(min(max(top, 0), facts.height - side)),
        side,
    )


def _outputs(ask: Showing, avatar: Avatar, model: Output) -> tuple[Output, ...]:
    told = {
        "avatarModelId": ask.model_id, "provider": ask.part.provider, "model": ask.part.model,
        "style": ask.style.value, **ask.part.metadata, **model.metadata,
    }  # fmt: skip
    files: list[tuple[Role, str, Blob | None]] = [
        ("model", MODEL, avatar.model), ("portrait", PORTRAIT, avatar.portrait), ("preview", PREVIEW, avatar.preview),
    ]  # fmt: skip
    return tuple(
        Output(blob=blob, role=role, name=name, metadata=told) for role, name, blob in files if blob
    )

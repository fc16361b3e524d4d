"""A vendor of everything: small real files of every kind, and a manner of dealing with each job that a test chooses."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import singledispatch
from io import BytesIO
from typing import ClassVar

from PIL import Image

from domain.assets import Blob
from domain.errors import ProviderDown, ProviderGaveUp, ProviderOutcomeUnknown
from domain.tasks import (
    Ability,
    BackgroundRemovalTask,
    DubbingTask,
    ImageEditTask,
    ImageTask,
    ImageUpscaleTask,
    LipSyncTask,
    ModelTask,
    MusicTask,
    Operation,
    PortraitTask,
    SoundTask,
    SpeechTask,
    Task,
    Transcript,
    TranscriptionTask,
    VideoTask,
    VoiceCloneTask,
    Word,
)
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Running,
    Submission,
    Ticket,
    Usage,
)
from providers._http import Http
from tests.vendors._fake import model_3d, picture, sound, video

MODEL = "all-1"
CLIP_SECONDS = 5
WORD_SECONDS = 0.3
OPAQUE = Made(role="image", data=picture())


class Manner(StrEnum):
    """How the vendor deals with a job's calls. What is held goes on when the job is let go."""

    WORKS = "works"
    DOWN = "down"
    """It takes nothing on, and says so."""
    GIVES_UP = "gives-up"
    """It takes the work on, and cannot do it."""
    UNANSWERED = "unanswered"
    """It takes the work on, and holds its answer."""
    WORKING = "working"
    """It works and works."""
    OPAQUE = "opaque"
    """It removes no background."""
    LOST = "lost"
    """Its answer is lost, and it holds what it knows of the call."""


class Allround(Provider):
    """It is paid for each call that it takes on: `taken` are their keys, in order.

    `manners` by job id; `arrived`: a job's first call has come; `stopped` are the calls that it was told to stop.
    """

    name = "allround"
    poll_seconds = 0.05
    offers: ClassVar[tuple[Offer, ...]] = tuple(
        Offer(
            ability=ability,
            model=MODEL,
            findable=True,
            seconds=(CLIP_SECONDS,) if ability is Ability.VIDEO else (),
            translates=("*>en",) if ability is Ability.DUBBING else (),
            serves=tuple(Operation) if ability is Ability.IMAGE_EDIT else (),
        )
        for ability in Ability
        if ability is not Ability.MODERATION
    )

    def __init__(self, http: Http) -> None:
        super().__init__(http, account="ours")
        self.manners: dict[str, Manner] = {}
        self.taken: list[str] = []
        self.tasks: dict[str, Task] = {}
        self.refused: list[str] = []
        self.stopped: set[str] = set()
        self.arrived: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._let_go: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def let_go(self, job_id: str) -> None:
        """Hold a job's calls no longer."""
        self._let_go[job_id].set()

    def of(self, job_id: str) -> list[str]:
        """Give the keys of the calls that a job paid for."""
        return [key for key in self.taken if _job(key) == job_id]

    async def submit(self, ask: Submission) -> Ticket:
        manner = self._manner(ask.key)
        if manner is Manner.DOWN:
            self.refused.append(ask.key)
            raise ProviderDown(self.name, "closed for today")
        self.taken.append(ask.key)
        self.tasks[ask.key] = ask.task
        self.arrived[_job(ask.key)].set()
        if manner is Manner.UNANSWERED:
            await self._let_go[_job(ask.key)].wait()
        if manner is Manner.LOST:
            raise ProviderOutcomeUnknown(self.name, "the answer was lost")
        return self._ticket(ask.key)

    async def poll(self, ticket: Ticket) -> Progress:
        key = ticket.id.removeprefix("all-")
        manner = self._manner(key)
        if manner is Manner.GIVES_UP:
            raise ProviderGaveUp(self.name, "it cannot be done")
        if manner is Manner.WORKING and not self._let_go[_job(key)].is_set():
            return Running(0.5)
        made = made_of(self.tasks[key])
        return replace(made, made=(OPAQUE,)) if manner is Manner.OPAQUE else made

    async def find(self, key: str) -> Ticket | None:
        if self._manner(key) is Manner.LOST:
            await self._let_go[_job(key)].wait()
        return self._ticket(key) if key in self.taken else None

    async def cancel(self, ticket: Ticket) -> bool:
        self.stopped.add(ticket.id.removeprefix("all-"))
        return True

    async def forget(self, voice: str) -> None:
        """Have no voice that could be kept."""

    def _manner(self, key: str) -> Manner:
        return self.manners.get(_job(key), Manner.WORKS)

    def _ticket(self, key: str) -> Ticket:
        return Ticket(provider=self.name, id=f"all-{key}")


@singledispatch
def made_of(task: Task) -> Finished:
    """Make what a task asks for."""
    raise NotImplementedError(task.ability)


@made_of.register
def _(task: ImageTask) -> Finished:
    return _finished(Made(role="image", data=picture(task.width, task.height)))


@made_of.register
def _(task: ImageEditTask) -> Finished:
    return _finished(Made(role="image", data=picture(*_sides(task.image))))


@made_of.register
def _(task: BackgroundRemovalTask) -> Finished:
    sides, file = _sides(task.image), BytesIO()
    alpha = Image.radial_gradient("L").resize(sides)
    Image.merge("RGBA", (*Image.new("RGB", sides, "teal").split(), alpha)).save(file, "PNG")
    return _finished(Made(role="image", data=file.getvalue()))


@made_of.register
def _(task: ImageUpscaleTask) -> Finished:
    width, height = _sides(task.image)
    return _finished(Made(role="image", data=picture(width * task.scale, height * task.scale)))


@made_of.register(VideoTask)
@made_of.register(LipSyncTask)
@made_of.register(PortraitTask)
def _(_task: VideoTask | LipSyncTask | PortraitTask) -> Finished:
    return _finished(Made(role="video", data=video(CLIP_SECONDS)))


@made_of.register
def _(task: DubbingTask) -> Finished:
    said = Transcript(language=task.target, words=_words(("Good", "day.")), source="engine")
    return _finished(Made(role="video", data=video(CLIP_SECONDS)), transcript=said)


@made_of.register
def _(_task: ModelTask) -> Finished:
    return _finished(
        Made(role="model", data=model_3d()),
        Made(role="image", data=picture()),
        Made(role="video", data=video()),
    )


@made_of.register
def _(task: SpeechTask) -> Finished:
    words = _words(task.text.split())
    said = Transcript(language=task.language, words=words, source="engine")
    return _finished(
        Made(role="audio", data=sound(WORD_SECONDS * len(words) + 0.2)), transcript=said
    )


@made_of.register(MusicTask)
@made_of.register(SoundTask)
def _(task: MusicTask | SoundTask) -> Finished:
    return _finished(Made(role="audio", data=sound(task.seconds)))


@made_of.register
def _(_task: TranscriptionTask) -> Finished:
    heard = Transcript(language="en", words=_words(("One", "two.")), source="recognised")
    return _finished(transcript=heard)


@made_of.register
def _(task: VoiceCloneTask) -> Finished:
    return Finished(model=MODEL, voice=f"voice of {task.name}")


def _finished(*made: Made, transcript: Transcript | None = None) -> Finished:
    usage = Usage(amount=1, unit="credits")
    return Finished(model=MODEL, made=made, transcript=transcript, usage=usage)


def _sides(blob: Blob) -> tuple[int, int]:
    assert blob.facts.width
    assert blob.facts.height
    return blob.facts.width, blob.facts.height


def _words(words: Iterable[str]) -> tuple[Word, ...]:
    return tuple(
        Word(text=word, start=WORD_SECONDS * place, end=WORD_SECONDS * (place + 1))
        for place, word in enumerate(words)
    )


def _job(key: str) -> str:
    return key.split(".", maxsplit=1)[0]

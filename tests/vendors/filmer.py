"""Two vendors of clips: real MP4s of one colour that turns into the next, begun with the picture they are given."""

import asyncio
from dataclasses import dataclass, field
from typing import ClassVar

import imageio_ffmpeg
from PIL import Image

from domain.errors import ProviderGaveUp, ProviderRejected
from domain.tasks import Ability, VideoTask
from providers._base import Finished, Made, Offer, Progress, Provider, Running, Submission, Ticket
from providers._http import Http

Colour = tuple[int, int, int]

PALETTE: tuple[Colour, ...] = (
    (200, 40, 40),
    (40, 160, 60),
    (50, 70, 210),
    (190, 160, 30),
    (150, 60, 170),
)
"""Clip n begins with its own colour, unless it is given another, and ends with that of clip n + 1."""


@dataclass
class Bought:
    """A clip that was paid for: what was asked, and the colour it began with."""

    key: str
    task: VideoTask
    begins: Colour

    @property
    def part(self) -> int:
        return int(self.key.split(".")[2])


@dataclass
class Till:
    """What the vendors know."""

    clips: list[Bought] = field(default_factory=list)
    cancelled: set[str] = field(default_factory=set)

    def of(self, word: str) -> list[Bought]:
        """Give the clips whose prompt has a word."""
        return [clip for clip in self.clips if word in clip.task.prompt]

    def find(self, key: str) -> Bought:
        """Give a clip by our key."""
        return next(clip for clip in self.clips if clip.key == key)


class Filmer(Provider):
    """Words in the prompt steer it: `breaks-2` (the second clip), `refuses-2`, `forever-2`, `brief` (too short)."""

    name = "filmer"
    poll_seconds = 0.05
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model="reel-1", seconds=(5, 10)),
    )
    till: ClassVar[Till] = Till()
    size = (96, 54)
    fps = 24
    sounds = False

    def __init__(self, http: Http) -> None:
        super().__init__(http)

    async def submit(self, ask: Submission) -> Ticket:
        assert isinstance(ask.task, VideoTask)
        assert ask.task.seconds in self.offers[0].seconds
        part = int(ask.key.split(".")[2])
        if self._is_told("refuses", ask.task, part):
            raise ProviderRejected(self.name, "it does not like it")
        begins = PALETTE[part % len(PALETTE)]
        if ask.task.first:
            with Image.open(ask.files[ask.task.first.sha256]) as picture:
                red, green, blue = (
                    picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
                )
            begins = (red, green, blue)
        self.till.clips.append(Bought(ask.key, ask.task, begins))
        return Ticket(provider=self.name, id=ask.key)

    async def poll(self, ticket: Ticket) -> Progress:
        bought = self.till.find(ticket.id)
        if self._is_told("forever", bought.task, bought.part):
            return Running(0.5)
        if self._is_told("breaks", bought.task, bought.part):
            raise ProviderGaveUp(self.name, "the reel tore")
        seconds = (
            1.0 if "brief" in bought.task.prompt and self.name == "filmer" else bought.task.seconds
        )
        ends = PALETTE[(bought.part + 1) % len(PALETTE)]
        clip = await self._clip(bought.begins, ends, seconds)
        return Finished(model=self.offers[0].model, made=(Made(role="video", data=clip),))

    async def cancel(self, ticket: Ticket) -> bool:
        self.till.cancelled.add(ticket.id)
        return True

    def _is_told(self, word: str, task: VideoTask, part: int) -> bool:
        return f"{word}-{part + 1}" in task.prompt and (
            self.name == "filmer" or "everywhere" in task.prompt
        )

    async def _clip(self, begins: Colour, ends: Colour, seconds: float) -> bytes:
        width, height = self.size
        count = round(seconds * self.fps)
        frames = b"".join(
            bytes(_between(begins, ends, number / (count - 1))) * (width * height)
            for number in range(count)
        )
        sound = (
            ("-f", "lavfi", "-i", f"sine=f=440:d={seconds}", "-c:a", "aac") if self.sounds else ()
        )
        process = await asyncio.create_subprocess_exec(
            imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{self.fps}", "-i", "-", *sound,
            "-c:v", "libx264", "-preset", "ultrafast", "-qp", "1", "-pix_fmt", "yuv420p",
            "-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        made, _ = await process.communicate(frames)
        assert process.returncode == 0
        return made


class SecondUnit(Filmer):
    """Another vendor: other lengths, another size and rate, and it sounds."""

    name = "secondunit"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model="unit-2", seconds=(4, 8)),
    )
    size = (64, 48)
    fps = 25
    sounds = True


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


class OneShot(Filmer):
    """A vendor whose clips begin with no picture."""

    name = "oneshot"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model="shot-1", seconds=(5, 9), continues=False),
    )

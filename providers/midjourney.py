"""Midjourney, through an operator's own midjourney-proxy. https://github.com/novicezk/midjourney-proxy"""

import asyncio
import io
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Final

from PIL import Image

from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, ImageTask, StylePreset
from domain.values import Json
from media.picture import DAMAGE, PIXELS_MAX
from providers._base import (
    Finished,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    unoffered,
)

MODEL: Final = "midjourney"
SECRET: Final = "mj-api-secret"  # noqa: S105 - a header's name
FORMATS: Final = ("PNG", "WEBP", "JPEG")
RATIO_DENOMINATOR_MAX: Final = 32
SEEDS: Final = 2**32
STYLES: Final = {
    StylePreset.REALISTIC: "Realistic photograph",
    StylePreset.ARTISTIC: "Expressive painting",
    StylePreset.ANIME: "Anime illustration",
    StylePreset.THREE_D: "3D render",
}
"""The prompt begins with one."""
PARAMETER: Final = re.compile(r"(?:^|\s)(?:--|—[a-z])", re.IGNORECASE)
"""What is read as a setting, though it stands in a text: some cost the operator more."""

SUBMITTED: Final = frozenset({1, 22})
REFUSALS: Final[Mapping[int, type[ProviderFailure]]] = {
    3: ProviderDown, 4: ProviderRejected, 9: ProviderGaveUp, 23: ProviderThrottled, 24: ProviderModerated,
}  # fmt: skip
"""What the server's codes mean: it took the task on, or did not. 3 is said when no account is up."""

MODERATED: Final = re.compile(r"banned prompt|image denied|output filter|moderator", re.IGNORECASE)
LOCKED: Final = re.compile(r"blocked from accessing|subscription", re.IGNORECASE)
REJECTED: Final = re.compile(r"invalid (?:prompt|parameter|link)", re.IGNORECASE)
"""What a failed task's text says: it has no codes."""
NOT_FOUND: Final = 404


class Midjourney(Provider):
    """A task makes one sheet of four pictures, of which the first is ours. There is no cancel.

    No base url is ours to know: the provider is off unless the operator names their server's, with its `/mj`. A server
    without a secret takes any key.
    """

    name = "midjourney"
    base_url = ""
    aliases = ("mj",)
    hosts = ("cdn.discordapp.com", "media.discordapp.net")
    poll_seconds = 5.0
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=MODEL, findable=True),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {SECRET: key}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case ImageTask() as task:
                body = {"prompt": self._prompt(task), "state": ask.key}
            case task:
                raise unoffered(self.name, task)
        if ask.callback_url:
            body["notifyHook"] = ask.callback_url
        response = await self.http.send(
            "POST", "/submit/imagine", classify=classify, paid=True, json=body
        )
        match self.http.json_of(response):
            case {"code": int(code), "result": str(task_id)} if code in SUBMITTED and task_id:
                return self._ticket(task_id)
            case {"code": int(code)} if code in REFUSALS:
                raise REFUSALS[code](self.name, f"code {code}")
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/task/{ticket.id}/fetch", classify=classify)
        if not response.content:
            # It keeps its tasks in memory, unless told otherwise.
            raise ProviderGaveUp(self.name, "the server has forgotten the task")
        match self.http.json_of(response):
            case {"status": "NOT_START" | "SUBMITTED"}:
                return Queued()
            case {"status": "IN_PROGRESS", **more}:
                return Running(_fraction(more.get("progress")))
            case {"status": "SUCCESS", "imageUrl": str(url)} if url:
                made = Made(role="image", data=await self._picture(url), metadata={"grid": "1/4"})
                return Finished(model=ticket.state["model"], made=(made,))
            case {"status": "FAILURE", **more}:
                raise self._failed(str(more.get("failReason") or ""))
            case reply:
                raise self.http.malformed(reply)

    async def find(self, key: str) -> Ticket | None:
        """Look through all tasks: the server echoes our key, and cannot be asked by it."""
        response = await self.http.send("GET", "/task/list", classify=classify)
        match self.http.json_of(response):
            case list(tasks):
                ours = (task["id"] for task in tasks if _is_ours(task, key))
                return self._ticket(found) if (found := next(ours, None)) else None
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/account/list", classify=classify)
        match self.http.json_of(response):
            case list(accounts):
                up = [each for each in accounts if isinstance(each, dict) and each.get("enable")]
                return f"{len(up)} of {len(accounts)} accounts are up"
            case reply:
                raise self.http.malformed(reply)

    def _prompt(self, task: ImageTask) -> str:
        if PARAMETER.search(task.prompt):
            raise ProviderRejected(self.name, "a prompt must not hold settings such as '--v 6'")
        style = f"{STYLES[task.style]}: " if task.style else ""
        # The server knows a picture by its prompt, and reads that up to the end of the line.
        prompt = " ".join(task.prompt.split())
        ratio = Fraction(task.width, task.height).limit_denominator(RATIO_DENOMINATOR_MAX)
        sides = f"{ratio.numerator}:{ratio.denominator}"
        return f"{style}{prompt} --ar {sides} --seed {task.seed % SEEDS}"

    def _ticket(self, task_id: str) -> Ticket:
        return Ticket(provider=self.name, id=task_id, state={"model": MODEL})

    async def _picture(self, url: str) -> bytes:
        """Fetch the sheet and cut its first picture out. Discord, where it mostly lies, is not told our key."""
        response = await self.http.send("GET", url, classify=gone, headers=self.authorization(""))
        try:
            return await asyncio.to_thread(first_of_four, response.content)
        except DAMAGE as error:
            raise self.http.malformed({"imageUrl": "no picture"}) from error

    def _failed(self, said: str) -> ProviderFailure:
        if MODERATED.search(said):
            return ProviderModerated(self.name, "refused by the vendor's policy")
        if LOCKED.search(said):
            return ProviderMisconfigured(self.name, "the account is locked or not paid for")
        if REJECTED.search(said):
            return ProviderRejected(self.name, "the prompt is not usable")
        return ProviderGaveUp(self.name, "the task failed")


def classify(provider: str, status: int, body: Json) -> None:  # noqa: ARG001 - nothing but the status tells it
    """Raise what a wrong base url is answered with."""
    if status == NOT_FOUND:
        raise ProviderMisconfigured(provider, "status 404: the base url ends with the server's /mj")


def gone(provider: str, status: int, body: Json) -> None:  # noqa: ARG001 - nothing but the status tells it
    """Raise ProviderGaveUp for a sheet that cannot be had: links to it run out."""
    if status in (401, 403, NOT_FOUND):
        raise ProviderGaveUp(provider, f"status {status}, the picture is gone")


def first_of_four(sheet: bytes) -> bytes:
    """Cut the first picture out of a sheet of two by two, as a PNG."""
    with Image.open(io.BytesIO(sheet), formats=FORMATS) as picture:
        if picture.width * picture.height > PIXELS_MAX:
            raise ValueError("the sheet is too large")
        corner = picture.convert("RGB").crop((0, 0, picture.width // 2, picture.height // 2))
    made = io.BytesIO()
    corner.save(made, "PNG", compress_level=3)
    return made.getvalue()


def _is_ours(task: Json, key: str) -> bool:
    match task:
        case {"id": str(task_id), "action": "IMAGINE", "state": str(state)}:
            return bool(task_id) and state == key
        case _:
            return False


def _fraction(progress: Json) -> float | None:
    """Read a share such as `45%`."""
    found = re.fullmatch(r"(\d{1,3})%", progress) if isinstance(progress, str) else None
    return min(int(found.group(1)) / 100, 1.0) if found else None


ADAPTER = Midjourney

"""Black Forest Labs: FLUX draws and edits pictures. https://docs.bfl.ai"""

import time
from math import ceil
from typing import Any, ClassVar, Final
from urllib.parse import quote

from domain.assets import Blob
from domain.errors import (
    ProviderDown,
    ProviderFailure,
    ProviderGaveUp,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, ImageEditTask, ImageTask, Quality
from domain.values import Json
from providers._base import (
    Finished,
    Knock,
    Made,
    Offer,
    Progress,
    Provider,
    Queued,
    Running,
    Submission,
    Ticket,
    Usage,
    unoffered,
)
from providers._http import RETRY_AFTER_SECONDS_MAX
from providers._pictures import styled
from providers._signatures import signs

MODEL: Final = "flux-2-pro"
FINEST_MODEL: Final = "flux-2-max"
MASK_MODEL: Final = "flux-pro-1.0-fill"
MODELS: Final = {Quality.STANDARD: MODEL, Quality.HIGH: MODEL, Quality.ULTRA: FINEST_MODEL}

SIDE_STEP_PX: Final = 16
SIDE_MIN_PX: Final = 64
PIXELS_MAX: Final = 4_194_304
SEEDS: Final = 2**31
GENTLE_MAX: Final = 0.35
BOLD_MIN: Final = 0.75
"""The model takes no strength: a small and a great one are said in words."""

SETTLING_SECONDS: Final = 30.0
"""How long a task may be unknown after it was taken on, until all of the vendor's clusters know it."""
SIGNATURE: Final = "sha256="
POLICY: Final = "content_policy_violation"
NOT_FOUND: Final = 404
TOO_MANY: Final = 429


class Bfl(Provider):
    """Every call answers with a task, which is asked about at the url that the vendor gave for it."""

    name = "bfl"
    base_url = "https://api.bfl.ai"
    hosts = ("bfl.ai",)
    aliases = ("flux",)
    poll_seconds = 2.0
    proof = "call"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.IMAGE, model=MODEL),
        Offer(ability=Ability.IMAGE_EDIT, model=MODEL),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"x-key": key}

    async def submit(self, ask: Submission) -> Ticket:
        model, body = await self._call(ask)
        body |= {"output_format": "png"}
        if ask.callback_url:
            body |= {"webhook_url": ask.callback_url}
            body |= {"webhook_secret": ask.callback_secret} if ask.callback_secret else {}
        response = await self.http.send(
            "POST", f"/v1/{model}", classify=classify, paid=True, json=body
        )
        match self.http.json_of(response):
            case {"id": str(task_id), **more} if task_id and (url := _address(task_id, more)):
                state = {"model": model, "polling_url": url, "submitted": f"{time.time():.0f}"}
                return Ticket(provider=self.name, id=task_id, state=state | _cost(more))
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        """Ask at the url that was given.

        A task is unknown for a moment after it was taken on. The ticket says when that was, so whoever
        asks next, in whatever process, knows whether it is still early.
        """
        is_new = time.time() - float(ticket.state["submitted"]) < SETTLING_SECONDS
        response = await self.http.send(
            "GET", ticket.state["polling_url"], classify=judge_new if is_new else judge
        )
        match self.http.json_of(response):
            case {"status": "Task not found"} if is_new:
                return Queued()
            case {"status": "Pending" | "Reasoning" | "Generating", **more}:
                return Running(_fraction(more.get("progress")))
            case {"status": "Ready", "result": {"sample": str(url)}} if url:
                made = Made(role="image", url=url)
                return Finished(model=ticket.state["model"], made=(made,), usage=_usage(ticket))
            case reply:
                raise failed(self.name, reply) or self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/v1/credits", classify=classify)
        match self.http.json_of(response):
            case {"credits": int() | float() as credits}:
                return f"{credits:g} credits"
            case reply:
                raise self.http.malformed(reply)

    @classmethod
    def is_genuine(cls, knock: Knock) -> bool:
        signature = knock.headers.get("x-bfl-signature", "")
        return signature.startswith(SIGNATURE) and signs(
            knock.secret, knock.body, signature.removeprefix(SIGNATURE)
        )

    async def _call(self, ask: Submission) -> tuple[str, dict[str, Any]]:
        match ask.task:
            case ImageTask() as task:
                return MODELS[task.quality], self._drawing(task)
            case ImageEditTask(mask=Blob() as mask) as task:
                return MASK_MODEL, await self._filling(ask, task, mask)
            case ImageEditTask() as task:
                return MODELS[task.quality], await _editing(ask, task)
            case task:
                raise unoffered(self.name, task)

    def _drawing(self, task: ImageTask) -> dict[str, Any]:
        width, height = _side(task.width), _side(task.height)
        if width * height > PIXELS_MAX:
            raise ProviderRejected(self.name, f"{task.width}x{task.height} is larger than it draws")
        seed = task.seed % SEEDS
        return {"prompt": styled(task), "width": width, "height": height, "seed": seed}

    async def _filling(self, ask: Submission, task: ImageEditTask, mask: Blob) -> dict[str, Any]:
        if task.reference:
            raise ProviderRejected(self.name, "within a mask it works by words alone")
        image, shape = await ask.base64(task.image), await ask.base64(mask)
        return {"image": image, "mask": shape, "prompt": task.prompt, "seed": task.seed % SEEDS}


async def _editing(ask: Submission, task: ImageEditTask) -> dict[str, Any]:
    """Encode an edit. Without a size, the result takes the first picture's."""
    body = {"input_image": await ask.base64(task.image), "seed": task.seed % SEEDS}
    prompt = f"{_boldness(task.strength)}{task.prompt}"
    if task.reference:
        body |= {"input_image_2": await ask.base64(task.reference)}
        prompt = f"Give image 1 the style of image 2. {prompt}"
    return {**body, "prompt": prompt}


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: how long to wait is told in the body."""
    match body:
        case {"error": str(code)} if code == POLICY:
            raise ProviderModerated(provider, f"status {status}, {POLICY}")
        case {"retry_after": int() | float() as seconds} if status == TOO_MANY and seconds > 0:
            wait = min(float(seconds), RETRY_AFTER_SECONDS_MAX)
            raise ProviderThrottled(provider, f"status {status}", retry_after_seconds=wait)


def judge(provider: str, status: int, body: Json) -> None:
    """Raise what became of a task: one that failed may be told with the status of an error."""
    if failure := failed(provider, body):
        raise failure
    if status == NOT_FOUND:
        raise ProviderGaveUp(provider, "the task is not known any more")
    classify(provider, status, body)


def judge_new(provider: str, status: int, body: Json) -> None:
    """Raise the same while a task may still be unknown: it is to be asked about again."""
    if status == NOT_FOUND:
        raise ProviderDown(provider, "the task is not known yet")
    judge(provider, status, body)


def failed(provider: str, task: Json) -> ProviderFailure | None:
    """Make the failure of a task that has ended without a picture; None: it has not."""
    match task:
        case {"status": "Request Moderated" | "Content Moderated" as end}:
            return ProviderModerated(provider, f"{end.lower()} by the vendor")
        case {"status": "Error" | "Failed", "error": str(code)} if code == POLICY:
            return ProviderModerated(provider, f"failed with {POLICY}")
        case {"status": "Error" | "Failed", "error": "invalid_image"}:
            return ProviderRejected(provider, "it cannot read the picture")
        case {"status": "Error" | "Failed"}:
            return ProviderGaveUp(provider, "the task failed")
        case {"status": "Task not found"}:
            return ProviderGaveUp(provider, "the task is not known any more")
        case _:
            return None


def _address(task_id: str, reply: Json) -> str | None:
    """Give where to ask: the url that was returned, or the usual one, where a webhook stands in for it."""
    match reply:
        case {"polling_url": str(url)} if url:
            return url
        case {"webhook_url": str()}:
            return f"/v1/get_result?id={quote(task_id, safe='')}"
        case _:
            return None


def _side(pixels: int) -> int:
    return max(SIDE_MIN_PX, ceil(pixels / SIDE_STEP_PX) * SIDE_STEP_PX)


def _boldness(strength: float | None) -> str:
    if strength is None or GENTLE_MAX < strength < BOLD_MIN:
        return ""
    if strength <= GENTLE_MAX:
        return "Change the picture only slightly. "
    return "Change the picture freely. "


def _cost(reply: Json) -> dict[str, str]:
    match reply.get("cost"):
        case int() | float() as credits:
            return {"cost": str(credits)}
        case _:
            return {}


def _usage(ticket: Ticket) -> Usage | None:
    cost = ticket.state.get("cost")
    return Usage(amount=float(cost), unit="credits") if cost else None


def _fraction(progress: Json) -> float | None:
    match progress:
        case bool():
            return None
        case int() | float():
            return min(max(float(progress), 0.0), 1.0)
        case _:
            return None


ADAPTER = Bfl

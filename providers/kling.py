"""Kling: video of a description or a first picture, pictures. https://app.klingai.com/global/dev/document-api"""

import base64
import hashlib
import hmac
import json
import math
import re
import time
from collections.abc import Generator, Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

import httpx

from domain.assets import Blob, Role
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, ImageTask, Quality, VideoTask
from domain.values import Json
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
    Usage,
    unoffered,
)
from providers._pictures import styled

VIDEO_MODEL: Final = "kling-v2-5-turbo"
IMAGE_MODEL: Final = "kling-v2-1"
TEXT_TO_VIDEO: Final = "videos/text2video"
IMAGE_TO_VIDEO: Final = "videos/image2video"
IMAGES: Final = "images/generations"
MODELS: Final = {TEXT_TO_VIDEO: VIDEO_MODEL, IMAGE_TO_VIDEO: VIDEO_MODEL, IMAGES: IMAGE_MODEL}
"""Where tasks are made and asked for, and by which model."""

CLIP_SECONDS: Final = (5, 10)
MODES: Final = {Quality.STANDARD: "std", Quality.HIGH: "pro", Quality.ULTRA: "pro"}
PROMPT_LENGTH_MAX: Final = 2_500
PICTURE_KINDS: Final = frozenset({"image/jpeg", "image/png"})
PICTURE_BYTES_MAX: Final = 10_000_000
PICTURE_SIDE_MIN_PX: Final = 300
PICTURE_RATIO_MAX: Final = 2.5
"""What it takes as a first picture."""

RATIOS: Final = {
    "21:9": 21 / 9, "16:9": 16 / 9, "3:2": 3 / 2, "4:3": 4 / 3, "1:1": 1.0, "3:4": 3 / 4, "2:3": 2 / 3, "9:16": 9 / 16,
}  # fmt: skip
SMALL_SIDE_MAX_PX: Final = 1_024
"""A picture is asked for by the ratio of its sides, and as small or large: 1k or 2k."""
CODES: Final[Mapping[int, type[ProviderFailure]]] = {
    **dict.fromkeys((1000, 1001, 1002, 1003, 1004, 1100, 1103, 1304), ProviderMisconfigured),
    **dict.fromkeys((1101, 1102), ProviderCreditsExhausted),
    **dict.fromkeys((1200, 1201), ProviderRejected),
    **dict.fromkeys((1300, 1301), ProviderModerated),
    **dict.fromkeys((1302, 1303), ProviderThrottled),
    **dict.fromkeys((5000, 5001), ProviderDown),
}
"""What the vendor's codes mean. Of its timeout, 5002, nobody knows: the status says so."""
MODERATED: Final = re.compile(r"risk control|content security|sensitive", re.IGNORECASE)
REJECTED: Final = re.compile(r"image .*invalid", re.IGNORECASE)
"""What a failed task's text says: it has no codes."""
UNKNOWN_TASK: Final = frozenset({400, 404})

TOKEN_SECONDS: Final = 1_800
SKEW_SECONDS: Final = 5
PACKS_SECONDS: Final = 365 * 24 * 3_600


class Signed(httpx.Auth):
    """Signs each request with a token of its own, so none runs out.

    The token is a JWT (HS256) made by hand: a key without a secret has to reach the vendor, which says what
    is wrong with it, and PyJWT refuses to sign with an empty one.
    """

    def __init__(self, key: str) -> None:
        self._access, _, self._secret = key.partition(":")

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token(int(time.time()))}"
        yield request

    def _token(self, now: int) -> str:
        head = {"alg": "HS256", "typ": "JWT"}
        claims = {"iss": self._access, "exp": now + TOKEN_SECONDS, "nbf": now - SKEW_SECONDS}
        said = b".".join(_packed(json.dumps(part).encode()) for part in (head, claims))
        signature = hmac.digest(self._secret.encode(), said, hashlib.sha256)
        return (said + b"." + _packed(signature)).decode()


class Kling(Provider):
    """Every call answers with a task to follow, which is found by our key too. There is no cancel.

    The key is the access key and the secret key with a colon between them.
    """

    name = "kling"
    base_url = "https://api-singapore.klingai.com"
    poll_seconds = 5.0
    proof = "none"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model=VIDEO_MODEL, seconds=CLIP_SECONDS, findable=True),
        Offer(ability=Ability.IMAGE, model=IMAGE_MODEL, findable=True),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:  # noqa: ARG004 - each request is signed instead
        return {}

    @classmethod
    def auth(cls, key: str) -> httpx.Auth:
        return Signed(key)

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case VideoTask() as task:
                path, body = await self._clip(ask, task)
            case ImageTask() as task:
                path, body = IMAGES, _drawing(task)
            case task:
                raise unoffered(self.name, task)
        if len(body["prompt"]) > PROMPT_LENGTH_MAX:
            raise ProviderRejected(
                self.name, f"the prompt is longer than {PROMPT_LENGTH_MAX} characters"
            )
        body |= {"model_name": ask.model, "external_task_id": ask.key}
        if ask.callback_url:
            body["callback_url"] = ask.callback_url
        response = await self.http.send(
            "POST", f"/v1/{path}", classify=classify, paid=True, json=body
        )
        return self._ticket(response, path, ask.model)

    async def poll(self, ticket: Ticket) -> Progress:
        path = f"/v1/{ticket.state['path']}/{ticket.id}"
        response = await self.http.send("GET", path, classify=classify)
        match self._data(response):
            case {"task_status": "submitted"}:
                return Queued()
            case {"task_status": "processing"}:
                return Running()
            case {"task_status": "succeed", "task_result": dict(result), **more}:
                made = self._made(ticket, result)
                return Finished(model=ticket.state["model"], made=(made,), usage=_usage(more))
            case {"task_status": "failed", **more}:
                raise self._failed(str(more.get("task_status_msg") or ""))
            case reply:
                raise self.http.malformed(reply)

    async def find(self, key: str) -> Ticket | None:
        """Ask each kind of task for our key: which kind it was, the key does not tell."""
        for path, model in MODELS.items():
            try:
                response = await self.http.send(
                    "GET", f"/v1/{path}/{quote(key, safe='')}", classify=absent
                )
            except ProviderRejected:
                continue
            match self._data(response):
                case {"task_info": {"external_task_id": str(theirs)}} if theirs != key:
                    continue
            return self._ticket(response, path, model)
        return None

    async def check(self) -> str:
        """Ask for the packs that were bought, which is free."""
        now = int(time.time())
        span = {"start_time": (now - PACKS_SECONDS) * 1_000, "end_time": now * 1_000}
        response = await self.http.send("GET", "/account/costs", classify=classify, params=span)
        match self._data(response):
            case {"resource_pack_subscribe_infos": list(packs)}:
                return f"{sum(map(_left, packs)):g} units left"
            case reply:
                raise self.http.malformed(reply)

    async def _clip(self, ask: Submission, task: VideoTask) -> tuple[str, dict[str, Any]]:
        length = next((legal for legal in CLIP_SECONDS if legal >= task.seconds), None)
        if length is None:
            raise ProviderRejected(self.name, f"{task.seconds:g} seconds are longer than its clips")
        body: dict[str, Any] = {
            "prompt": task.prompt, "mode": MODES[task.quality], "duration": str(length),
        }  # fmt: skip
        if task.first is None:
            return TEXT_TO_VIDEO, {**body, "aspect_ratio": task.aspect}
        self._bound(task.first)
        return IMAGE_TO_VIDEO, {**body, "image": await ask.base64(task.first)}

    def _bound(self, picture: Blob) -> None:
        width, height = picture.facts.width, picture.facts.height
        if picture.facts.mime_type not in PICTURE_KINDS or picture.size_bytes > PICTURE_BYTES_MAX:
            raise ProviderRejected(
                self.name, "the picture is of a kind or size that it does not take"
            )
        if width and height and not (
            min(width, height) >= PICTURE_SIDE_MIN_PX and max(width, height) <= PICTURE_RATIO_MAX * min(width, height)
        ):  # fmt: skip
            raise ProviderRejected(self.name, f"the picture has {width}x{height} pixels")

    def _ticket(self, response: httpx.Response, path: str, model: str) -> Ticket:
        match self._data(response):
            case {"task_id": str(task_id)} if task_id:
                return Ticket(provider=self.name, id=task_id, state={"path": path, "model": model})
            case reply:
                raise self.http.malformed(reply)

    def _data(self, response: httpx.Response) -> Json:
        """Open the envelope: a 2xx holds an error where its code is not zero."""
        match self.http.json_of(response):
            case {"code": 0, "data": data}:
                return data
            case reply:
                classify(self.name, response.status_code, reply)
                raise self.http.malformed(reply)

    def _made(self, ticket: Ticket, result: Json) -> Made:
        role: Role = "image" if ticket.state["path"] == IMAGES else "video"
        match result.get(f"{role}s"):
            case [{"url": str(url)}, *_] if url:
                return Made(role=role, url=url)
            case _:
                raise self.http.malformed(result)

    def _failed(self, said: str) -> ProviderFailure:
        if MODERATED.search(said):
            return ProviderModerated(self.name, "refused by the vendor's policy")
        if REJECTED.search(said):
            return ProviderRejected(self.name, "the picture is not usable")
        return ProviderGaveUp(self.name, "the task failed")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    match body:
        case {"code": int(code)} if code in CODES:
            raise CODES[code](provider, f"status {status}, code {code}")


def absent(provider: str, status: int, body: Json) -> None:
    """Raise ProviderRejected for a task that is not there: its id is all that is asked by."""
    classify(provider, status, body)
    if status in UNKNOWN_TASK:
        raise ProviderRejected(provider, f"status {status}, no such task")


def _drawing(task: ImageTask) -> dict[str, Any]:
    asked = task.width / task.height
    large = max(task.width, task.height) > SMALL_SIDE_MAX_PX or task.quality is Quality.ULTRA
    return {
        "prompt": styled(task), "n": 1, "resolution": "2k" if large else "1k",
        "aspect_ratio": min(RATIOS, key=lambda name: abs(math.log(RATIOS[name] / asked))),
    }  # fmt: skip


def _packed(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _left(pack: Json) -> float:
    match pack:
        case {"status": "online", "remaining_quantity": int() | float() as left}:
            return left
        case _:
            return 0.0


def _usage(task: Json) -> Usage | None:
    """Read what was deducted, a number in a string."""
    try:
        return Usage(amount=float(task["final_unit_deduction"]), unit="units")
    except (KeyError, TypeError, ValueError):
        return None


ADAPTER = Kling

"""Tripo: 3D models of pictures and descriptions. https://developers.tripo3d.ai/en/docs"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import httpx

from domain.assets import Blob
from domain.errors import (
    ProviderCreditsExhausted,
    ProviderFailure,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.tasks import Ability, AvatarStyle, ModelTask, Quality
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
from providers._models import sculpted

MODEL: Final = "v3.1-20260211"
PROMPT_LENGTH_MAX: Final = 1_024
PICTURE_KINDS: Final = frozenset({"image/jpeg", "image/png"})
PICTURE_BYTES_MAX: Final = 20_000_000
DETAILS: Final[Mapping[Quality, Mapping[str, str | int]]] = {
    Quality.STANDARD: {"texture_quality": "standard", "face_limit": 50_000},
    Quality.HIGH: {"texture_quality": "detailed", "face_limit": 150_000},
    Quality.ULTRA: {
        "texture_quality": "detailed", "geometry_quality": "detailed", "face_limit": 500_000,
    },
}  # fmt: skip
"""How fine a model is made. Without a limit the vendor may make a million faces."""

LIKE_ITS_PICTURE: Final = (None, AvatarStyle.REALISTIC)
"""Styles that a model of a picture can have: none is named to it."""

MODERATED: Final = 2008
CODES: Final[Mapping[int, type[ProviderFailure]]] = {
    **dict.fromkeys((1002, 1005), ProviderMisconfigured),
    **dict.fromkeys((1003, 1004), ProviderRejected),
    **dict.fromkeys((1007, 2000), ProviderThrottled),
    2001: ProviderMalformed,
    MODERATED: ProviderModerated,
    2010: ProviderCreditsExhausted,
}
"""What the vendor's codes mean; the others are judged by the status they come with."""
NOT_FOUND: Final = 404


class Tripo(Provider):
    """Every call answers with a task to follow. There is no cancel, and there are no webhooks.

    Bones are a second paid task, made of the first one's result. Who asks how a call goes may ask again
    after a crash, and the vendor knows neither our key nor a list to look the second task up in: it could be
    paid for twice, so it is not offered.
    """

    name = "tripo"
    base_url = "https://openapi.tripo3d.ai"
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.MODEL_3D, model=MODEL, text_length_max=PROMPT_LENGTH_MAX),
    )

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case ModelTask(rigged=True):
                raise ProviderRejected(self.name, "it makes models without bones only")
            case ModelTask(image=Blob(), style=style) if style not in LIKE_ITS_PICTURE:
                raise ProviderRejected(self.name, "a model of a picture looks as the picture does")
            case ModelTask(image=Blob() as picture) as task:
                path, source = "image-to-model", {"input": await self._upload(ask, picture)}
            case ModelTask() as task:
                path, source = "text-to-model", {"prompt": self._prompt(task)}
            case task:
                raise unoffered(self.name, task)
        body: dict[str, Any] = {
            "model": ask.model, **source, "texture": True, "pbr": True, **DETAILS[task.quality],
        }  # fmt: skip
        if task.seed is not None:
            body |= {"model_seed": task.seed, "texture_seed": task.seed}
        response = await self.http.send(
            "POST", f"/v3/generation/{path}", classify=classify, paid=True, json=body
        )
        match self._data(response):
            case {"task_id": str(task_id)} if task_id:
                return Ticket(provider=self.name, id=task_id, state={"model": ask.model})
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/v3/tasks/{ticket.id}", classify=classify)
        match self._data(response):
            case {"status": "queued"}:
                return Queued()
            case {"status": "running", **more}:
                return Running(_fraction(more.get("progress")))
            case {"status": "success", "output": {"model_url": str(url), **shown}, **more} if url:
                made = (Made(role="model", url=url), *_rendered(shown))
                return Finished(model=ticket.state["model"], made=made, usage=_usage(more))
            case {"status": "failed" | "cancelled" | "banned" | "expired" as status, **more}:
                raise self._failed(status, more.get("error_code"))
            case reply:
                raise self.http.malformed(reply)

    async def check(self) -> str:
        response = await self.http.send("GET", "/v3/account/balance", classify=classify)
        match self._data(response):
            case {"balance": int() | float() | str() as balance}:
                return f"{balance} credits"
            case reply:
                raise self.http.malformed(reply)

    async def _upload(self, ask: Submission, picture: Blob) -> str:
        """Give the vendor a picture, which is free; answers the token by which it knows it."""
        if picture.facts.mime_type not in PICTURE_KINDS or picture.size_bytes > PICTURE_BYTES_MAX:
            raise ProviderRejected(
                self.name, "the picture is of a kind or size that it does not take"
            )
        response = await self.http.send(
            "POST", "/v3/files", classify=classify, files={"file": await ask.part(picture)}
        )
        match self._data(response):
            case {"file_token": str(token)} if token:
                return token
            case reply:
                raise self.http.malformed(reply)

    def _prompt(self, task: ModelTask) -> str:
        prompt = sculpted(task)
        if not 0 < len(prompt) <= PROMPT_LENGTH_MAX:
            raise ProviderRejected(
                self.name, f"a description has 1 to {PROMPT_LENGTH_MAX} characters"
            )
        return prompt

    def _data(self, response: httpx.Response) -> Json:
        """Open the envelope: a 2xx holds an error where its code is not zero."""
        match self.http.json_of(response):
            case {"code": 0, "data": data}:
                return data
            case reply:
                classify(self.name, response.status_code, reply)
                raise self.http.malformed(reply)

    def _failed(self, status: str, code: Json) -> ProviderFailure:
        said = f"{status} with {code or 'no code'}"
        if status == "banned" or code == MODERATED:
            return ProviderModerated(self.name, said)
        return ProviderGaveUp(self.name, said)


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    match body:
        case {"code": int(code)} if code in CODES:
            raise CODES[code](provider, f"status {status}, code {code}")
        case _ if status == NOT_FOUND:
            raise ProviderMalformed(provider, "the task is not known")


def _fraction(progress: Json) -> float | None:
    """Give the vendor's hundredths as a fraction."""
    if not isinstance(progress, int | float) or isinstance(progress, bool):
        return None
    return min(max(progress / 100, 0.0), 1.0)


def _rendered(shown: Json) -> tuple[Made, ...]:
    """Give the picture of a model, where there is one."""
    match shown:
        case {"rendered_image_url": str(url)} if url:
            return (Made(role="image", url=url, extra=True),)
        case _:
            return ()


def _usage(task: Json) -> Usage | None:
    """Read the credits that were taken, a number or one in a string."""
    try:
        return Usage(amount=float(task["credits_consumed"]), unit="credits")
    except (KeyError, TypeError, ValueError):
        return None


ADAPTER = Tripo

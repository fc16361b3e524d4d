"""Runway: video, picture upscaling, sound effects. https://docs.dev.runwayml.com/api"""

from typing import Any, ClassVar, Final

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderDown,
    ProviderGaveUp,
    ProviderMalformed,
    ProviderModerated,
    ProviderRejected,
)
from domain.tasks import Ability, ImageUpscaleTask, SoundTask, VideoTask
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

VERSION: Final = "2024-11-06"
VIDEO_MODEL: Final = "gen4.5"
UPSCALE_MODEL: Final = "magnific_precision_upscaler_v2"
SOUND_MODEL: Final = "eleven_text_to_sound_v2"
PROMPT_LENGTH_MAX: Final = 1_000
SOUND_PROMPT_LENGTH_MAX: Final = 3_000
"""In units of UTF-16."""
IMAGE_URI_LENGTH_MAX: Final = 5_242_880
RATIOS: Final = {"16:9": "1280:720", "9:16": "720:1280", "1:1": "960:960"}
"""Pairs of pixels. A square is made from a picture only."""
SHEDDING: Final = frozenset({502, 503, 504})
"""By which the vendor says, in its own documents, that it took nothing on and may be asked again."""
MODERATED: Final = ("SAFETY.", "INPUT_PREPROCESSING.SAFETY.")
REJECTED: Final = ("ASSET.INVALID",)


class Runway(Provider):
    """Every call answers with a task to follow."""

    name = "runway"
    base_url = "https://api.dev.runwayml.com"
    poll_seconds = 5.0
    offers: ClassVar[tuple[Offer, ...]] = (
        Offer(ability=Ability.VIDEO, model=VIDEO_MODEL, seconds=tuple(range(2, 11))),
        Offer(ability=Ability.IMAGE_UPSCALE, model=UPSCALE_MODEL),
        Offer(ability=Ability.SOUND_EFFECT, model=SOUND_MODEL),
    )

    @staticmethod
    def authorization(key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key}", "X-Runway-Version": VERSION}

    async def submit(self, ask: Submission) -> Ticket:
        match ask.task:
            case VideoTask() as task:
                path, body = await self._video(ask, task)
            case ImageUpscaleTask() as task:
                image = await self._image(ask, task)
                path, body = "/v1/image_upscale", {"imageUri": image, "scaleFactor": task.scale}
            case SoundTask() as task:
                path = "/v1/sound_effect"
                prompt = self._worded(task.prompt, SOUND_PROMPT_LENGTH_MAX)
                body = {"promptText": prompt, "duration": task.seconds, "loop": task.loop}
            case task:
                raise unoffered(self.name, task)
        response = await self.http.send(
            "POST", path, classify=classify, paid=True, json={"model": ask.model, **body}
        )
        match self.http.json_of(response):
            case {"id": str(task_id)} if task_id:
                state = {"model": ask.model, "ability": ask.task.ability.value}
                return Ticket(provider=self.name, id=task_id, state=state)
            case reply:
                raise self.http.malformed(reply)

    async def poll(self, ticket: Ticket) -> Progress:
        response = await self.http.send("GET", f"/v1/tasks/{ticket.id}", classify=classify)
        match self.http.json_of(response):
            case {"status": "PENDING" | "THROTTLED"}:
                return Queued()
            case {"status": "RUNNING", **more}:
                return Running(_fraction(more.get("progress")))
            case {"status": "SUCCEEDED", "output": [str(url), *_], **more}:
                made = Made(role=_role(ticket), url=url)
                return Finished(model=ticket.state["model"], made=(made,), usage=_usage(more))
            case {"status": "FAILED", **more}:
                raise self._failed(str(more.get("failureCode") or ""))
            case {"status": "CANCELLED"}:
                raise ProviderGaveUp(self.name, "the task was cancelled")
            case reply:
                raise self.http.malformed(reply)

    async def cancel(self, ticket: Ticket) -> bool:
        """Stop a task. On a finished one the same call would delete what it made, so it is looked at first."""
        if isinstance(await self.poll(ticket), Finished):
            return False
        await self.http.send("DELETE", f"/v1/tasks/{ticket.id}", classify=classify)
        return True

    async def check(self) -> str:
        response = await self.http.send("GET", "/v1/organization", classify=classify)
        match self.http.json_of(response):
            case {"creditBalance": int() | float() as balance}:
                return f"{balance} credits"
            case reply:
                raise self.http.malformed(reply)

    async def _video(self, ask: Submission, task: VideoTask) -> tuple[str, dict[str, Any]]:
        body: dict[str, Any] = {
            "promptText": self._worded(task.prompt, PROMPT_LENGTH_MAX), "ratio": RATIOS[task.aspect],
            "duration": int(task.seconds), "seed": task.seed % 2**32,
        }  # fmt: skip
        if task.first is None:
            if task.aspect == "1:1":
                raise ProviderRejected(self.name, "a square is made from a picture only")
            return "/v1/text_to_video", body
        return "/v1/image_to_video", {**body, "promptImage": await self._uri(ask, task)}

    async def _image(self, ask: Submission, task: ImageUpscaleTask) -> str:
        return self._bounded(await ask.data_uri(task.image))

    async def _uri(self, ask: Submission, task: VideoTask) -> str:
        assert task.first
        return self._bounded(await ask.data_uri(task.first))

    def _worded(self, prompt: str, length_max: int) -> str:
        if len(prompt.encode("utf-16-le")) // 2 > length_max:
            raise ProviderRejected(self.name, f"the prompt is longer than {length_max} characters")
        return prompt

    def _bounded(self, uri: str) -> str:
        if len(uri) > IMAGE_URI_LENGTH_MAX:
            raise ProviderRejected(self.name, "the picture is larger than it takes")
        return uri

    def _failed(self, code: str) -> Exception:
        if code.startswith(MODERATED):
            return ProviderModerated(self.name, f"failed with {code}")
        if code.startswith(REJECTED):
            return ProviderRejected(self.name, f"failed with {code}")
        return ProviderGaveUp(self.name, f"failed with {code or 'no code'}")


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's words mean: an empty account is a 400 here."""
    match body:
        case {"error": str(said)} if status == 400 and "enough credits" in said:  # noqa: PLR2004 - bad request
            raise ProviderCreditsExhausted(provider, "status 400, not enough credits")
        case _ if status == 404:  # noqa: PLR2004 - not found
            raise ProviderMalformed(provider, "the task is not known")
        case _ if status in SHEDDING:
            raise ProviderDown(provider, f"status {status}, it sheds load")


def _role(ticket: Ticket) -> Any:
    return {Ability.VIDEO: "video", Ability.SOUND_EFFECT: "audio"}.get(
        Ability(ticket.state["ability"]), "image"
    )


def _fraction(progress: Json) -> float | None:
    return (
        min(max(float(progress), 0.0), 1.0)
        if isinstance(progress, int | float) and not isinstance(progress, bool)
        else None
    )


def _usage(reply: Json) -> Usage | None:
    match reply:
        case {"cost": {"credits": int() | float() as credits}}:
            return Usage(amount=credits, unit="credits")
        case _:
            return None


ADAPTER = Runway

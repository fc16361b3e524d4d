"""midjourney-proxy's wire format: always a 200, whose code tells; tasks that are polled, and listed with our own words."""

import io
import json
import re
from typing import Annotated, Any

from PIL import Image
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, Fake, Strict, Trouble, Work, cut, wrong

SETTINGS = re.compile(r"--(\w+) (\S+)")
KNOWN = {"ar": re.compile(r"\d{1,4}:\d{1,4}"), "seed": re.compile(r"\d{1,10}")}
COLOURS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30))


class Imagine(Strict):
    prompt: Annotated[str, Field(min_length=1)]
    base64Array: list[str] | None = None
    state: str | None = None
    notifyHook: Annotated[str, Field(pattern=r"^https?://")] | None = None


class Midjourney(Fake):
    """Tasks go SUBMITTED, IN_PROGRESS, and to their end: one sheet of four pictures."""

    name = "midjourney"
    prefix = "/mj"
    troubles = frozenset(Trouble) - {Trouble.EMPTY}

    def routes(self) -> list[Route]:
        return [
            Route("/mj/submit/imagine", self.submit, methods=["POST"]),
            Route("/mj/task/{id}/fetch", self.fetch, methods=["GET"]),
            Route("/mj/task/list", self.tasks, methods=["GET"]),
            Route("/mj/account/list", self.accounts, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        if request.headers.get("mj-api-secret") != KEY or self.trouble is Trouble.BAD_KEY:
            return Response(status_code=401)
        return None

    def answer(
        self, code: int, description: str, result: str | None = None, **more: Any
    ) -> Response:
        """What every submit is answered with."""
        told = {"code": code, "description": description, "result": result, "properties": more}
        return JSONResponse({**told, "anything": "new"})

    async def submit(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        body = await request.json()
        if issue := wrong(Imagine, body) or odd(body["prompt"]):
            return self.answer(4, issue)
        match self.trouble:
            case Trouble.REJECTED:
                return self.answer(4, "prompt不能为空")
            case Trouble.MODERATED:
                return self.answer(24, "可能包含敏感词", promptEn="nude", bannedWord="nude")
            case Trouble.THROTTLED:
                return self.answer(23, "队列已满，请稍后尝试", discordInstanceId="1118")
            case Trouble.DOWN:
                return self.answer(3, "无可用的账号实例")
            case Trouble.MALFORMED:
                return self.answer(1, "提交成功")
            case Trouble.CUT:
                self.take(request, body)
                return cut()
        work = self.take(request, body)
        if len(self.works) > 1:
            return self.answer(22, "排队中，前面还有1个任务", work.id, numberOfQueues=1)
        return self.answer(1, "提交成功", work.id, discordInstanceId="1118")

    def task(self, work: Work, status: str, **more: Any) -> dict[str, Any]:
        """A task, as it is fetched, listed and sent to the hook."""
        prompt = work.body["prompt"]
        return {
            "id": work.id, "action": "IMAGINE", "status": status, "prompt": prompt, "promptEn": prompt,
            "description": f"/imagine {prompt}", "state": work.body.get("state"), "submitTime": 1689231405854,
            "startTime": None, "finishTime": None, "imageUrl": None, "progress": None, "failReason": None,
            "properties": {}, **more,
        }  # fmt: skip

    async def fetch(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        work = self.works.get(request.path_params["id"])
        if work is None:
            return Response(b"")
        work.polls += 1
        return JSONResponse(self.state(work))

    def state(self, work: Work) -> dict[str, Any]:
        """Where a task is. A task under way shows a first sight of the sheet."""
        match work.polls, self.trouble:
            case 1, _:
                return self.task(work, "SUBMITTED", progress="0%")
            case 2, _:
                return self.task(work, "IN_PROGRESS", progress="46%", imageUrl=self.sheet(8))
            case _, Trouble.MODERATED_LATE:
                said = "[Banned prompt detected] The word nude is banned."
                return self.task(work, "FAILURE", progress="", failReason=said)
            case _, Trouble.GAVE_UP:
                return self.task(work, "FAILURE", progress="", failReason="任务超时")
            case _, Trouble.UNKNOWN_STATE:
                return self.task(work, "MODAL")
        return self.task(work, "SUCCESS", progress="100%", imageUrl=self.sheet(64))

    def sheet(self, side: int) -> str:
        """Publish a sheet of two by two pictures, each of another colour."""
        sheet = Image.new("RGB", (2 * side, 2 * side))
        for number, colour in enumerate(COLOURS):
            sheet.paste(
                Image.new("RGB", (side, side), colour), (number % 2 * side, number // 2 * side)
            )
        made = io.BytesIO()
        sheet.save(made, "PNG")
        return self.link(made.getvalue(), "image/png", "png")

    async def tasks(self, request: Request) -> Response:
        """All tasks, the newest first."""
        tasks = [self.task(work, "SUBMITTED") for work in reversed(self.works.values())]
        return self.refusal(request) or JSONResponse(tasks)

    async def accounts(self, request: Request) -> Response:
        accounts = [{"id": "1118", "enable": True}, {"id": "1119", "enable": False}]
        return self.refusal(request) or JSONResponse(accounts)

    def knock(self, work: Work, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        body = json.dumps(self.task(work, "SUCCESS", progress="100%"), ensure_ascii=False)
        return {"content-type": "application/json"}, body.encode()


def odd(prompt: str) -> str | None:
    """Tell what is wrong with a prompt: the settings stand at its end, each once and known."""
    text, *settings = re.split(r" (?=--)", prompt)
    if not text.strip() or "\n" in prompt:
        return "prompt不能为空"
    found = [SETTINGS.fullmatch(setting) for setting in settings]
    named = [each.group(1) for each in found if each]
    known = all(each and KNOWN.get(each[1]) and KNOWN[each[1]].fullmatch(each[2]) for each in found)
    return None if known and len(set(named)) == len(settings) else "[Invalid parameter]"


FAKE = Midjourney

"""The client: every operation, nothing sent twice, streams over cuts, files that are whole, answers of newer servers."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from tenacity import wait_none

from runtime import typed_client
from studio import (
    AsyncStudio,
    DamagedDownload,
    JobFailed,
    Studio,
    StudioProblem,
    models,
    verify_webhook,
)
from studio._synchronous import following, transport
from studio.models import OutputFile
from studio.pipelines import Pipeline

DOCUMENT = typed_client.read()
EXAMPLES = json.loads((typed_client.ROOT / "api/openapi/recorded.json").read_text())["operations"]
JOB: dict[str, Any] = EXAMPLES["getJob"]["answers"]["200"]
JOB = next(iter(JOB.values()))["data"]
SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "BACKOFF", wait_none())
    monkeypatch.setattr(following, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(following, "ASK_SECONDS", 0)


class Server:
    """Answers in order; what it was asked is kept."""

    def __init__(self, *answers: Answer | httpx.Response) -> None:
        self.answers: Iterator[Answer | httpx.Response] = iter(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = next(self.answers)
        return answer(request) if callable(answer) else answer


def client(server: Server) -> Studio:
    return Studio("http://studio.test", "key", transport=httpx.MockTransport(server))


def data(value: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json={"data": value, "meta": {"requestId": "req_1"}})


def accepted() -> httpx.Response:
    told = next(iter(EXAMPLES["submitImageGeneration"]["answers"]["202"].values()))["data"]
    return data({**told, "jobId": "job_1", "creditsReserved": 10}, 202)


def problem(status: int, code: str, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "detail": code}, headers=headers)


def cut(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("cut", request=request)


def job(version: int, status: str = "processing", **more: Any) -> dict[str, Any]:
    return {**JOB, "id": "job_1", "run": 1, "version": version, "status": status, **more}


def stream(*jobs: dict[str, Any]) -> httpx.Response:
    text = "".join(
        f"id: {each['version']}\nevent: job.progress\ndata: {json.dumps(each)}\n\n" for each in jobs
    )
    return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})


def test_the_written_files_are_what_the_document_says() -> None:
    pages = typed_client.pages()
    found = {path: (typed_client.ROOT / path).read_text() for path in pages}
    assert found == pages, "python -m runtime.typed_client"


def test_every_operation_has_a_method() -> None:
    named = {
        each["operationId"] for methods in DOCUMENT["paths"].values() for each in methods.values()
    }
    methods = list(typed_client.calls(DOCUMENT))
    assert {
        each["operationId"] for *_, each in methods
    } | typed_client.BY_HAND | typed_client.NOT_CALLED == named
    for kind in (Studio, AsyncStudio):
        studio: Any = kind("http://studio.test", "key")
        missing = [
            (section, name)
            for section, name, *_ in methods
            if not hasattr(getattr(studio, section, None), name)
        ]
        assert missing == []
    assert len({(section, name) for section, name, *_ in methods}) == len(methods)


def test_a_write_that_is_tried_again_is_the_same_to_the_server() -> None:
    busy = problem(503, "ERR_UNAVAILABLE", **{"Retry-After": "0"})
    flying = problem(409, "ERR_IDEMPOTENCY_IN_FLIGHT", **{"Retry-After": "0"})
    server = Server(cut, busy, flying, accepted())
    handle = client(server).images.generate(prompt="a lake", width=512)
    assert (handle.id, len(server.asked)) == ("job_1", 4)
    assert handle.accepted
    assert handle.accepted.credits_reserved == 10
    assert len({request.headers["idempotency-key"] for request in server.asked}) == 1
    assert {request.content for request in server.asked} == {b'{"prompt":"a lake","width":512}'}


@pytest.mark.parametrize(
    "answer",
    [problem(400, "ERR_VALIDATION"), problem(429, "ERR_RATE_LIMITED", **{"Retry-After": "900"})],
)
def test_what_would_be_refused_again_is_not_tried_again(answer: httpx.Response) -> None:
    server = Server(answer)
    with pytest.raises(StudioProblem) as caught:
        client(server).images.generate(prompt="a lake")
    assert (caught.value.status, len(server.asked)) == (answer.status_code, 1)


def test_a_change_without_a_key_is_sent_once() -> None:
    server = Server(cut)
    with pytest.raises(httpx.ReadError):
        client(server).templates.update("tmpl_1", name="Pass")
    assert len(server.asked) == 1


def test_what_a_newer_server_says_is_kept() -> None:
    server = Server(data(job(1, "dreaming", phase="dozing", mood={"depth": 3})))
    found = client(server).jobs.get("job_1")
    assert (found.status, found.phase) == ("dreaming", "dozing")
    assert found.model_extra == {"mood": {"depth": 3}}


def test_a_stream_that_breaks_goes_on_where_it_was() -> None:
    first, second = job(1), job(2)
    server = Server(data(job(1)), stream(first, second), cut, stream(second, job(3, "completed")))
    assert [each.version for each in client(server).jobs.resume("job_1").events()] == [1, 2, 2, 3]
    asked = [request.headers.get("last-event-id") for request in server.asked]
    assert asked == [None, None, "2", "2"]


def test_where_no_stream_gets_through_the_job_is_asked_for() -> None:
    page = httpx.Response(200, text="<html>", headers={"content-type": "text/html"})
    server = Server(data(job(1)), page, page, page, data(job(2)), data(job(3, "completed")))
    assert client(server).jobs.resume("job_1").wait().version == 3
    assert [request.url.path.endswith("/events") for request in server.asked] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_run_that_is_over_is_not_told_of_after_a_retry() -> None:
    old, new = job(4, "failed"), job(6, "completed", run=2)
    server = Server(data(job(5, run=2)), stream(old, new))
    assert [each.run for each in client(server).jobs.resume("job_1").events()] == [2]


def test_a_job_that_failed_says_why() -> None:
    error = {"code": "ERR_MEDIA_INVALID", "category": "input", "message": "No face.", "retryable": False, "pointer": "/imageUrl"}  # fmt: skip
    server = Server(data(job(1)), stream(job(2, "failed", error=error)))
    with pytest.raises(JobFailed) as caught:
        client(server).jobs.resume("job_1").wait()
    assert (caught.value.code, caught.value.pointer, caught.value.job.version) == (
        "ERR_MEDIA_INVALID",
        "/imageUrl",
        2,
    )


def test_who_waits_for_a_time_gives_up_then() -> None:
    server = Server(data(job(1)), stream(job(1)))
    with pytest.raises(TimeoutError):
        client(server).jobs.resume("job_1").wait(timeout=-1)


def test_pages_are_read_as_they_are_reached() -> None:
    def page(*ids: str, cursor: str | None) -> httpx.Response:
        body = {
            "data": [{**JOB, "id": each} for each in ids],
            "page": {"nextCursor": cursor, "hasMore": bool(cursor)},
            "meta": {},
        }
        return httpx.Response(200, json=body)

    server = Server(page("job_3", "job_2", cursor="c1"), page("job_1", cursor=None))
    found = client(server).jobs.list(status="failed")
    assert next(found).id == "job_3"
    assert len(server.asked) == 1
    assert [each.id for each in found] == ["job_2", "job_1"]
    assert [dict(request.url.params) for request in server.asked] == [
        {"status": "failed"}, {"status": "failed", "cursor": "c1"},
    ]  # fmt: skip


def output(content: bytes) -> OutputFile:
    return OutputFile(
        id="asset_1", role="image", part=0, name="../lake.png", url="http://files.test/1", mime_type="image/png",
        url_expires_at=datetime.now(UTC) + timedelta(hours=1), bytes=len(content), sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    server = Server(httpx.Response(200, content=b"dam"), cut, httpx.Response(200, content=b"whole"))
    path = client(server).download(output(b"whole"), tmp_path)
    assert (path, path.read_bytes()) == (tmp_path / "asset_1-lake.png", b"whole")
    bad = Server(*[httpx.Response(200, content=b"dam")] * 3)
    path.unlink()
    with pytest.raises(DamagedDownload):
        client(bad).download(output(b"whole"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_uploaded_and_an_output_is_named(tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_bytes(b"png")
    shown = next(iter(EXAMPLES["getAsset"]["answers"]["200"].values()))["data"]
    server = Server(data({**shown, "id": "asset_9"}, 201), accepted())
    client(server).images.inpaint(
        image_url=output(b"x"), mask_url=tmp_path / "mask.png", prompt="a boat"
    )
    upload, submit = server.asked
    assert (upload.url.params["name"], upload.content) == ("mask.png", b"png")
    assert json.loads(submit.content) == {
        "imageUrl": "asset_1",
        "maskUrl": "asset_9",
        "prompt": "a boat",
    }


def test_a_job_type_that_this_client_does_not_know_is_looked_up() -> None:
    found = {
        "paths": {"/studio/v1/dreams/{dreamId}/dream": {"post": {"x-studio-job-type": "dream"}}}
    }
    server = Server(httpx.Response(200, json=found), accepted())
    client(server).submit("dream", {"dreamId": "d 1", "depth": 2})
    assert (server.asked[1].url.raw_path, server.asked[1].content) == (
        b"/studio/v1/dreams/d%201/dream",
        b'{"depth":2}',
    )
    with pytest.raises(StudioProblem, match="no job type 'dream'"):
        client(Server(httpx.Response(200, json={"paths": {}}))).submit("dream", {})


def test_a_pipeline_of_the_builder_is_submitted() -> None:
    told = next(iter(EXAMPLES["submitPipeline"]["answers"]["202"].values()))["data"]
    server = Server(data(told, 202))
    p = Pipeline("hello")
    p.image_generation(prompt="a lake")
    assert p.submit(client(server)).id == told["pipelineId"]
    assert json.loads(server.asked[0].content) == p.body()


def test_an_event_is_believed_only_when_it_is_signed() -> None:
    body = json.dumps({"specversion": "1.0", "id": "evt_1", "type": "studio.render-job.failed.v1", "source": "x", "subject": "t",
                       "time": "2026-11-02T09:30:00Z", "datacontenttype": "application/json", "data": {}})  # fmt: skip
    now = datetime.now(UTC)
    headers = {"Webhook-Id": "evt_1", "Webhook-Timestamp": str(int(now.timestamp())), "Webhook-Signature": Webhook(SECRET).sign("evt_1", now, body)}  # fmt: skip
    event = verify_webhook(body, headers, SECRET)
    assert isinstance(event, models.CloudEvent)
    assert event.type == "studio.render-job.failed.v1"
    with pytest.raises(WebhookVerificationError):
        verify_webhook(body.replace("failed", "completed"), headers, SECRET)

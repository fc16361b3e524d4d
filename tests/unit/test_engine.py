"""An engine runs in a process of its own, and every way it can end has one meaning."""

import asyncio
import json
import os
import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import (
    Internal,
    ProviderDown,
    ProviderFailure,
    ProviderMalformed,
    ProviderRejected,
)
from domain.values import Json
from providers.local import engine

PROTOCOL = "from providers.local.engines._protocol import Refusal, serve, threads\n"


def quiet(fraction: float) -> None:
    """Take progress and forget it."""


class Bench:
    """Engines of a few lines each, written for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, body: str, *, name: str = "engine") -> tuple[str, ...]:
        script = self.folder / f"{name}.py"
        script.write_text(PROTOCOL + textwrap.dedent(body))
        return (sys.executable, "-P", str(script))

    async def run(
        self,
        body: str,
        request: Json = None,
        *,
        report: Callable[[float], None] = quiet,
        memory_bytes_max: int | None = None,
    ) -> Json:
        return await engine.converse(
            self.write(body),
            request or {},
            report=report,
            environment=engine.environment(2, memory_bytes_max),
        )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


class Pulse:
    """A pipe that engines hold open: its end of file says that the last of them is dead."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pulse"
        os.mkfifo(self.path)

    async def started(self) -> int:
        """Wait until an engine has opened its end."""
        descriptor = await asyncio.to_thread(os.open, self.path, os.O_RDONLY)
        assert await asyncio.to_thread(os.read, descriptor, 5) == b"alive"
        return descriptor

    async def stopped(self, descriptor: int) -> None:
        async with asyncio.timeout(30):
            assert await asyncio.to_thread(os.read, descriptor, 5) == b""
        os.close(descriptor)


LIVES_ON = """
    import os, subprocess, sys
    def work(request, report):
        pulse = os.open(request["pulse"], os.O_WRONLY)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                                 pass_fds=[pulse])
        os.write(pulse, b"alive")
        child.wait()
    serve(work)
"""


async def test_a_result_comes_back_as_it_was_said(bench: Bench) -> None:
    body = 'serve(lambda request, report: {"file": request["name"], "n": 1.5})'
    assert await bench.run(body, {"name": "Zoë\n💡.png"}) == {"file": "Zoë\n💡.png", "n": 1.5}


async def test_progress_arrives_in_order_and_never_in_crumbs(bench: Bench) -> None:
    seen: list[float] = []
    await bench.run(
        """
        def work(request, report):
            for step in range(10_001):
                report(step / 10_000)
            report(0.2), report(float("nan")), report(7)
            return {}
        serve(work)
        """,
        report=seen.append,
    )
    assert seen == sorted(seen)
    assert 50 < len(seen) <= 102
    assert seen[-1] == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("rejected_input", ProviderRejected),
        ("unavailable", ProviderDown),
        ("malformed", ProviderMalformed),
        ("something_new", ProviderMalformed),
    ],
)
async def test_a_refusal_keeps_its_meaning(
    bench: Bench, code: str, error: type[ProviderFailure]
) -> None:
    with pytest.raises(error, match="no such voice") as caught:
        await bench.run(
            f"""
            def work(request, report):
                raise Refusal({code!r}, "no such voice")
            serve(work)
            """
        )
    assert caught.value.provider == "local"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("raise SystemExit(3)", id="a-bad-exit"),
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", id="a-crash"),
        pytest.param("serve(lambda request, report: 1 / 0)", id="an-exception"),
        pytest.param("pass", id="silence"),
        pytest.param("print('hello')", id="text"),
        pytest.param("print('{\"result\": 7}')", id="an-odd-result"),
        pytest.param("print('[1]')", id="an-odd-message"),
        pytest.param("print('{\"progress\": 0.5}')", id="progress-without-an-end"),
        pytest.param("print('[' * 100_000)", id="nested-too-deep"),
        pytest.param("print('{\"result\": {}}'); raise SystemExit(1)", id="a-bad-end"),
        pytest.param("import os; os.write(1, b'\\xff\\x00' * 99)", id="bytes"),
        pytest.param("print('x' * (40 << 20))", id="a-line-without-end"),
        pytest.param("print('x', flush=True); import time; time.sleep(600)", id="text-and-wait"),
    ],
)
async def test_a_crash_or_nonsense_is_malformed(bench: Bench, body: str) -> None:
    with pytest.raises(ProviderMalformed) as caught:
        await bench.run(body)
    assert caught.value.provider == "local"


async def test_what_a_library_prints_is_no_message(bench: Bench) -> None:
    body = """
        import os
        def work(request, report):
            print("loading", flush=True)
            os.system("echo from below")
            return {"fine": True}
        serve(work)
    """
    assert await bench.run(body) == {"fine": True}


async def test_the_end_of_a_long_log_is_kept_with_the_failure(bench: Bench) -> None:
    body = """
        import sys
        for line in range(200_000):
            print("line", line, file=sys.stderr)
        raise SystemExit(1)
    """
    with pytest.raises(ProviderMalformed) as caught:
        await bench.run(body)
    (note,) = caught.value.__notes__
    assert "line 199999" in note
    assert len(note) < engine.STDERR_BYTES_MAX + 100
    assert "line" not in caught.value.detail


async def test_an_engine_sees_no_secret_and_its_threads(bench: Bench) -> None:
    os.environ["STUDIO_TEST_SECRET"] = "hush"  # removed below
    try:
        seen = await bench.run(
            """
            import os
            serve(lambda request, report: {"all": dict(os.environ), "threads": threads()})
            """
        )
    finally:
        del os.environ["STUDIO_TEST_SECRET"]
    assert "STUDIO_TEST_SECRET" not in seen["all"]
    assert seen["threads"] == 2
    assert set(seen["all"]) <= {
        *engine.KEPT, *engine.THREAD_COUNTS, "PYTHONPATH", "PYTHONUTF8", "LC_CTYPE",
        "STUDIO_ENGINE_LIFELINE", "STUDIO_ENGINE_CPU_SECONDS_MAX",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="address spaces are limited on Linux only")
async def test_memory_beyond_the_limit_is_refused_inside_the_engine(bench: Bench) -> None:
    with pytest.raises(ProviderDown, match="memory"):
        await bench.run(
            "serve(lambda request, report: {'size': len(bytearray(1 << 30))})",
            memory_bytes_max=512 * 2**20,
        )


async def test_the_limits_hold_in_the_engine(bench: Bench) -> None:
    limits = await bench.run(
        """
        import resource
        names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_FSIZE")
        serve(lambda request, report: {n: resource.getrlimit(getattr(resource, n)) for n in names})
        """,
        memory_bytes_max=2 * 2**30,
    )
    assert limits["RLIMIT_CPU"] == [engine.CPU_SECONDS_MAX] * 2
    assert limits["RLIMIT_CORE"] == [0, 0]
    assert limits["RLIMIT_FSIZE"] == [4 * 2**30] * 2
    if sys.platform == "linux":
        assert limits["RLIMIT_AS"] == [2 * 2**30] * 2


async def test_cancelling_kills_the_engine_and_all_it_started(bench: Bench, tmp_path: Path) -> None:
    pulse = Pulse(tmp_path)
    running = asyncio.create_task(bench.run(LIVES_ON, {"pulse": str(pulse.path)}))
    descriptor = await pulse.started()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await pulse.stopped(descriptor)


HOST = """
import asyncio, json, sys
from providers.local import engine
command, request = json.loads(sys.argv[1])
environment = engine.environment(1, None)
asyncio.run(engine.converse(command, request, report=print, environment=environment))
"""


async def test_an_engine_dies_with_a_killed_host(bench: Bench, tmp_path: Path) -> None:
    pulse = Pulse(tmp_path)
    ask = json.dumps([bench.write(LIVES_ON), {"pulse": str(pulse.path)}])
    environment = engine.environment(1, None)
    host = await asyncio.create_subprocess_exec(sys.executable, "-c", HOST, ask, env=environment)
    descriptor = await pulse.started()
    host.send_signal(signal.SIGKILL)
    await host.wait()
    await pulse.stopped(descriptor)


async def test_a_callback_that_fails_ends_the_engine(bench: Bench, tmp_path: Path) -> None:
    def fail(fraction: float) -> None:
        raise LookupError("nobody is listening")

    with pytest.raises(LookupError, match="nobody"):
        await bench.run(
            """
            import time
            def work(request, report):
                report(0.5)
                time.sleep(600)
            serve(work)
            """,
            report=fail,
        )


async def test_a_request_that_is_no_json_is_said_to_be(bench: Bench) -> None:
    command = bench.write("serve(lambda request, report: {})")
    child = await asyncio.create_subprocess_exec(
        *command, stdin=-1, stdout=-1, env=engine.environment(1, None)
    )
    said, _ = await child.communicate(b"{nonsense\n")
    assert json.loads(said)["error"]["code"] == "malformed"


async def test_a_program_that_is_not_there_is_down_and_may_be_tried_again() -> None:
    with pytest.raises(ProviderDown) as caught:
        await engine.converse(("/nowhere/engine",), {}, report=quiet, environment={})
    assert caught.value.retryable


@pytest.mark.parametrize("name", ["_protocol", "os", "../pictures", "", "pictures -c"])
async def test_only_engines_of_the_house_are_run(name: str) -> None:
    with pytest.raises(Internal):
        await engine.call(name, {}, report=quiet, threads=1, memory_bytes_max=None)

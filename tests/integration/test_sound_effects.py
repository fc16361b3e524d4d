"""Sound effects from the local engine: what was asked for, to the sample."""

import wave
from pathlib import Path

import pytest

from tests.house import House
from tests.integration.test_local_engines import fetch

PATH = "/audio/sound-effects"


@pytest.mark.parametrize(("duration", "loop"), [(0.5, False), (3.7, True)])
async def test_a_sound_has_the_length_that_was_asked(
    house: House, tmp_path: Path, duration: float, loop: bool
) -> None:
    caller = await house.caller(credits=10)
    job = await caller.finished(
        PATH, {"prompt": "rain on a window", "duration": duration, "loop": loop, "routing": LOCAL}
    )
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["provider"]) == (10, "local")
    (output,) = job["outputs"]
    assert (output["role"], output["mimeType"]) == ("audio", "audio/wav")
    assert output["metadata"]["engine"] == "procedural-foley"
    assert "rain" in output["metadata"]["sounds"]
    with wave.open(str(await fetch(output, tmp_path / "sound.wav"))) as file:
        assert file.getframerate() == 48_000
        assert file.getnframes() == round(duration * 48_000)


@pytest.mark.parametrize(
    ("field", "value"), [("duration", 0.4), ("duration", 31), ("prompt", " "), ("loop", "yes")]
)
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    answer = await caller.submit(PATH, {"prompt": "wind", field: value})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")


LOCAL = {"only": ["local"]}

"""Music that goes on, from pieces of ours and of others: length, beat, key and level are those of the source."""

from pathlib import Path

import numpy as np
import pytest

from media import effects, music
from media.run import run
from providers.local.engines._composing import ear
from providers.local.engines._composing.harmony import MODES
from providers.local.engines._composing.mastering import loudness
from tests.house import Caller, House
from tests.integration.test_local_engines import fetch
from tests.pieces import RATE_HZ, decoded, strummed, written

PATH = "/music/extend"
LOCAL = {"only": ["local"]}


async def uploaded(caller: Caller, path: Path) -> str:
    answer = await caller.http.post("/uploads", content=path.read_bytes())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


@pytest.mark.parametrize(
    ("crossfade", "bpm", "tonic"),
    [(2.0, 96.0, 2), pytest.param(0.0, 118.0, 7, marks=pytest.mark.faults)],
)
async def test_a_strange_piece_goes_on_in_its_key_and_on_its_beat(
    house: House, tmp_path: Path, crossfade: float, bpm: float, tonic: int
) -> None:
    source = strummed(bpm, tonic, bars=8)[:, : -RATE_HZ // 3]  # it breaks off within a beat
    caller = await house.caller(credits=100)
    asset = await uploaded(caller, written(tmp_path / "source.wav", source * 0.5))
    body = {
        "audioUrl": asset,
        "duration": 15,
        "crossfade": crossfade,
        "prompt": "pop",
        "routing": LOCAL,
    }
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], len(job["outputs"])) == (100, 1)
    told = job["outputs"][0]["metadata"]
    whole = await decoded(await fetch(job["outputs"][0], tmp_path / "whole.mp3"))
    end = source.shape[1] / RATE_HZ
    assert whole.shape[1] == source.shape[1] + 15 * RATE_HZ, "exact to the sample"
    added = ear.listen(whole[:, round(end * RATE_HZ) :])
    assert abs(float(told["sourceBpm"]) - bpm) < 1
    assert abs(added.bpm - bpm) < 2, "it keeps the speed"
    beat = 60 / bpm
    off = (end + added.beat_seconds + beat / 2) % beat - beat / 2
    assert abs(off) < 0.06, "it keeps the beat"
    assert scale_of(added.key.tonic, added.key.scale) == scale_of(tonic, "major"), "and the key"
    before = loudness(whole[:, : round((end - crossfade) * RATE_HZ)])
    assert abs(loudness(whole[:, round(end * RATE_HZ) :]) - before) < 4
    peak = effects.peak(await run(music.measure(tmp_path, "whole.mp3")))
    assert peak is not None
    assert peak <= -1


async def test_a_piece_of_ours_goes_on_as_its_composer_knows_it(
    house: House, tmp_path: Path
) -> None:
    caller = await house.caller(credits=200)
    first = await caller.finished(
        "/music/generate", {"prompt": "lively jazz", "duration": 15, "routing": LOCAL}
    )
    audio = first["outputs"][0]
    more = await caller.finished(PATH, {"audioUrl": audio["id"], "duration": 15, "routing": LOCAL})
    assert more["status"] == "completed", more["error"]
    told, said = more["outputs"][0]["metadata"], audio["metadata"]
    assert [told[name] for name in ("genre", "bpm", "seed", "barAt")] == [
        said[name] for name in ("genre", "bpm", "seed", "barAt")
    ]
    assert told["key"] == said["key"] == told["sourceKey"]
    sound = await decoded(await fetch(more["outputs"][0], tmp_path / "whole.mp3"))
    assert sound.shape[1] == 30 * RATE_HZ


async def test_what_is_no_music_to_go_on_from_is_refunded(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=100)
    blip = np.zeros((2, RATE_HZ // 4), np.float32)
    asset = await uploaded(caller, written(tmp_path / "blip.wav", blip))
    job = await caller.finished(PATH, {"audioUrl": asset, "duration": 15, "routing": LOCAL})
    assert (job["status"], job["error"]["code"]) == ("failed", "ERR_MEDIA_INVALID")
    assert await caller.wallet() == (100, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("duration", 14), ("crossfade", 11), ("crossfade", -1), ("audioUrl", "ftp://x")],
)
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    body = {"audioUrl": "https://example.com/a.mp3", "duration": 20, field: value}
    answer = await caller.submit(PATH, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")


def scale_of(tonic: int, scale: str) -> set[int]:
    return {(tonic + step) % 12 for step in MODES[scale]}

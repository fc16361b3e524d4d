"""Music from the local engine through the whole house: what comes out is measured."""

from pathlib import Path

import numpy as np
import pytest

from domain.music import BPM, Genre, Mood, Tempo
from media import effects, music
from media.run import run
from media.speech import loudness
from providers.local.engines._composing import ear
from tests.house import House
from tests.integration.test_local_engines import fetch
from tests.pieces import RATE_HZ, decoded

PATH = "/music/generate"
LOCAL = {"only": ["local"]}


async def test_a_piece_is_long_loud_and_fast_as_asked(house: House, tmp_path: Path) -> None:
    caller = await house.caller(credits=100)
    body = {
        "prompt": "a walk through the city at night", "duration": 15.5, "genre": "jazz", "mood": "romantic",
        "tempo": "medium", "stems": True, "routing": LOCAL,
    }  # fmt: skip
    job = await caller.finished(PATH, body)
    assert job["status"] == "completed", job["error"]
    assert (job["creditsCharged"], job["provider"]) == (100, "local")
    audio, *stems = job["outputs"]
    told = audio["metadata"]
    assert (audio["role"], audio["mimeType"]) == ("audio", "audio/mpeg")
    assert (told["genre"], told["mood"], told["engine"]) == ("jazz", "romantic", "studio-composer")
    assert told["licence"]
    assert BPM[Tempo.MEDIUM][0] <= float(told["bpm"]) <= BPM[Tempo.MEDIUM][1]
    assert [(stem["role"], stem["metadata"]["stem"]) for stem in stems] == [
        ("stem", "drums"), ("stem", "bass"), ("stem", "harmony"), ("stem", "lead"),
    ]  # fmt: skip
    assert {stem["metadata"]["licence"] for stem in stems} == {told["licence"]}
    said = await run(music.measure(tmp_path, (await fetch(audio, tmp_path / "music.mp3")).name))
    level, peak = loudness(said), effects.peak(said)
    assert level is not None
    assert peak is not None
    assert abs(level + 14) <= 1
    assert peak <= -1
    sound = await decoded(tmp_path / "music.mp3")
    assert sound.shape == (2, round(15.5 * RATE_HZ)), "exact to the sample"
    assert abs(ear.listen(sound).bpm - float(told["bpm"])) <= 3
    apart = [await decoded(await fetch(stem, tmp_path / stem["id"])) for stem in stems]
    assert {one.shape for one in apart} == {sound.shape}
    assert float(np.std(np.sum(apart, axis=0) - sound)) < 0.02, "the stems add up"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("duration", 14.9), ("duration", 301), ("genre", "polka"), ("mood", "hungry"), ("tempo", "breakneck"),
        ("prompt", " "), ("stems", "yes"),
    ],
)  # fmt: skip
async def test_a_wrong_wish_is_pointed_at(house: House, field: str, value: object) -> None:
    caller = await house.caller()
    answer = await caller.submit(PATH, {"prompt": "calm", "duration": 20, field: value})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{field}")
    assert await caller.wallet() == (1_000, 0)


async def test_what_music_can_be_asked_to_be_is_listed(house: House) -> None:
    caller = await house.caller()
    kinds = (await caller.http.get("/music/genres")).json()["data"]
    assert {each["name"] for each in kinds["genres"]} == {genre.value for genre in Genre}
    assert {each["name"] for each in kinds["moods"]} == {mood.value for mood in Mood}
    paces = {each["name"]: (each["bpm"]["min"], each["bpm"]["max"]) for each in kinds["tempos"]}
    assert paces == {tempo.value: pace for tempo, pace in BPM.items()}
    jazz = next(each for each in kinds["genres"] if each["name"] == "jazz")
    assert "vibraphone" in jazz["instruments"]

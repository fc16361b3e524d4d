"""What is found in films: the exciting span, borders that cut no sentence, and a camera that keeps its subject."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from domain.tasks import Transcript, Word
from domain.values import Json
from media import cutting, watch
from media.extract import speech_track
from media.film import Clip
from media.probe import details
from media.run import run
from providers.local.engine import call
from providers.local.engines._watching.frames import faces
from tests.frames import Grey, frames_of
from tests.shows import background, draw_face, filmed, match


async def asked(engine: str, **request: Any) -> Json:
    return await call(engine, request, report=lambda _: None, threads=1, memory_bytes_max=None)


async def watched(path: Path, *, fps: float = 4.0) -> tuple[Clip, dict[str, Any]]:
    clip = Clip(path.name, await details(path))
    small = watch.smaller(clip, fps=fps)
    await run(watch.watch(path.parent, clip, small))
    return clip, {
        "frames": str(path.parent / watch.FRAMES), "width": small.width, "height": small.height, "fps": fps,
        "cuts": watch.cuts(path.parent),
    }  # fmt: skip


async def moments(
    path: Path, *, length: float, count: int, words: tuple[Word, ...] = ()
) -> list[Json]:
    clip, request = await watched(path)
    if clip.has_sound:
        await run(speech_track(path.parent, path.name, "sound.wav", duration_seconds=clip.seconds))
        request["sound"] = str(path.parent / "sound.wav")
    if words:
        spoken = path.parent / "words.json"
        spoken.write_text(Transcript(words=words, source="recognised").model_dump_json())
        request["words"] = str(spoken)
    answer = await asked("moments", seconds=clip.seconds, length=length, count=count, **request)
    found: list[Json] = answer["moments"]
    return found


async def test_the_exciting_span_is_found(tmp_path: Path) -> None:
    (best,) = await moments(
        match(tmp_path / "match.mp4", seconds=60, goal=(38, 48)), length=15, count=1
    )
    assert best["start"] <= 38.5
    assert best["end"] >= 47.5
    assert 12 <= best["end"] - best["start"] <= 15
    assert {"louder than the rest", "more movement than elsewhere"} <= set(best["why"])
    assert best["score"] > 0.8


async def test_moments_do_not_overlap_and_are_as_many_as_there_is_room_for(tmp_path: Path) -> None:
    found = await moments(
        match(tmp_path / "match.mp4", seconds=50, goal=(20, 30)), length=15, count=5
    )
    assert len(found) == 3
    ordered = sorted(found, key=lambda moment: moment["start"])
    assert all(a["end"] <= b["start"] for a, b in zip(ordered, ordered[1:], strict=False))
    assert [m["score"] for m in found] == sorted((m["score"] for m in found), reverse=True)


async def test_a_moment_begins_and_ends_with_sentences(tmp_path: Path) -> None:
    """Sentences of 4.2 s with a pause of 0.8 s between them."""
    words = tuple(
        Word(
            text=f"word{'.' if n == 5 else ''}",
            start=5 * k + 0.5 + 0.7 * n,
            end=5 * k + 1.1 + 0.7 * n,
        )
        for k in range(9)
        for n in range(6)
    )
    path = match(tmp_path / "talk.mp4", seconds=46, goal=(21, 33))
    (best,) = await moments(path, length=15, count=1, words=words)
    assert not [
        w
        for w in words
        if w.start < best["start"] - 0.01 < w.end or w.start < best["end"] < w.end - 0.01
    ]
    assert {"begins with a sentence", "ends with a sentence"} <= set(best["why"])
    assert min(abs(best["start"] - (5 * k + 0.35)) for k in range(9)) <= 0.02


async def test_a_moment_shows_no_frame_of_another_scene(tmp_path: Path) -> None:
    def frame(at: float) -> Grey:
        shown = background(160, 90) // 2 if at < 7.3 or at >= 21.6 else 255 - background(160, 90)
        cv2.circle(shown, (40 + round(8 * at) % 80, 45), 9, 128, -1)
        return shown

    path = filmed(tmp_path / "scenes.mp4", frame, seconds=30, fps=10)
    _, request = await watched(path)
    assert request["cuts"] == pytest.approx((7.3, 21.6), abs=0.11)
    (best,) = await moments(path, length=15, count=1)
    for cut in request["cuts"]:
        assert not 0.01 < abs(cut - best["start"]) < 0.35
        assert not 0.01 < abs(cut - best["end"]) < 0.35


def test_a_face_is_found_where_it_is() -> None:
    frame = background(320, 180)
    assert faces(frame) == []
    draw_face(frame, 240, 90, 34)
    (found,) = faces(frame)
    assert (found.x, found.y) == (pytest.approx(0.75, abs=0.03), pytest.approx(0.5, abs=0.06))


async def upright(path: Path, *, fps: int = 12) -> tuple[list[Grey], str]:
    """Cut all of a film out as an upright clip; its frames, and what the camera followed."""
    clip, request = await watched(path, fps=6)
    cut = cutting.Cut(clip, 0.0, round(clip.seconds * fps), fps, (90, 160))
    answer = await asked("framing", share=cut.share, **request)
    shots = tuple(
        cutting.Shot(s["start"], s["first"], tuple(s["middles"])) for s in answer["shots"]
    )
    camera = cutting.Camera(shots, 6.0) if answer["fits"] else None
    await run(
        cutting.cut_out(path.parent, cut, camera=camera, level=None, names=("out.mp4", "out.jpg"))
    )
    frames = frames_of(path.parent / "out.mp4", 90, 160)
    assert len(frames) == cut.frames
    return frames, answer["metadata"]["subject"]


async def test_the_camera_follows_a_face_and_stands_still_with_it(tmp_path: Path) -> None:
    def frame(at: float) -> Grey:
        shown = background(320, 180)
        draw_face(shown, 60 + 190 * min(max((at - 2) / 3, 0), 1), 90, 34)
        return shown

    frames, subject = await upright(filmed(tmp_path / "walk.mp4", frame, seconds=7))
    assert subject == "faces"
    middles = [np.flatnonzero(frame[40:120].max(axis=0) > 150).mean() / 90 for frame in frames]
    assert max(abs(at - 0.5) for at in middles) <= 0.3
    assert max(abs(at - 0.5) for at in (*middles[:18], *middles[-12:])) <= 0.1
    still = [
        np.abs(a.astype(int) - b).mean() for a, b in zip(frames[:17], frames[1:18], strict=True)
    ]
    assert max(still) < 1.5


async def test_the_camera_jumps_with_the_cut(tmp_path: Path) -> None:
    def frame(at: float) -> Grey:
        shown = background(320, 180) if at < 1.5 else 255 - background(320, 180)
        draw_face(shown, 60 if at < 1.5 else 260, 90, 34)
        return shown

    frames, _ = await upright(filmed(tmp_path / "cut.mp4", frame, seconds=3))
    for number in (0, 17, 18, 35):
        found = faces(np.asarray(cv2.resize(frames[number], (180, 320)), np.uint8))[0]
        assert found.x == pytest.approx(0.5, abs=0.08), number


async def test_without_a_face_what_moves_is_followed(tmp_path: Path) -> None:
    def frame(at: float) -> Grey:
        shown = background(320, 180)
        cv2.rectangle(shown, (30 + round(40 * at), 110), (70 + round(40 * at), 135), 240, -1)
        return shown

    frames, subject = await upright(filmed(tmp_path / "car.mp4", frame, seconds=5))
    assert subject == "what moves and stands out"
    assert all((frame > 200).sum() > 300 for frame in frames[:-6])


async def test_what_does_not_fit_is_shown_whole(tmp_path: Path) -> None:
    def frame(at: float) -> Grey:
        shown = background(320, 180)
        for column in range(20, 310, 24):
            cv2.putText(shown, "A", (column, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 240, 2)
        return shown

    frames, _ = await upright(filmed(tmp_path / "slide.mp4", frame, seconds=2))
    row = (frames[0][70:90].max(axis=0) > 180).sum()
    assert row > 30
    assert frames[0][:40].mean() < frames[0][70:90].mean()

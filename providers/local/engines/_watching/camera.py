"""A virtual camera: where a smaller frame stands in a film, so that its subject stays in sight, and calmly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

import cv2
import numpy as np

from providers.local.engines._watching.frames import Face, Grey, Reel, Signal, change, faces

FACES_EACH: Final = 2
"""Of the frames; a face moves little in between."""
CALM: Final = 0.12
"""Of the frame's width: the subject may move so far off the middle before the camera follows."""
PAN_SECONDS: Final = 0.9
SOFT_SECONDS: Final = 0.22
HOLD_SECONDS: Final = 0.5
"""A subject must have moved for so long: a camera that follows every turn of the head is restless."""
SEEN_SHARE: Final = 0.12
"""Of a scene's frames: faces seen in fewer are mistaken for some."""
INSIDE_MIN: Final = 0.5
"""Of what draws the eye: where less fits into the frame, the whole picture is shown."""
SIDE: Final = 64
FACE_SHARE_MAX: Final = 0.9
"""Of a lower frame: faces that fill more of it are cut off."""

Axis = Literal["x", "y"]
"""Along which the frame moves: it is narrower than the film, or lower."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What one scene needs: the middle of the frame at each sample from `start` on, as a share of the film's side.

    `start` is where its cut is, in seconds; samples stand where the film's do.
    """

    start: float
    first: int
    middles: Signal
    subject: str
    fits: bool


def filmed(
    reel: Reel,
    cuts: Sequence[float],
    share: float,
    report: Callable[[float], None],
    *,
    axis: Axis = "x",
) -> list[Shot]:
    """Follow the subject of each scene with a frame that is `share` as wide as the film, or as high."""
    borders = {0: 0.0, len(reel): reel.seconds}
    borders |= {round(at * reel.fps): at for at in cuts if 0 < round(at * reel.fps) < len(reel)}
    shots = []
    for first, last in pairwise(sorted(borders)):
        shot = _shot(reel, first, last, share=share, axis=axis)
        shots.append(replace(shot, start=borders[first], first=first))
        report(last / len(reel))
    return shots


def _shot(reel: Reel, first: int, last: int, *, share: float, axis: Axis) -> Shot:
    frames = [reel.frames[number] for number in range(first, last)]
    looked = frames[::FACES_EACH]
    shown = [faces(frame) for frame in looked]
    found = [_middle(each, share, axis) for each in shown]
    seen = [at for at in found if at is not None]
    if len(seen) >= max(2, len(looked) * SEEN_SHARE) or (seen and len(looked) < 6):
        known = [number * FACES_EACH for number, at in enumerate(found) if at is not None]
        targets = np.interp(range(len(frames)), known, seen).astype(np.float32)
        fits = axis == "x" or _fit(shown, reel, share)
        return Shot(0.0, 0, _calm(targets, reel.fps, share), "faces", fits=fits)
    drawn, inside = _drawn(frames, share, axis)
    path = _calm(drawn, reel.fps, share)
    return Shot(0.0, 0, path, "what moves and stands out", fits=inside >= INSIDE_MIN)


def _middle(found: Sequence[Face], share: float, axis: Axis) -> float | None:
    """Give the middle of the faces that fit into the frame together with the largest one."""
    if not found:
        return None
    ranked = sorted(found, key=lambda face: -face.size)
    places = [face.x if axis == "x" else face.y for face in ranked]
    low = high = places[0]
    for face, at in zip(ranked, places, strict=True):
        wider = min(low, at), max(high, at)
        if face.size >= ranked[0].size / 2 and wider[1] - wider[0] <= share * 0.7:
            low, high = wider
    return (low + high) / 2


def _fit(shown: Sequence[Sequence[Face]], reel: Reel, share: float) -> bool:
    """Tell whether the largest faces are mostly lower than the frame."""
    highs = [max(face.size for face in found) for found in shown if found]
    shape = max(reel.frames.width / reel.frames.height, 1.0)
    return float(np.median(highs)) / shape <= share * FACE_SHARE_MAX


def _drawn(frames: Sequence[Grey], share: float, axis: Axis) -> tuple[Signal, float]:
    """Find where the eye is drawn when there are no faces, and how much of it a frame can hold."""
    columns = np.zeros((len(frames), SIDE), np.float32)
    turned = [frame if axis == "x" else np.ascontiguousarray(frame.T) for frame in frames]
    before = turned[0]
    for number, frame in enumerate(turned):
        columns[number] = _salient(frame) + _moving(before, frame)
        before = frame
    even = cv2.blur(columns, (1, max(1, len(frames) // 3) | 1))
    wide = max(1, round(share * SIDE))
    held = np.apply_along_axis(lambda row: np.convolve(row, np.ones(wide), "valid"), 1, even)
    best = held.argmax(axis=1)
    inside = float(np.median(held.max(axis=1) / np.maximum(even.sum(axis=1), 1e-6)))
    return ((best + wide / 2) / SIDE).astype(np.float32), inside


def _salient(frame: Grey) -> Signal:
    """Give what is unusual in a picture, by column: the residual of its log spectrum."""
    small = cv2.resize(frame, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    spectrum = np.fft.fft2(small)
    size = np.log(np.abs(spectrum) + 1e-3)
    residual = size - cv2.blur(size, (3, 3))
    map_ = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    columns = cv2.GaussianBlur(map_.astype(np.float32), (0, 0), 2.5).sum(axis=0)
    columns = np.maximum(columns - np.median(columns), 0)
    return np.asarray(columns / max(float(columns.sum()), 1e-6), np.float32)


def _moving(before: Grey, frame: Grey) -> Signal:
    """Give what changes, by column; as much as it changes at all."""
    moved = cv2.absdiff(before, frame)
    columns = cv2.resize(moved, (SIDE, 1), interpolation=cv2.INTER_AREA).astype(np.float32)[0]
    columns = np.maximum(columns - np.median(columns), 0)
    strength = min(2.0, change(before, frame))
    return np.asarray(columns / max(float(columns.sum()), 1e-6) * strength, np.float32)


def _calm(targets: Signal, fps: float, share: float) -> Signal:
    """Stand still, until the subject has been away from the middle for a while; then go there without a jerk."""
    hold, pan = max(1, round(HOLD_SECONDS * fps)), max(2, round(PAN_SECONDS * fps))
    smooth = _median(targets, hold)
    path = np.empty_like(smooth)
    at, number = float(np.median(smooth[: hold * 3])), 0
    while number < len(smooth):
        ahead = smooth[number : number + hold]
        if len(ahead) == hold and np.all(np.abs(ahead - at) > CALM * share):
            there = min(number + pan, len(smooth) - 1)
            aim = float(np.median(smooth[there : there + hold]))
            steps = min(pan, len(smooth) - number)
            eased = np.arange(1, steps + 1) / pan
            path[number : number + steps] = at + (aim - at) * eased**2 * (3 - 2 * eased)
            at, number = float(path[number + steps - 1]), number + steps
        else:
            path[number] = at
            number += 1
    soft = cv2.GaussianBlur(
        path[None], (0, 0), SOFT_SECONDS * fps, borderType=cv2.BORDER_REPLICATE
    )[0]
    return np.asarray(np.clip(soft, share / 2, 1 - share / 2), np.float32)


def _median(values: Signal, width: int) -> Signal:
    padded = np.pad(values, width // 2, mode="edge")
    views = np.lib.stride_tricks.sliding_window_view(padded, width)
    return np.median(views, axis=1)[: len(values)].astype(np.float32)

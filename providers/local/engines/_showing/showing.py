"""An avatar as it is shown to its owner: a portrait, and a few seconds of it turning."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import pi, sin
from pathlib import Path
from typing import Final

import cv2

from providers.local.engines._head import backdrop
from providers.local.engines._head.filming import Reel, filming
from providers.local.engines._head.model import Head
from providers.local.engines._head.render import Renderer
from providers.local.engines._head.shading import Pixels
from providers.local.engines._protocol import Refusal, threads

PORTRAIT, PREVIEW = "portrait.png", "preview.mp4"
PORTRAIT_PX: Final = 1_024
PREVIEW_PX: Final = 640
FPS: Final = 25
SECONDS: Final = 4
SMILES: Final = 0.3
LOOKS_ASIDE: Final = 0.62
"""How far a head turns to either side, in radians."""
SAYS: Final = (("viseme_aa", 0.52), ("viseme_O", 0.60), ("viseme_E", 0.68), ("viseme_PP", 0.76))
"""Mouth shapes, and when each is whole, as a share of the film."""
BLINKS: Final = (0.22, 0.86)
BLINK_LASTS, SHAPE_LASTS = 0.05, 0.06

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a head is held: weights by name, and yaw, pitch and roll in radians."""

    weights: dict[str, float]
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0)


def portrait(head: Head, folder: Path) -> None:
    """Draw the head as it looks at one, with a small smile."""
    wall = backdrop.studio(PORTRAIT_PX, PORTRAIT_PX, head.background)
    renderer = Renderer(head, PORTRAIT_PX, PORTRAIT_PX)
    picture = _drawn(renderer, Pose({"mouthSmile": SMILES}), wall)
    path = str(folder / PORTRAIT)
    if not cv2.imwrite(path, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)):
        raise Refusal("unavailable", "The portrait could not be written.")


def alive(share: float) -> Pose:
    """Say how a living head is held in a film: it looks to both sides, blinks, smiles, and says something."""
    shut = max(_bump(share, at, BLINK_LASTS) for at in BLINKS)
    says = {name: _bump(share, at, SHAPE_LASTS) for name, at in SAYS}
    smile = 0.15 + 0.6 * _bump(share, 0.30, 0.16)
    weights = {"eyeBlinkLeft": shut, "eyeBlinkRight": shut, "mouthSmile": smile, **says}
    turn = (LOOKS_ASIDE * sin(2 * pi * share), 0.10 * sin(4 * pi * share), 0.0)
    return Pose(weights, turn)


def turntable(share: float) -> Pose:
    """Say how a thing is held in a film: it turns once around."""
    return Pose({}, (2 * pi * share, 0.0, 0.0))


def preview(head: Head, folder: Path, held: Callable[[float], Pose], report: Report) -> None:
    """Film the head as it is `held` from 0 to 1, without a sound."""
    frames = FPS * SECONDS
    reel = Reel(PREVIEW_PX, PREVIEW_PX, FPS, frames, transparent=False)
    renderer = Renderer(head, PREVIEW_PX, PREVIEW_PX)
    wall = backdrop.studio(PREVIEW_PX, PREVIEW_PX, head.background)
    poses = [held(number / frames) for number in range(frames)]
    with filming(folder, reel, None) as film, ThreadPoolExecutor(threads()) as pool:
        pictures = pool.map(lambda pose: _drawn(renderer, pose, wall), poses)
        for number, picture in enumerate(pictures):
            film.show(picture)
            report((number + 1) / frames)
    film.path.rename(folder / PREVIEW)


def _drawn(renderer: Renderer, pose: Pose, wall: Pixels) -> Pixels:
    drawn, box = renderer.drawn(pose.weights, pose.turn, (0.0, 0.0, 0.0))
    return backdrop.laid_over(drawn, box, wall)


def _bump(share: float, at: float, lasts: float) -> float:
    """Rise to 1 at a time and fall again."""
    far = abs(share - at) / lasts
    return (1 - far) ** 2 * (1 + 2 * far) if far < 1 else 0.0

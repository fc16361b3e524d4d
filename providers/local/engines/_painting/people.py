"""Somebody in the picture: drawn as the avatars are, in front of what was painted, which lies out of focus."""

from typing import Final

import numpy as np

from providers.local.engines._head.brief import traits_of
from providers.local.engines._head.building import built
from providers.local.engines._head.render import Framing, Renderer
from providers.local.engines._head.traits import StyleName
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, blur

STYLES: Final[dict[str | None, StyleName]] = {"anime": "anime", "3d-render": "3d"}
"""The style of a head, where the picture's is not drawn from life."""
FOCUS_SHARE: Final = 0.012
"""How far out of focus what lies behind is, as a share of the picture's shorter side."""
TINTED: Final = 0.30
"""How far a person takes the colour of the light that falls on the scene."""
DIMMED: Final = 0.72
ASIDE_M_MAX: Final = 0.16
"""How far from the middle a person stands in a wide picture."""


def peopled(easel: Easel, image: Field, *, prompt: str, style: str | None) -> Field:
    """Put whom the prompt describes in front; the same dice, the same person."""
    rng = easel.dice("person")
    seed = int(rng.integers(2**31))
    head = built(traits_of(prompt, seed), STYLES.get(style, "realistic"), 1024)
    framing: Framing = "portrait" if easel.height >= easel.width else "bust"
    renderer = Renderer(head, easel.width, easel.height, framing)
    side = float(rng.choice((-1, 1)))
    aside = min(ASIDE_M_MAX, 0.12 * max(0.0, easel.width / easel.height - 1.0))
    turn = (-side * float(rng.uniform(0.10, 0.32)), float(rng.uniform(-0.03, 0.05)), 0.0)
    weights = {"mouthSmile": float(rng.uniform(0.15, 0.45))}
    drawn = renderer.frame(weights, turn, (side * aside, 0.0, 0.0))
    shown = as_field(drawn / np.float32(255.0))
    share = shown[..., 3:]
    behind = blur(image, easel.side * FOCUS_SHARE)
    return as_field(behind * (1 - share) + _lit(easel, as_field(shown[..., :3])) * share)


def _lit(easel: Easel, person: Field) -> Field:
    """Let the scene's light fall on somebody."""
    light = easel.palette.light / max(float(easel.palette.light.mean()), 1e-3)
    bright = DIMMED if easel.palette.dark else 1.0
    return as_field(np.clip(person * (1 - TINTED + TINTED * light) * bright, 0, 1))

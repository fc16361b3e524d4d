"""The ears: a rim that curls, the fold within, the hollow before the canal, and the lobe. Millimetres."""

from typing import Final

import numpy as np

from providers.local.engines._head.atlas import EAR, Picture, lit, mixed, toward
from providers.local.engines._head.forms import Form, net
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.traits import Traits

RINGS, SPOKES = 15, 44
BACK_RINGS: Final = ((1.0, -3.2), (0.86, -6.0), (0.55, -13.0))
MIDDLE: Final = (74.0, -13.0, -16.0)
HALF_TALL, HALF_WIDE = 32.0, 18.5


def ears(relief: Relief) -> list[Form]:
    """Make both ears, where the head is as wide as it is."""
    return [_ear(relief, side) for side in (1, -1)]


def _ear(relief: Relief, side: int) -> Form:
    shape = relief.shape
    far, turn = np.meshgrid(
        np.linspace(0, 1, RINGS), np.linspace(0, 2 * np.pi, SPOKES + 1), indexing="ij"
    )
    across, up = _outline(turn)
    height = _height(far, turn)
    flat = np.stack([across * far, up * far, height], -1)
    backs = [
        np.stack(
            [
                _outline(turn[:1])[0] * part,
                _outline(turn[:1])[1] * part,
                np.full_like(turn[:1], deep),
            ],
            -1,
        )
        for part, deep in BACK_RINGS
    ]
    whole = np.concatenate([flat, *backs]).reshape(-1, 3) * shape.ears
    points = _placed(whole, shape.width)
    points[:, 0] *= side
    rings = RINGS + len(BACK_RINGS)
    seen = np.concatenate([flat, *(np.repeat(back[:1], 1, axis=0) for back in backs)]).reshape(
        -1, 3
    )
    uvs = EAR.uvs(
        (0.5 + seen[:, 0] / 60).astype(np.float32), (0.5 - seen[:, 1] / 80).astype(np.float32)
    )
    return Form(
        name="ear_left" if side > 0 else "ear_right",
        points=points,
        uvs=uvs,
        triangles=net(rings, SPOKES + 1, flip=side < 0),
    )


def _outline(turn: Reals) -> tuple[Reals, Reals]:
    """Give an ear's edge; across is toward the back of the head. It is widest above, and slim at the lobe."""
    up = np.sin(turn)
    wide = HALF_WIDE * (1 + 0.16 * up - 0.20 * np.clip(-up, 0, 1) ** 2)
    across = wide * np.cos(turn)
    return np.where(across < 0, across * 0.66, across), HALF_TALL * up


def _height(far: Reals, turn: Reals) -> Reals:
    """Give how far an ear stands out: rim, fold, hollow, the little tongue before the canal."""
    cos, sin = np.cos(turn), np.sin(turn)
    rim = np.clip(0.62 + 0.75 * cos + 0.55 * sin, 0, 1) * np.clip(1.55 + 1.7 * sin, 0, 1)
    fold = np.clip(0.15 + 0.8 * cos + 0.25 * sin, 0, 1)
    hollow = np.clip(1 - 0.75 * np.clip(sin, 0, 1) - 0.45 * np.clip(-sin - 0.55, 0, 1) * 2, 0, 1)
    found = 4.6 * rim * np.exp(-(((far - 0.93) / 0.085) ** 2)) - 2.0 * rim * np.exp(
        -(((far - 0.78) / 0.08) ** 2)
    )
    found += 3.4 * fold * np.exp(-(((far - 0.58) / 0.12) ** 2))
    found -= 7.6 * hollow * np.exp(-((far / 0.40) ** 2.4))
    tragus = np.exp(-(((turn - np.pi * 1.02) / 0.38) ** 2))
    found += 4.2 * tragus * np.exp(-(((far - 0.70) / 0.20) ** 2))
    lobe = np.clip(-sin, 0, 1) ** 3
    found += 1.8 * lobe * np.exp(-(((far - 0.80) / 0.25) ** 2))
    # The back of an ear stands off the head, its front lies on it.
    return np.asarray(found + 5.0 * np.clip(cos, -0.3, 1) * far)


def _placed(flat: Reals, width: float) -> Reals:
    """Put an ear at the left side of a head: leaning back, turned outward."""
    lean, out = np.radians(9), np.radians(24)
    back, up, off = flat.T
    back, up = back * np.cos(lean) + up * np.sin(lean), up * np.cos(lean) - back * np.sin(lean)
    x = MIDDLE[0] * width + back * np.sin(out) + off * np.cos(out) + 0.4
    z = MIDDLE[2] - back * np.cos(out) + off * np.sin(out)
    return np.stack([x, MIDDLE[1] + up, z], -1)


def painted(traits: Traits, size: tuple[int, int]) -> Picture:
    """Paint an ear as it is seen from its side: redder than the face, dark in its hollows."""
    height, width = size
    across, down = np.meshgrid(
        (np.linspace(0, 1, width) - 0.5) * 60, (0.5 - np.linspace(0, 1, height)) * 80
    )
    stretched = np.where(across < 0, across / 0.66, across)
    turn = np.mod(np.arctan2(down / HALF_TALL, stretched / HALF_WIDE), 2 * np.pi)
    edge_x, edge_y = _outline(turn)
    far = np.hypot(across, down) / np.maximum(np.hypot(edge_x, edge_y), 1e-6)
    deep = np.clip(-_height(np.clip(far, 0, 1), turn) / 6, 0, 1)
    red = toward(traits.skin, (196, 84, 74), 0.26)
    picture = np.broadcast_to(np.array(red, np.float32), (height, width, 3)).copy()
    picture = mixed(picture, traits.skin, np.asarray(np.clip(1.3 - far, 0, 1) * 0.4, np.float32))
    return mixed(
        picture,
        lit(toward(traits.skin, (120, 46, 38), 0.5), 0.6),
        np.asarray(deep * 0.85, np.float32),
    )

"""A grey picture tinted: sky, leaves, skin and earth by where they lie and how they look. Plausible, not known."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    Pixels,
    Plane,
    lab_of,
    pixels_of,
    plane,
    resized,
    rgb_of,
    softened,
    within,
)
from providers.local.engines._retouching.guided import followed
from providers.local.engines._retouching.subject import faces

SIDE_MAX: Final = 480
SKY_EDGE_MIN: Final = 0.55
"""A sky takes more than half of the top edge."""
OUTDOORS_MIN: Final = 0.12
TINTS: Final = {
    "sky": ((0, -30), (-4, -13)),
    "leaves": ((-14, 14), (-16, 30)),
    "skin": ((16, 16), (12, 18)),
    "earth": ((7, 12), (4, 14)),
    "cloth": ((4, -16), (2, -6)),
    "stone": ((1, 2), (1, 6)),
}
"""a* and b* of what is dark of each, and of what is light."""


def tinted(colours: Plane) -> tuple[Plane, str]:
    """Give the picture with tints for the colours it lacks, and the names of what they are for."""
    lab = lab_of(colours)
    light = plane(lab[..., 0] / 100)
    size = light.shape[1], light.shape[0]
    small = within(size, SIDE_MAX)
    shares = _shares(resized(light, small), pixels_of(resized(colours, small)))
    whole = plane(np.sum(list(shares.values()), axis=0) + 1e-6)
    coarse = resized(light, small)
    wanted = []
    for band in (0, 1):
        tint = np.zeros_like(coarse)
        for name, share in shares.items():
            dark, bright = TINTS[name][0][band], TINTS[name][1][band]
            tint += share * (dark + (bright - dark) * coarse)
        guide = np.repeat(light[..., None], 3, axis=2)
        smooth = resized(softened(plane(tint / whole), 1.5), size)
        wanted.append(followed(guide, smooth, radius_share=0.012, smooth=4e-4))
    # Neither black nor white has a colour; what has one already keeps it.
    room = np.clip(np.minimum(light * 5, (1 - light) * 6), 0, 1)
    own = np.clip(np.hypot(lab[..., 1], lab[..., 2]) / 12, 0, 1)
    for band in (0, 1):
        lab[..., band + 1] += (1 - own) * room * wanted[band]
    used = [name for name, share in shares.items() if float((share / whole).mean()) > 0.04]
    return plane(np.clip(rgb_of(lab), 0, 1)), ", ".join(used)


def _shares(light: Plane, pixels: Pixels) -> dict[str, Plane]:
    """Say how likely each pixel is of each thing."""
    height, width = light.shape
    high = np.linspace(0, 1, height, dtype=np.float32)[:, None] * np.ones((1, width), np.float32)
    side = max(height, width)
    busy = np.sqrt(softened(plane((light - softened(light, side / 160)) ** 2), side / 60)) / 0.05
    sky = _sky(
        plane(np.exp(-((busy / (0.25 + 1.2 * light)) ** 2)) * np.clip(1.5 - 1.5 * high, 0, 1))
    )
    rest = 1 - sky
    people = _people(pixels)
    outdoors = 1.0 if float(sky.mean()) > OUTDOORS_MIN else 0.12
    leaves = rest * np.clip(busy - 0.35, 0, 1) * np.clip((0.72 - light) / 0.25, 0, 1)
    leaves = leaves * np.clip(high * 2.2, 0.15, 1) * outdoors
    earth = rest * np.clip((high - 0.45) * 2, 0, 1) * np.clip(1.15 - busy, 0.1, 1) * 0.7
    earth = earth if outdoors == 1 else rest * 0.5 * np.clip(1.1 - light, 0.1, 1)
    earth = earth + 3 * people["hair"] * (1 - people["skin"])
    leaves = leaves * (1 - people["body"])
    cloth = rest * people["body"] * 1.5
    skin = people["skin"] * np.clip((light - 0.2) / 0.2, 0, 1) * 6
    stone = rest * 0.35
    found = {
        "sky": 2.5 * sky,
        "leaves": 1.4 * leaves,
        "skin": skin,
        "earth": earth,
        "cloth": cloth,
        "stone": stone,
    }
    return {name: plane(share) for name, share in found.items()}


def _sky(likely: Plane) -> Plane:
    """Keep what hangs together with most of the top edge: there the sky is, if there is one."""
    count, labels = cv2.connectedComponents((likely > 0.3).astype(np.uint8))
    share = np.bincount(labels[0], minlength=count) / labels.shape[1]
    kept = share > SKY_EDGE_MIN
    kept[0] = False
    return softened(plane(likely * kept[labels]), 1.0)


def _people(pixels: Pixels) -> dict[str, Plane]:
    height, width = pixels.shape[:2]
    skin, hair, body = (np.zeros((height, width), np.float32) for _ in range(3))
    for x, y, w, h in faces(pixels):
        middle = x + w // 2
        oval = (middle, y + round(0.55 * h))
        cv2.ellipse(skin, oval, (round(0.42 * w), round(0.56 * h)), 0, 0, 360, 1, -1)
        above = (middle, y + round(0.35 * h))
        cv2.ellipse(hair, above, (round(0.75 * w), round(0.8 * h)), 0, 0, 360, 1, -1)
        cv2.ellipse(body, (middle, y + 3 * h), (round(1.5 * w), round(1.8 * h)), 0, 0, 360, 1, -1)
        body[: y + h] = 0
    return {
        "skin": softened(skin, width / 120),
        "hair": softened(hair, width / 120),
        "body": softened(body, width / 80),
    }

"""Where a picture's subject is: by what stands out, and by what a plain background is not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    Mask,
    Pixels,
    Plane,
    colours_of,
    lab_of,
    plane,
    softened,
)
from providers.local.engines._retouching.salience import salience

BORDER_SHARE: Final = 0.04
PLAIN_DISTANCE: Final = 7.0
"""ΔE: a border that keeps this near to one smooth surface of colour is a plain background."""
SHADOW_CHROMA: Final = 5.0
"""ΔE without light: what is darker than the background and no farther from its colour may be its shadow."""
SURE: Final = 0.93
UNSURE: Final = 0.06
THIN_SHARE: Final = 0.012
FACE_SIDE_SHARE_MIN: Final = 0.08
CASCADE: Final = "haarcascade_frontalface_alt2.xml"


@dataclass(frozen=True, slots=True)
class Seeds:
    """What is known before the cut: how likely each pixel is of the subject (0–1), and where it is certain."""

    likely: Plane
    inside: Mask
    outside: Mask
    found_by: str


def seeds(pixels: Pixels) -> Seeds:
    """Look for the subject."""
    colours = colours_of(pixels)
    seen = salience(colours)
    lab = softened(lab_of(colours), 0.8)
    surface, residue = _surface(lab)
    if np.percentile(residue[_border(lab.shape[:2])], 96) < PLAIN_DISTANCE:
        return _on_plain(lab, surface, seen)
    return Seeds(seen, _eroded(seen > SURE, 2), _far(seen), "what stands out")


def _far(seen: Plane) -> Mask:
    """Mark what is away from all that may be the subject's, as thin things beside it may be."""
    reach = max(2, round(THIN_SHARE * max(seen.shape)))
    return ~_grown(seen > UNSURE, reach)


def _border(shape: tuple[int, ...]) -> Mask:
    """Mark the frame of the picture but for the middle of its foot, where subjects are cut off."""
    height, width = shape[:2]
    deep = max(2, round(BORDER_SHARE * max(height, width)))
    frame = np.zeros((height, width), np.bool_)
    frame[:deep] = frame[:, :deep] = frame[:, width - deep :] = True
    frame[height - deep :, : width // 5] = frame[height - deep :, width - width // 5 :] = True
    frame[round(height * 0.75) :, :deep] = False
    frame[round(height * 0.75) :, width - deep :] = False
    frame[height - deep :, : width // 8] = frame[height - deep :, width - width // 8 :] = True
    return frame


def _surface(lab: Plane) -> tuple[Plane, Plane]:
    """Fit one smooth surface of colour through the border; give it with each pixel's distance from it."""
    height, width = lab.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=2).astype(np.float32)
    frame = _border(lab.shape)
    known, wanted = terms[frame], lab[frame]
    kept = np.ones(len(known), np.bool_)
    for _ in range(4):
        weights = np.linalg.lstsq(known[kept], wanted[kept], rcond=None)[0]
        away = np.linalg.norm(known @ weights - wanted, axis=1)
        kept = away <= max(3.0, 1.5 * float(np.median(away)))
    surface = plane(terms @ weights)
    return surface, plane(np.linalg.norm(lab - surface, axis=2))


def _on_plain(lab: Plane, surface: Plane, seen: Plane) -> Seeds:
    """On a plain background: what differs from it is the subject's too, but for shadows."""
    off = lab - surface
    residue = plane(np.sqrt((0.75 * off[..., 0]) ** 2 + off[..., 1] ** 2 + off[..., 2] ** 2))
    noise = float(np.percentile(residue[_border(lab.shape)], 75))
    low, high = max(2.5, 1.6 * noise), max(9.0, 4.0 * noise)
    differs = np.clip((residue - low) / (high - low), 0, 1)
    shadow = (off[..., 0] < 0) & (np.hypot(off[..., 1], off[..., 2]) < SHADOW_CHROMA)
    likely = plane(np.maximum(seen, np.where(shadow, 0.4, 0.9) * differs))
    inside = _eroded((seen > SURE) | ((residue > high) & ~shadow), 2)
    outside = _reached((residue < low) & (seen < UNSURE))
    return Seeds(likely, inside, outside, "a plain background")


def faces(pixels: Pixels) -> list[tuple[int, int, int, int]]:
    """Find faces that look at us: left, top, width, height."""
    cascade = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / CASCADE))
    grey = cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    least = max(24, round(FACE_SIDE_SHARE_MIN * min(grey.shape)))
    found = cascade.detectMultiScale(grey, 1.1, 6, minSize=(least, least))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in found]


def _eroded(mask: Mask, radius: int) -> Mask:
    return cv2.erode(mask.astype(np.uint8), np.ones((2 * radius + 1,) * 2, np.uint8)).astype(
        np.bool_
    )


def _grown(mask: Mask, radius: int) -> Mask:
    return cv2.dilate(mask.astype(np.uint8), np.ones((2 * radius + 1,) * 2, np.uint8)).astype(
        np.bool_
    )


def _reached(mask: Mask) -> Mask:
    """Keep the parts that touch the picture's edge, and large closed ones: what is seen through the subject."""
    count, labels, facts, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=4
    )
    kept = facts[:, cv2.CC_STAT_AREA] > 0.002 * mask.size
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    kept[edge] = True
    kept[0] = False
    assert count == len(kept)
    return np.asarray(kept[labels], np.bool_)

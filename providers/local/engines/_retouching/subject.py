"""Where a picture's subject is: by its faces, by what its border is not, by what stands out and is closed off."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from providers.local.engines._retouching.canvas import (
    Mask,
    Pixels,
    Plane,
    colours_of,
    lab_of,
    plane,
    resized,
    softened,
    within,
)

PATHS_SIDE_MAX: Final = 160
BORDER_SHARE: Final = 0.04
PLAIN_DISTANCE: Final = 7.0
"""ΔE: a border that keeps this near to one smooth surface of colour is a plain background."""
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
    lab = softened(lab_of(colours), 0.8)
    surface, residue = _surface(lab)
    plain = bool(np.percentile(residue[_border(lab.shape[:2])], 96) < PLAIN_DISTANCE)
    heads = faces(pixels)
    found = _on_plain(lab, surface) if plain else _standing_out(lab)
    return _with_faces(found, heads, plain=plain) if heads else found


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


def _on_plain(lab: Plane, surface: Plane) -> Seeds:
    """On a plain background: what differs from it. Its shadows differ in light alone, and count less."""
    off = lab - surface
    residue = plane(np.sqrt((0.75 * off[..., 0]) ** 2 + off[..., 1] ** 2 + off[..., 2] ** 2))
    noise = float(np.percentile(residue[_border(lab.shape)], 75))
    low, high = max(2.5, 1.6 * noise), max(9.0, 4.0 * noise)
    likely = plane(np.clip((residue - low) / (high - low), 0, 1))
    inside = _opened(residue > high, 2)
    outside = _reached(residue < low)
    return Seeds(likely, inside, outside, "a plain background")


def _standing_out(lab: Plane) -> Seeds:
    """On any background: what a path from the border reaches over steep changes of colour only."""
    size = lab.shape[1], lab.shape[0]
    small = resized(lab, within(size, PATHS_SIDE_MAX))
    away, rare = _paths(small), _rarity(small)
    height, width = away.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    central = np.exp(-(x**2 + 0.8 * y**2) / 0.5)
    score = plane((0.55 * away + 0.45 * rare) * (0.35 + 0.65 * central))
    score = _scaled(softened(score, 1.0))
    level, _ = cv2.threshold(
        (score * 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU
    )
    cut = float(np.clip(level / 255, 0.2, 0.6))
    likely = resized(plane(np.clip(0.5 + (score - cut) / (2 * cut), 0, 1)), size)
    inside = _opened(likely > 0.93, 2)
    outside = (likely < 0.12) | (_border(lab.shape) & (likely < 0.5))
    return Seeds(likely, inside, outside, "what stands out")


def _paths(lab: Plane) -> Plane:
    """Give how much colour must change, at least, on a way from the border; 0–1."""
    height, width = lab.shape[:2]
    index = np.arange(height * width).reshape(height, width)
    steps = [((slice(None), slice(1, None)), (slice(None), slice(None, -1))),
             ((slice(1, None), slice(None)), (slice(None, -1), slice(None))),
             ((slice(1, None), slice(1, None)), (slice(None, -1), slice(None, -1))),
             ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None)))]  # fmt: skip
    ends, costs = [], []
    for one, other in steps:
        change = np.linalg.norm(lab[one] - lab[other], axis=2)
        ends.append(np.stack([index[one].ravel(), index[other].ravel()]))
        costs.append(np.maximum(change - 1.5, 0.02).ravel())
    rows, columns = np.concatenate(ends, axis=1)
    graph = coo_matrix((np.concatenate(costs), (rows, columns)), shape=(index.size, index.size))
    frame = index[_border(lab.shape)]
    found = dijkstra(graph.tocsr(), directed=False, indices=frame, min_only=True)
    return _scaled(plane(found.reshape(height, width)))


def _rarity(lab: Plane) -> Plane:
    """Give how far each pixel's colour is from all that the border has; 0–1."""
    frame = np.ascontiguousarray(lab[_border(lab.shape)])
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(
        frame, min(8, len(frame)), np.empty(0), ends, 2, cv2.KMEANS_PP_CENTERS
    )
    share = np.bincount(labels.ravel(), minlength=len(centres)) / len(labels)
    kept = centres[share > 0.04]
    return _scaled(plane(np.linalg.norm(lab[:, :, None] - kept[None, None], axis=3).min(axis=2)))


def faces(pixels: Pixels) -> list[tuple[int, int, int, int]]:
    """Find faces that look at us: left, top, width, height."""
    cascade = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / CASCADE))
    grey = cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    least = max(24, round(FACE_SIDE_SHARE_MIN * min(grey.shape)))
    found = cascade.detectMultiScale(grey, 1.1, 6, minSize=(least, least))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in found]


def _with_faces(found: Seeds, faces: list[tuple[int, int, int, int]], *, plain: bool) -> Seeds:
    """Add people: a head round each face, shoulders and a chest below it."""
    height, width = found.likely.shape
    body = np.zeros((height, width), np.float32)
    sure = np.zeros((height, width), np.uint8)
    for x, y, w, h in faces:
        middle = x + w // 2
        cv2.ellipse(
            body, (middle, y + h // 2), (round(0.75 * w), round(0.95 * h)), 0, 0, 360, 0.8, -1
        )
        shape = np.array([
            (middle - 0.5 * w, y + 1.15 * h), (middle + 0.5 * w, y + 1.15 * h), (middle + 1.35 * w, y + 1.75 * h),
            (middle + 1.5 * w, height), (middle - 1.5 * w, height), (middle - 1.35 * w, y + 1.75 * h),
        ])  # fmt: skip
        cv2.fillPoly(body, [shape.round().astype(np.int32)], 0.7)
        cv2.ellipse(
            sure, (middle, y + h // 2), (round(0.36 * w), round(0.46 * h)), 0, 0, 360, 1, -1
        )
        cv2.line(
            sure, (middle, y + h), (middle, min(height - 1, y + round(2.2 * h))), 1, max(1, w // 3)
        )
    far = cv2.distanceTransform((body == 0).astype(np.uint8), cv2.DIST_L2, 5) > 1.6 * max(
        w for *_, w, _ in faces
    )
    likely = np.maximum(found.likely, body) if plain else np.maximum(0.6 * found.likely, body)
    outside = found.outside & (sure == 0) if plain else (far | (found.outside & (body == 0)))
    return Seeds(plane(likely), sure.astype(np.bool_) | (found.inside & plain), outside, "a face")


def _opened(mask: Mask, radius: int) -> Mask:
    return cv2.erode(mask.astype(np.uint8), np.ones((2 * radius + 1,) * 2, np.uint8)).astype(
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


def _scaled(values: Plane) -> Plane:
    low, high = np.percentile(values, [1, 99])
    return plane(np.clip((values - low) / max(float(high - low), 1e-6), 0, 1))

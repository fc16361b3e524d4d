"""A subject cut out: a cut by colour from what is certain, an edge that follows the picture, clean colours on it."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    OPAQUE,
    Canvas,
    Mask,
    Pixels,
    Plane,
    boxed,
    colours_of,
    lab_of,
    pixels_of,
    plane,
    resized,
    softened,
    spread,
    within,
)
from providers.local.engines._retouching.guided import followed
from providers.local.engines._retouching.matting import matted
from providers.local.engines._retouching.parting import parted
from providers.local.engines._retouching.subject import Seeds, seeds

CUT_SIDE_MAX: Final = 600
EDGE_SIDE_MAX: Final = 1_000
EDGE_SHARE: Final = 0.006
SOFT_SHARE: Final = 0.022
"""How far to either side of the cut the edge may lie, as a share of the longer side: a crisp one, a soft one."""
CRISP: Final = 0.28
"""How much an edge is doubted that is crisp; twice that, and it is soft."""
FINE_SHARE: Final = 0.003
PART_SHARE_MIN: Final = 0.12
"""Parts that count for less than this share of the main one are crumbs."""
HOLE_SHARE_MIN: Final = 0.0004
"""Of the picture: what is smaller and closed in is no hole that one sees through."""
THREAD_SHARE: Final = 0.008
"""What is no thicker than twice this is a thread."""


def cut(canvas: Canvas) -> tuple[Canvas, str]:
    """Cut the subject out; say by what it was found. What is transparent already stays so."""
    if canvas.alpha is not None and _is_cut_already(canvas.alpha):
        return canvas, "its own transparency"
    small = within(canvas.size, CUT_SIDE_MAX)
    shrunk = np.ascontiguousarray(
        cv2.resize(canvas.pixels, small, interpolation=cv2.INTER_AREA), np.uint8
    )
    known = seeds(shrunk)
    part = _parted(shrunk, known)
    colours = colours_of(canvas.pixels)
    alpha, clean = _edged(colours, part, known.likely)
    if canvas.alpha is not None:
        alpha = plane(alpha * (canvas.alpha / OPAQUE))
    shown = (alpha * OPAQUE + 0.5).astype(np.uint8)
    return Canvas(pixels_of(clean), shown), known.found_by


def _is_cut_already(alpha: Pixels) -> bool:
    edge = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    return bool((edge == 0).mean() > 0.5)


def _parted(pixels: Pixels, known: Seeds) -> Mask:
    part = parted(lab_of(colours_of(pixels)), known)
    return _whole(part, known) if part.any() else known.likely > 0.5


def _whole(part: Mask, known: Seeds) -> Mask:
    """Keep what is large and central with all that clings to it, and close the holes that are not seen through."""
    return _closed(_clinging(_closed(part, known.likely), known.likely), known.likely)


def _closed(part: Mask, likely: Plane) -> Mask:
    count, labels = cv2.connectedComponents((~part).astype(np.uint8), connectivity=4)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    for hole in set(range(1, count)) - set(edge.tolist()):
        inside = labels == hole
        is_open = likely[inside].mean() < 0.3 and inside.sum() > HOLE_SHARE_MIN * part.size
        if not is_open:
            part = part | inside
    return part


def _clinging(part: Mask, likely: Plane) -> Mask:
    """Leave out what stands apart and is small, or hangs on the subject by a thread."""
    reach = max(1, round(THREAD_SHARE * max(part.shape)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    firm = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_OPEN, disc)
    if not firm.any():
        firm = part.astype(np.uint8)
    count, labels = cv2.connectedComponents(firm)
    if count > 1:
        weights = np.bincount(labels.ravel(), likely.ravel() ** 2, minlength=count)
        weights[0] = 0
        firm = (weights >= PART_SHARE_MIN * weights.max())[labels].astype(np.uint8)
    near = cv2.dilate(firm, disc, iterations=4)
    return np.asarray(part & (near > 0), np.bool_)


def _edged(colours: Plane, part: Mask, likely: Plane) -> tuple[Plane, Plane]:
    """Let the cut's edge follow the picture's own; give the subject's share of each pixel, and its own colours."""
    size = colours.shape[1], colours.shape[0]
    coarse = within(size, EDGE_SIDE_MAX)
    small, whole = resized(colours, coarse), resized(plane(part), coarse) > 0.5
    likely = resized(likely, coarse)
    open_ = _open(whole, likely)
    guess = plane(np.where(open_, 0.5 * softened(plane(whole), 1.0) + 0.5 * likely, whole))
    alpha = matted(small, guess, open_)
    reach = EDGE_SHARE * max(coarse)
    front = resized(spread(small, alpha > 0.97, reach), size)
    behind = resized(spread(small, alpha < 0.03, reach), size)
    if coarse != size:
        alpha = followed(colours, resized(alpha, size), radius_share=FINE_SHARE, smooth=1e-4)
    alpha = plane(np.clip((alpha - 0.03) / 0.94, 0, 1))
    return alpha, _own(colours, front, behind, alpha)


def _open(part: Mask, likely: Plane) -> Mask:
    """Mark where the edge may lie: near the cut, and farther from it where it is soft: hair, fur, blur."""
    side = max(part.shape)
    soft = boxed(plane(4 * likely * (1 - likely)), max(1, round(SOFT_SHARE / 2 * side)))
    reach = max(2, round(SOFT_SHARE * side))
    soft = plane(cv2.dilate(soft, np.ones((2 * reach + 1,) * 2, np.uint8)))
    share = EDGE_SHARE + (SOFT_SHARE - EDGE_SHARE) * np.clip((soft - CRISP) / CRISP, 0, 1)
    inner, outer = (
        cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5) for mask in (part, ~part)
    )
    return np.asarray(np.maximum(inner, outer) <= np.maximum(2, share * side), np.bool_)


def _own(colours: Plane, front: Plane, behind: Plane, alpha: Plane) -> Plane:
    """Take what is behind out of the colours of pixels that are half the subject's."""
    soft = ((alpha > 0) & (alpha < 1))[..., None]
    share = np.maximum(alpha, 0.25)[..., None]
    freed = np.clip((colours - (1 - share) * behind) / share, 0, 1)
    trusted = np.clip((alpha[..., None] - 0.3) / 0.6, 0, 1)
    return plane(np.where(soft, trusted * freed + (1 - trusted) * front, colours))

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
from providers.local.engines._retouching.parting import parted
from providers.local.engines._retouching.subject import Seeds, seeds

CUT_SIDE_MAX: Final = 600
EDGE_SIDE_MAX: Final = 1_280
EDGE_SHARE: Final = 0.007
"""How far to either side of the cut the edge may lie, as a share of the longer side."""
PART_SHARE_MIN: Final = 0.12
"""Parts that count for less than this share of the main one are crumbs."""
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
    alpha, clean = _edged(colours, part)
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
    return _closed(_clinging(_closed(part, known.outside), known.likely), known.outside)


def _closed(part: Mask, outside: Mask) -> Mask:
    count, labels = cv2.connectedComponents((~part).astype(np.uint8), connectivity=4)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    for hole in set(range(1, count)) - set(edge.tolist()):
        inside = labels == hole
        is_open = outside[inside].mean() > 0.6 and inside.sum() > 0.001 * part.size
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


def _edged(colours: Plane, part: Mask) -> tuple[Plane, Plane]:
    """Let the cut's edge follow the picture's own; give the subject's share of each pixel, and its own colours."""
    size = colours.shape[1], colours.shape[0]
    coarse = within(size, EDGE_SIDE_MAX)
    radius = max(2, round(EDGE_SHARE * max(coarse)))
    grown = resized(softened(plane(part), 0.7), size)
    alpha = followed(colours, grown, radius_share=EDGE_SHARE, smooth=2e-4)
    alpha = plane(np.clip((alpha - 0.12) / 0.76, 0, 1))
    square = np.ones((2 * radius + 1,) * 2, np.uint8)
    whole = (resized(plane(part), coarse) > 0.5).astype(np.uint8)
    core, rim = cv2.erode(whole, square), cv2.dilate(whole, square)
    small = resized(colours, coarse)
    front = resized(spread(small, core > 0, radius), size)
    behind = resized(spread(small, rim == 0, radius), size)
    sure, possible = resized(plane(core), size), resized(plane(rim), size)
    alpha = _unmixed(colours, front, behind, alpha)
    alpha = plane(np.clip(np.minimum(np.maximum(alpha, sure), possible), 0, 1))
    return alpha, _own(colours, front, behind, alpha)


def _unmixed(colours: Plane, front: Plane, behind: Plane, alpha: Plane) -> Plane:
    """See how a pixel is mixed of what is before and behind, where the two differ and explain it."""
    apart = front - behind
    room = (apart**2).sum(axis=2)
    mixed = np.clip(((colours - behind) * apart).sum(axis=2) / np.maximum(room, 1e-4), 0, 1)
    error = ((colours - behind - mixed[..., None] * apart) ** 2).sum(axis=2)
    trust = room / (room + 0.02) * np.exp(-error / 0.01)
    return plane(trust * mixed + (1 - trust) * alpha)


def _own(colours: Plane, front: Plane, behind: Plane, alpha: Plane) -> Plane:
    """Take what is behind out of the colours of pixels that are half the subject's."""
    soft = ((alpha > 0) & (alpha < 1))[..., None]
    share = np.maximum(alpha, 0.25)[..., None]
    freed = np.clip((colours - (1 - share) * behind) / share, 0, 1)
    trusted = np.clip((alpha[..., None] - 0.3) / 0.6, 0, 1)
    return plane(np.where(soft, trusted * freed + (1 - trusted) * front, colours))

"""A picture parted in two, by colours and places of what is in and what is out, along its edges, smoothly."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import Mask, Plane, plane, resized, softened, within
from providers.local.engines._retouching.subject import Seeds

SIDE_MAX: Final = 320
TURNS: Final = 2
STEPS: Final = 160
KINDS: Final = 10
"""How many kinds of colour, each at its place, either side is described by."""
PLACE_WEIGHT: Final = 26.0
"""What the whole width counts as, in ΔE: the same colour elsewhere is another thing."""
PRIOR_WEIGHT: Final = 2.6
SMOOTHNESS: Final = 3.2
EDGE_STEP: Final = 7.0
"""ΔE between neighbours at which an edge begins to be one."""


def parted(lab: Plane, known: Seeds) -> Mask:
    """Say of each pixel whether it is the subject's."""
    size = lab.shape[1], lab.shape[0]
    small = within(size, SIDE_MAX)
    colours = resized(lab, small)
    likely = resized(known.likely, small)
    inside = resized(plane(known.inside), small) > 0.5
    outside = resized(plane(known.outside), small) > 0.5
    edges = _edges(colours)
    features = _features(colours)
    prior = np.log((likely + 0.05) / (1.05 - likely)).astype(np.float32)
    part = likely.copy()
    part[inside], part[outside] = 1, 0
    for turn in range(TURNS):
        pull = plane(_evidence(features, part) + PRIOR_WEIGHT / (1 + turn) * prior)
        pull[inside], pull[outside] = 12, -12
        part = _smoothest(pull, edges, part)
    return resized(part, size) > 0.5


def _features(lab: Plane) -> Plane:
    height, width = lab.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(height, width) * PLACE_WEIGHT
    return plane(np.dstack([lab * np.array([0.7, 1, 1], np.float32), x, y]))


def _evidence(features: Plane, part: Plane) -> Plane:
    """Give the log of how much likelier each pixel is among what is in than among what is out."""
    flat = features.reshape(-1, features.shape[2])
    inner, outer = flat[part.ravel() > 0.5], flat[part.ravel() < 0.5]
    if min(len(inner), len(outer)) < 4 * KINDS:
        return plane(np.zeros(part.shape))
    odds = _density(flat, inner) - _density(flat, outer)
    return plane(np.clip(odds, -5, 5).reshape(part.shape))


def _density(points: Plane, known: Plane) -> Plane:
    """Give the log density of points under a mixture of Gaussians fitted to what is known."""
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 15, 0.3)
    thinned = plane(known[:: max(1, len(known) // 6_000)])
    cv2.setRNGSeed(1)
    _, labels, _ = cv2.kmeans(thinned, KINDS, np.empty(0), ends, 1, cv2.KMEANS_PP_CENTERS)
    logs = []
    for kind in range(KINDS):
        own = thinned[labels.ravel() == kind]
        if len(own) < 4:
            continue
        spread = np.cov(own.T) + 4.0 * np.eye(own.shape[1])
        root = np.linalg.cholesky(spread)
        off = np.linalg.solve(root, (points - own.mean(axis=0)).T)
        size = np.log(np.diag(root)).sum()
        logs.append(np.log(len(own) / len(thinned)) - size - 0.5 * (off**2).sum(axis=0))
    return plane(np.logaddexp.reduce(np.stack(logs), axis=0))


def _edges(lab: Plane) -> tuple[Plane, Plane]:
    """Give what it costs to part each pixel from its right and its lower neighbour."""
    smooth = softened(lab, 0.6)
    right = np.linalg.norm(np.diff(smooth, axis=1, append=smooth[:, -1:]), axis=2)
    below = np.linalg.norm(np.diff(smooth, axis=0, append=smooth[-1:]), axis=2)
    return tuple(
        plane(SMOOTHNESS * (0.06 + 0.94 * np.exp(-((step / EDGE_STEP) ** 2))))
        for step in (right, below)
    )  # type: ignore[return-value]  # two


def _smoothest(pull: Plane, edges: tuple[Plane, Plane], part: Plane) -> Plane:
    """Find the shape that goes with the pull and has the shortest outline, edges being free (a continuous cut)."""
    across, down = np.zeros_like(pull), np.zeros_like(pull)
    now = ahead = part.copy()
    pace = 0.35
    for _ in range(STEPS):
        across[:, :-1] += pace * (ahead[:, 1:] - ahead[:, :-1])
        down[:-1] += pace * (ahead[1:] - ahead[:-1])
        np.clip(across, -edges[0], edges[0], out=across)
        np.clip(down, -edges[1], edges[1], out=down)
        spread = across + down
        spread[:, 1:] -= across[:, :-1]
        spread[1:] -= down[:-1]
        new = np.clip(now + pace * (spread + pull), 0, 1)
        ahead, now = 2 * new - now, new
    return plane(now)

"""How much of each pixel along an edge is the subject's: hair, fur and blur, where a cut knows in and out alone.

Closed-form matting: Levin, Lischinski and Weiss, "A closed-form solution to natural image matting",
IEEE TPAMI 30 (2008): in a small window the share is nearly a linear function of the colours.
"""

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags, identity
from scipy.sparse.linalg import cg

from providers.local.engines._retouching.canvas import Mask, Plane, plane

SMOOTH: Final = 1e-5
"""Variance of colour that is no structure."""
GUESS_WEIGHT: Final = 5e-4
"""How much a guess of the share counts beside what the colours say."""
STEPS_MAX: Final = 160
TOLERANCE: Final = 3e-3
SIDE_PX: Final = 3
WINDOW: Final = SIDE_PX**2
"""Pixels of a window: its side, and all."""

Numbers = NDArray[np.float64]


def matted(colours: Plane, guess: Plane, open_: Mask) -> Plane:
    """Find the shares where they are open (0–1); elsewhere the guess is taken for what is known."""
    if not open_.any() or min(open_.shape) < SIDE_PX:
        return guess
    members, weights = _windows(colours, open_)
    size = open_.size
    rows, columns = np.repeat(members, WINDOW, axis=1), np.tile(members, (1, WINDOW))
    pulls = coo_matrix((weights.ravel(), (rows.ravel(), columns.ravel())), shape=(size, size))
    return _solved(pulls.tocsr()[np.flatnonzero(open_)], guess, open_)


def _windows(colours: Plane, open_: Mask) -> tuple[NDArray[np.int64], Numbers]:
    """Give, for each window that an open pixel lies in, its pixels and how each pulls at each other."""
    touched = sliding_window_view(open_, (SIDE_PX, SIDE_PX)).any(axis=(2, 3))
    places = np.arange(open_.size).reshape(open_.shape)
    members = sliding_window_view(places, (SIDE_PX, SIDE_PX))[touched].reshape(-1, WINDOW)
    own = colours.reshape(-1, 3)[members].astype(np.float64)
    off = own - own.mean(axis=1, keepdims=True)
    spread = off.transpose(0, 2, 1) @ off / WINDOW + SMOOTH / WINDOW * np.eye(3)
    pull = (1 + off @ np.linalg.solve(spread, off.transpose(0, 2, 1))) / WINDOW
    return members, np.eye(WINDOW) - pull


def _solved(pulls: csr_matrix, guess: Plane, open_: Mask) -> Plane:
    """Find the open shares that all pulls agree on."""
    free, first = np.flatnonzero(open_), guess[open_].astype(np.float64)
    known = np.where(open_, 0, guess).ravel().astype(np.float64)
    system = pulls[:, free] + GUESS_WEIGHT * identity(len(free), format="csr")
    wanted = GUESS_WEIGHT * first - pulls @ known
    scale = diags(1 / np.maximum(system.diagonal(), 1e-9))
    found, _ = cg(system, wanted, x0=first, rtol=TOLERANCE, maxiter=STEPS_MAX, M=scale)
    made = guess.copy()
    made[open_] = np.clip(found, 0, 1)
    return plane(made)

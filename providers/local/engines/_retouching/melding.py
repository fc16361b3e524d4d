"""A filling melded with what is round it: steps from pixel to pixel as wanted, and no step at the edge."""

from typing import Final

import numpy as np
from scipy.sparse import coo_matrix, identity
from scipy.sparse.linalg import cg

from providers.local.engines._retouching.canvas import Mask, Plane, plane

HELD: Final = 0.02
"""How much the wanted colours count beside the wanted steps."""
TURNS_MAX: Final = 150
STEPS: Final = ((0, 1), (1, 0))


def steps_of(colours: Plane) -> Plane:
    """Give colours with their steps to the right and down: nine numbers a pixel."""
    right = np.diff(colours, axis=1, append=colours[:, -1:])
    down = np.diff(colours, axis=0, append=colours[-1:])
    return plane(np.concatenate([colours, right, down], axis=2))


def melded(picture: Plane, gap: Mask, wanted: Plane) -> Plane:
    """Fill the gap so that its steps are as wanted, from the colours at its edge inwards (a Poisson equation)."""
    count = int(gap.sum())
    number = np.full(gap.shape, -1, np.int64)
    number[gap] = np.arange(count)
    degree = np.full(count, HELD)
    aim = HELD * wanted[gap][:, :3].astype(np.float64)
    rows, columns = [], []
    for at, (down, right) in enumerate(STEPS):
        steps = wanted[..., 3 * (at + 1) : 3 * (at + 2)]
        one = (slice(0, gap.shape[0] - down), slice(0, gap.shape[1] - right))
        other = (slice(down, None), slice(right, None))
        for here, there, sign in ((one, other, -1.0), (other, one, 1.0)):
            inside = gap[here]
            own, near = number[here][inside], number[there][inside]
            degree += np.bincount(own, minlength=count)
            np.add.at(aim, own, sign * steps[one][inside])
            known = near < 0
            np.add.at(aim, own[known], picture[there][inside][known])
            rows.append(own[~known])
            columns.append(near[~known])
    row, column = np.concatenate(rows), np.concatenate(columns)
    links = coo_matrix((np.ones(len(row)), (row, column)), shape=(count, count)).tocsr()
    system = identity(count, format="csr").multiply(degree[:, None]).tocsr() - links
    made = picture.copy()
    found = [
        cg(
            system,
            aim[:, band],
            x0=wanted[gap][:, band].astype(np.float64),
            rtol=1e-4,
            maxiter=TURNS_MAX,
        )[0]
        for band in range(3)
    ]
    made[gap] = np.clip(np.stack(found, axis=1), 0, 1)
    return plane(made)

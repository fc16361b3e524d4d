"""Where the vertices of a head are: its morphs blended, its jaw dropped, its neck turned."""

from math import cos, sin, sqrt
from typing import NamedTuple

import numpy as np

from providers.local.engines._head.compiled import compiled
from providers.local.engines._head.model import Floats, Indices


class Skin(NamedTuple):
    """All parts as one, at rest. `follows`: how much a vertex turns with the head. `weld` joins it to its like."""

    positions: Floats
    bends: Floats  # what the given normals differ from those of the triangles
    triangles: Indices
    weld: Indices
    jaw: Floats
    follows: Floats
    morphs: Floats  # k × n × 3
    eyes: Floats  # n × 4: the middle of the eyeball that a vertex is of, and whether it is of one
    neck: Floats
    hinge: Floats


class Pose(NamedTuple):
    """How a head is held: a weight a morph, angles of jaw and gaze, yaw, pitch and roll, and a shift."""

    weights: Floats
    jaw: float
    across: float
    down: float
    turn: Floats
    shift: Floats


@compiled
def posed(skin: Skin, pose: Pose) -> Floats:
    """Give the positions of all vertices."""
    moved = skin.positions.copy()
    if pose.across != 0.0 or pose.down != 0.0:
        _look(moved, skin, pose)
    for morph in range(len(pose.weights)):
        weight = pose.weights[morph]
        if weight != 0.0:
            for at in range(len(moved)):
                for axis in range(3):
                    moved[at, axis] += weight * skin.morphs[morph, at, axis]
    if pose.jaw != 0.0:
        _drop(moved, skin, pose.jaw)
    _turn(moved, skin, pose)
    return moved


@compiled
def normals(moved: Floats, triangles: Indices, weld: Indices) -> Floats:
    """Give a normal a vertex from the triangles around it, over the seams of the texture."""
    sums = np.zeros((len(moved), 3), np.float32)
    for number in range(len(triangles)):
        a, b, c = triangles[number]
        ux, uy, uz = moved[b, 0] - moved[a, 0], moved[b, 1] - moved[a, 1], moved[b, 2] - moved[a, 2]
        vx, vy, vz = moved[c, 0] - moved[a, 0], moved[c, 1] - moved[a, 1], moved[c, 2] - moved[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for corner in range(3):
            at = weld[triangles[number, corner]]
            sums[at, 0] += nx
            sums[at, 1] += ny
            sums[at, 2] += nz
    found = np.empty_like(sums)
    for at in range(len(sums)):
        x, y, z = sums[weld[at]]
        long = 1.0 / max(sqrt(x * x + y * y + z * z), 1e-12)
        found[at, 0], found[at, 1], found[at, 2] = x * long, y * long, z * long
    return found


@compiled
def _look(moved: Floats, skin: Skin, pose: Pose) -> None:
    """Turn the eyeballs about their middles, down and then across."""
    eyes = skin.eyes
    for at in range(len(moved)):
        if eyes[at, 3] > 0.0:
            x, y, z = (
                moved[at, 0] - eyes[at, 0],
                moved[at, 1] - eyes[at, 1],
                moved[at, 2] - eyes[at, 2],
            )
            c, s = cos(pose.down), sin(pose.down)
            y, z = c * y - s * z, s * y + c * z
            c, s = cos(pose.across), sin(pose.across)
            moved[at, 0] = eyes[at, 0] + c * x + s * z
            moved[at, 1] = eyes[at, 1] + y
            moved[at, 2] = eyes[at, 2] + c * z - s * x


@compiled
def _drop(moved: Floats, skin: Skin, angle: float) -> None:
    hinge = skin.hinge
    for at in range(len(moved)):
        if skin.jaw[at] > 0.0:
            c, s = cos(angle * skin.jaw[at]), sin(angle * skin.jaw[at])
            y, z = moved[at, 1] - hinge[1], moved[at, 2] - hinge[2]
            moved[at, 1] = hinge[1] + c * y - s * z
            moved[at, 2] = hinge[2] + s * y + c * z


@compiled
def _turn(moved: Floats, skin: Skin, pose: Pose) -> None:
    """Turn by roll, then pitch, then yaw; each vertex by its own share."""
    neck = skin.neck
    for at in range(len(moved)):
        share = skin.follows[at]
        x, y, z = moved[at, 0] - neck[0], moved[at, 1] - neck[1], moved[at, 2] - neck[2]
        c, s = cos(pose.turn[2] * share), sin(pose.turn[2] * share)
        x, y = c * x - s * y, s * x + c * y
        c, s = cos(pose.turn[1] * share), sin(pose.turn[1] * share)
        y, z = c * y - s * z, s * y + c * z
        c, s = cos(pose.turn[0] * share), sin(pose.turn[0] * share)
        x, z = c * x + s * z, c * z - s * x
        moved[at, 0] = neck[0] + x + pose.shift[0]
        moved[at, 1] = neck[1] + y + pose.shift[1]
        moved[at, 2] = neck[2] + z + pose.shift[2]

"""How a visible head is coloured: its texture under a key light, a fill, the sky, and a light from behind."""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.compiled import compiled, inlined
from providers.local.engines._head.model import Floats, Indices
from providers.local.engines._head.raster import NOTHING, SAMPLES, Box, Canvas, Numbers

Pixels = NDArray[np.uint8]
VARYING = 7
AREA_MIN = 1e-6
MIXED = -2

KEY = (-0.46, 0.52, 0.72)
FILL = (0.80, 0.10, 0.59)
BEHIND = (0.62, 0.45, -0.64)
HALF_KEY = (-0.248, 0.280, 0.927)
"""Between the key light and the eye: what shines there."""


class Look(NamedTuple):
    """How a style takes light. `bands`: in so many steps, or 0 for softly. `outline`: how dark edges are drawn."""

    bands: int
    outline: float
    gloss: float
    rim: float
    soft: float
    reach: int  # of the outline, in samples
    step: float  # in nearness, that makes an edge


class Material(NamedTuple):
    """What never changes in a scene: what each triangle is made of, and its texture."""

    surfaces: Floats  # a triangle: shine, sharpness (times that it is squared), softness, light of its own
    places: Numbers  # a triangle: where its texture begins among the texels, its width, its height
    texels: Pixels  # all sizes of the texture, n × 4
    uvs: Floats
    light: Floats  # n × 2: how much sky and how much key light arrives
    look: Look


@compiled
def planes(points: Floats, normals: Floats, triangles: Indices, made: Material) -> Floats:
    """Give what varies over a triangle as planes over the screen: at its first corner, a step right, a step down.

    A row a triangle: the first corner's place, then three numbers each for normal (3), sky, key, u and v.
    """
    found = np.empty((len(triangles), 2 + 3 * VARYING), np.float32)
    values = np.empty((3, VARYING), np.float32)
    for number in range(len(triangles)):
        a, b, c = triangles[number]
        bx, by = points[b, 0] - points[a, 0], points[b, 1] - points[a, 1]
        cx, cy = points[c, 0] - points[a, 0], points[c, 1] - points[a, 1]
        area = cx * by - bx * cy
        if area <= AREA_MIN:
            continue
        for corner in range(3):
            at = triangles[number, corner]
            for axis in range(3):
                values[corner, axis] = normals[at, axis]
            for axis in range(2):
                values[corner, 3 + axis] = made.light[at, axis]
                values[corner, 5 + axis] = made.uvs[at, axis]
        found[number, 0], found[number, 1] = points[a, 0], points[a, 1]
        for value in range(VARYING):
            first = values[0, value]
            to_b, to_c = values[1, value] - first, values[2, value] - first
            found[number, 2 + 3 * value] = first
            found[number, 3 + 3 * value] = (by * to_c - cy * to_b) / area
            found[number, 4 + 3 * value] = (cx * to_b - bx * to_c) / area
    return found


@compiled
def painted(flat: Floats, made: Material, canvas: Canvas, box: Box, picture: Pixels) -> None:
    """Write the pixels of a box: colour, and how much of each is covered."""
    count = SAMPLES * SAMPLES
    light = np.zeros(4, np.float32)
    for top in range(box.top, box.bottom, SAMPLES):
        for left in range(box.left, box.right, SAMPLES):
            first = _alone(canvas.shows, top, left)
            row, column = top // SAMPLES, left // SAMPLES
            light[:] = 0.0
            if first == NOTHING:
                continue
            if first >= 0:
                middle = SAMPLES * 0.5
                _add(light, flat, made, first, (left + middle, top + middle, 1.0))
            else:
                for at in range(count):
                    number, where = _first(canvas.shows, top, left, at)
                    if number >= 0:
                        _add(light, flat, made, number, where)
            dark = 1.0 / light[3]
            if made.look.outline > 0.0:
                dark *= 1.0 - made.look.outline * _edge(made.look, canvas.near, top, left)
            picture[row, column, 0] = _byte(light[0] * dark)
            picture[row, column, 1] = _byte(light[1] * dark)
            picture[row, column, 2] = _byte(light[2] * dark)
            picture[row, column, 3] = 255 if first >= 0 else int(255 * light[3]) // count


@inlined
def _alone(shows: Numbers, top: int, left: int) -> int:
    """Give the one triangle that a pixel shows, or that it shows nothing, or that it is `MIXED`."""
    first: int = shows[top, left]
    for at in range(1, SAMPLES * SAMPLES):
        if shows[top + at // SAMPLES, left + at % SAMPLES] != first:
            return MIXED
    return first


@inlined
def _first(shows: Numbers, top: int, left: int, at: int) -> tuple[int, tuple[float, float, float]]:
    """Give the triangle of a pixel's sample, if it is of none before it; and the middle and count of all of them."""
    number = shows[top + at // SAMPLES, left + at % SAMPLES]
    x, y, alike = 0.0, 0.0, 0.0
    for other in range(SAMPLES * SAMPLES):
        row, column = top + other // SAMPLES, left + other % SAMPLES
        if shows[row, column] == number:
            if other < at:
                return NOTHING, (0.0, 0.0, 0.0)
            x, y, alike = x + column + 0.5, y + row + 0.5, alike + 1.0
    return number, (x / alike, y / alike, alike)


@inlined
def _add(
    light: Floats, flat: Floats, made: Material, number: int, where: tuple[float, float, float]
) -> None:
    """Add the light of a triangle at a place on the screen, for so many samples, and count them."""
    x, y, alike = where
    right, down = x - flat[number, 0], y - flat[number, 1]
    nx = flat[number, 2] + right * flat[number, 3] + down * flat[number, 4]
    ny = flat[number, 5] + right * flat[number, 6] + down * flat[number, 7]
    nz = flat[number, 8] + right * flat[number, 9] + down * flat[number, 10]
    sky = flat[number, 11] + right * flat[number, 12] + down * flat[number, 13]
    key = flat[number, 14] + right * flat[number, 15] + down * flat[number, 16]
    u = flat[number, 17] + right * flat[number, 18] + down * flat[number, 19]
    v = flat[number, 20] + right * flat[number, 21] + down * flat[number, 22]
    long = 1.0 / max(sqrt(nx * nx + ny * ny + nz * nz), 1e-9)
    width, height = made.places[number, 1], made.places[number, 2]
    across = min(max(u * width - 0.5, 0.0), width - 1.001)
    along = min(max(v * height - 0.5, 0.0), height - 1.001)
    column, row = int(across), int(along)
    at = made.places[number, 0] + row * width + column
    across, along = across - column, along - row
    red = _between(made.texels, at, width, 0, across, along)
    green = _between(made.texels, at, width, 1, across, along)
    blue = _between(made.texels, at, width, 2, across, along)
    falls = _falling(nx * long, ny * long, nz * long, sky, key, made.surfaces, number, made.look)
    light[0] += (red * red * falls[0] + falls[3]) * alike
    light[1] += (green * green * falls[1] + falls[3] * 1.05) * alike
    light[2] += (blue * blue * falls[2] + falls[3] * 1.15) * alike
    light[3] += alike


@inlined
def _falling(
    x: float, y: float, z: float, sky: float, key: float, surfaces: Floats, number: int, look: Look
) -> tuple[float, float, float, float]:
    """Give the light that a surface throws back in its own colour, and what shines on it in the light's colour."""
    soft = surfaces[number, 2] * look.soft
    facing = x * KEY[0] + y * KEY[1] + z * KEY[2]
    # Light that enters skin comes out redder, a little past where it stops falling.
    red = _stepped(_wrapped(facing, soft) * key, look.bands)
    other = _stepped(_wrapped(facing, soft * 0.45) * key, look.bands)
    fill = max(x * FILL[0] + y * FILL[1] + z * FILL[2], 0.0) * 0.26 * (0.35 + 0.65 * sky)
    up = (0.5 + 0.5 * y) * sky
    edge = 1.0 - max(z, 0.0)
    rim = (
        max(x * BEHIND[0] + y * BEHIND[1] + z * BEHIND[2] + 0.35, 0.0)
        * edge
        * edge
        * look.rim
        * sky
    )
    half = max(x * HALF_KEY[0] + y * HALF_KEY[1] + z * HALF_KEY[2], 0.0)
    for _ in range(int(surfaces[number, 1])):
        half *= half
    low = sky * 0.13 + surfaces[number, 3]
    return (
        red * 1.04 + fill * 0.90 + up * 0.31 + low * 1.15 + rim,
        other + fill * 0.97 + up * 0.33 + low + rim,
        other * 0.94 + fill * 1.10 + up * 0.38 + low * 0.95 + rim * 1.1,
        rim * 0.10 + surfaces[number, 0] * look.gloss * half * key,
    )


@inlined
def _edge(look: Look, near: Floats, top: int, left: int) -> float:
    """Give how much of a pixel lies beside something that is farther off."""
    found, height, width = 0, near.shape[0], near.shape[1]
    for at in range(SAMPLES * SAMPLES):
        row, column = top + at // SAMPLES, left + at % SAMPLES
        here = near[row, column] - look.step
        if here > 0.0 and (
            near[max(row - look.reach, 0), column] < here
            or near[min(row + look.reach, height - 1), column] < here
            or near[row, max(column - look.reach, 0)] < here
            or near[row, min(column + look.reach, width - 1)] < here
        ):
            found += 1
    return found / (SAMPLES * SAMPLES)


@inlined
def _wrapped(facing: float, soft: float) -> float:
    value: float = max(facing + soft, 0.0) / (1.0 + soft)
    return value


@inlined
def _stepped(value: float, bands: int) -> float:
    """Give light in steps whose edges are a little soft."""
    if bands == 0:
        return value
    scaled = min(value, 0.999) * 1.25 * bands
    whole = float(int(scaled))
    rise = min(max((scaled - whole - 0.42) / 0.16, 0.0), 1.0)
    return min((whole + rise * rise * (3.0 - 2.0 * rise)) / bands, 1.0) * 0.95


@inlined
def _between(texels: Pixels, at: int, width: int, channel: int, right: float, down: float) -> float:
    upper = texels[at, channel] * (1.0 - right) + texels[at + 1, channel] * right
    lower = texels[at + width, channel] * (1.0 - right) + texels[at + width + 1, channel] * right
    mixed: float = (upper * (1.0 - down) + lower * down) * (1.0 / 255.0)
    return mixed


@inlined
def _byte(light: float) -> int:
    """Give linear light as a byte of sRGB, near enough; what is too bright rolls off."""
    if light > 0.72:
        light = 0.72 + 0.28 * (1.0 - 1.0 / (1.0 + (light - 0.72) / 0.28))
    return int(sqrt(max(light, 0.0)) * 255.0 + 0.5)

"""Pictures that tests are made of: a shaded subject on a background, a scene of textures, files of them."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


def scene(width: int, height: int, seed: int = 1) -> Pixels:
    """A smooth landscape with some texture: what photographs have at every scale."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(float)
    whole = np.zeros((height, width, 3))
    for octave in range(1, 6):
        wave = rng.uniform(-1, 1, (3, 2)) * 2**octave * np.pi / max(width, height)
        phase = rng.uniform(0, 6.3, 3)
        for band in range(3):
            whole[..., band] += np.sin(wave[band, 0] * x + wave[band, 1] * y + phase[band]) / octave
    whole = (whole - whole.min()) / (whole.max() - whole.min())
    blobs = sum(
        np.exp(-((x - rng.uniform(0, width)) ** 2 + (y - rng.uniform(0, height)) ** 2) / (2 * (0.03 * width) ** 2))
        for _ in range(12)
    )  # fmt: skip
    return np.clip(255 * (0.8 * whole + 0.2 * np.asarray(blobs)[..., None]), 0, 255).astype(
        np.uint8
    )


def subject(background: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    """A shaded vase with a ball on it before a background, and where it is."""
    height, width = background.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(float)
    middle, top, radius = 0.5 * width, 0.4 * height, 0.2 * min(width, height)
    ball = (x - middle) ** 2 + (y - top) ** 2 < radius**2
    down = np.clip((y - top) / (0.5 * height), 0, 1)
    vase = (
        (np.abs(x - middle) < radius * (0.5 + 0.6 * np.sin(down * np.pi)))
        & (y > top)
        & (y < 0.88 * height)
    )
    light = np.clip(
        1.1 - ((x - middle + radius / 2) ** 2 + (y - top + radius / 2) ** 2) / (6 * radius**2),
        0.4,
        1,
    )
    paint = np.where(ball[..., None], (205, 60, 50), (225, 150, 60)) * light[..., None]
    where = ball | vase
    shown = np.where(where[..., None], paint, background)
    return np.clip(shown, 0, 255).astype(np.uint8), where


def plain(width: int, height: int) -> Pixels:
    """A studio's background: a soft gradient with some grain."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    shade = 205 - 40 * y / height + 10 * x / width
    grain = np.random.default_rng(3).normal(0, 2, (height, width, 3))
    return np.clip(shade[..., None] + (0, 4, 12) + grain, 0, 255).astype(np.uint8)


def overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """How much two shapes are the same (intersection over union)."""
    return float((one & other).sum() / max(1, (one | other).sum()))


def likeness_db(one: Pixels, other: Pixels) -> float:
    """How near one picture is to another (PSNR)."""
    error = float(np.mean((one.astype(float) - other.astype(float)) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))


def saved(pixels: NDArray[np.uint8], kind: str = "PNG", **options: Any) -> bytes:
    """A file of a picture."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    return file.getvalue()


def written(path: Path, pixels: NDArray[np.uint8]) -> Path:
    """A picture in a file."""
    path.write_bytes(saved(pixels))
    return path


def opened(path: Path) -> NDArray[np.uint8]:
    """A file's pixels, as they are."""
    with Image.open(path) as picture:
        return np.asarray(picture, np.uint8)

"""A head as triangles: parts with their texture, morph targets and the jaw's share; metres, y up, looking along +z."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]

VISEMES = (
    "viseme_sil", "viseme_PP", "viseme_FF", "viseme_TH", "viseme_DD", "viseme_kk", "viseme_CH", "viseme_SS",
    "viseme_nn", "viseme_RR", "viseme_aa", "viseme_E", "viseme_I", "viseme_O", "viseme_U",
)  # fmt: skip
"""The fifteen mouth shapes that avatars commonly have; the first one is a closed mouth at rest."""
EXPRESSIONS = ("eyeBlinkLeft", "eyeBlinkRight", "mouthSmile", "browInnerUp", "jawOpen")


@dataclass(frozen=True, slots=True)
class Part:
    """One drawable. `morphs` are offsets by name; `jaw` 0–1 is how much each vertex follows the jaw's bone."""

    name: str
    positions: Floats  # n × 3
    normals: Floats  # n × 3
    uvs: Floats  # n × 2, v down
    triangles: Indices  # m × 3, counter-clockwise seen from outside
    jaw: Floats  # n
    morphs: Mapping[str, Floats] = field(default_factory=dict)  # n × 3 each


@dataclass(frozen=True, slots=True)
class Head:
    """All parts share one texture (RGBA, h × w × 4). `neck` and `hinge` are the pivots of head and jaw."""

    parts: tuple[Part, ...]
    texture: NDArray[np.uint8]
    neck: tuple[float, float, float]
    hinge: tuple[float, float, float]
    style: str
    background: tuple[int, int, int]

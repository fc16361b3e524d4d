"""What a picture is of, as a small network sees it: how likely each pixel is its subject's.

U²-Net, the small one: Qin et al., "U²-Net: Going Deeper with Nested U-Structure for Salient Object Detection",
Pattern Recognition 106 (2020); https://github.com/xuebinqin/U-2-Net (Apache-2.0).
"""

from hashlib import sha256
from typing import Final

import numpy as np
import onnxruntime as ort

from providers.local.engines._protocol import threads
from providers.local.engines._retouching.canvas import Plane, plane, resized
from providers.local.voices import DATA

FILE: Final = DATA / "u2netp.onnx"
SHA256: Final = "4fb37423c8283f7113c4397b3a6199b70ac26a17d58a98f9e3272c22bc2a149f"
SIDE_PX: Final = 320
"""What the network sees: a square, whatever the picture's shape."""
MEAN: Final = np.array((0.485, 0.456, 0.406), np.float32)
DEVIATION: Final = np.array((0.229, 0.224, 0.225), np.float32)
"""Of the colours that it was trained with."""
NEAR_MIN: Final = 0.25
"""A second look is taken where the first saw the subject at least this much."""
MARGIN_SHARE: Final = 0.18
CLOSER_MAX: Final = 0.75
"""A second look must be closer than this share of the picture's width or height, or it shows nothing new."""


def salience(colours: Plane) -> Plane:
    """Look at the whole, then closer at what was found there; 0–1, as large as the picture."""
    network = _network()
    whole = _seen(network, colours)
    left, top, right, bottom = _around(whole)
    height, width = whole.shape
    if min((right - left) / width, (bottom - top) / height) > CLOSER_MAX or right <= left:
        return whole
    near = _seen(network, np.ascontiguousarray(colours[top:bottom, left:right]))
    return _joined(whole, near, (left, top))


def _network() -> ort.InferenceSession:
    data = FILE.read_bytes()
    assert sha256(data).hexdigest() == SHA256
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _seen(network: ort.InferenceSession, colours: Plane) -> Plane:
    small = resized(colours, (SIDE_PX, SIDE_PX))
    shown = (small / max(float(small.max()), 1e-3) - MEAN) / DEVIATION
    found = network.run(None, {"input.1": plane(shown.transpose(2, 0, 1)[None])})[0][0, 0]
    return resized(plane(found), (colours.shape[1], colours.shape[0]))


def _around(whole: Plane) -> tuple[int, int, int, int]:
    """Give the box round what was found, with some room: left, top, right, bottom."""
    height, width = whole.shape
    rows, columns = (np.flatnonzero((whole > NEAR_MIN).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return 0, 0, 0, 0
    room = round(MARGIN_SHARE * max(columns[-1] - columns[0], rows[-1] - rows[0]))
    return (
        max(0, int(columns[0]) - room), max(0, int(rows[0]) - room),
        min(width, int(columns[-1]) + room + 1), min(height, int(rows[-1]) + room + 1),
    )  # fmt: skip


def _joined(whole: Plane, near: Plane, at: tuple[int, int]) -> Plane:
    """Let the closer look count for more where it was taken, and less towards its frame."""
    left, top = at
    height, width = near.shape
    joined = whole.copy()
    part = joined[top : top + height, left : left + width]
    part[:] = 0.35 * part + 0.65 * near
    return joined

"""A photo read: the one face that is on it, whether it is clear enough, and the person's colours."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.atlas import Colour
from providers.local.engines._looking.faces import faces
from providers.local.engines._protocol import Refusal

Photo = NDArray[np.uint8]
"""Height × width × 3, RGB."""

SIDE_PX_MAX: Final = 1600
CASCADES: Final = Path(cv2.__file__).parent / "data"
BALD: Final = 22.0
"""How like the skin the crown looks when there is no hair (CIELAB)."""
EYES_OF_FACE: Final = ((0.29, 0.39), (0.71, 0.39))
"""Where both eyes are in a detected square, when they are not found."""


class FaceRefused(Refusal):
    """A photo that no avatar can be made of."""

    def __init__(self, why: str) -> None:
        super().__init__("rejected_input", f"The photo can't be used: {why}.")


@dataclass(frozen=True, slots=True)
class Face:
    """A face on a photo: the middles of its eyes and of its mouth, in pixels, as they are seen; and its colours."""

    photo: Photo
    eyes: tuple[
        tuple[float, float], tuple[float, float]
    ]  # the one at the left of the picture first
    mouth_down: float
    """How far below the eyes the mouth is, of the distance between the eyes."""
    skin: Colour
    hair: Colour
    lips: Colour
    iris: Colour
    long_hair: bool
    bald: bool

    @property
    def apart_px(self) -> float:
        """Give the distance between the eyes."""
        (ax, ay), (bx, by) = self.eyes
        return float(np.hypot(bx - ax, by - ay))

    def place(self, across: float, down: float) -> tuple[int, int]:
        """Give the pixel at a place told from between the eyes, in distances of the eyes, upright as the face is."""
        (ax, ay), (bx, by) = self.eyes
        ux, uy = bx - ax, by - ay
        x, y = (ax + bx) / 2 + across * ux - down * uy, (ay + by) / 2 + across * uy + down * ux
        height, width = self.photo.shape[:2]
        return int(np.clip(round(x), 0, width - 1)), int(np.clip(round(y), 0, height - 1))


def read_photo(path: Path) -> Photo:
    """Read a photo upright. Raises FaceRefused if it can't be decoded."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise FaceRefused("the photo can't be decoded")
    return np.asarray(picture, np.uint8)


def face_on(picture: Photo) -> Face:
    """Read the largest face. Raises FaceRefused where none is seen."""
    photo = _bounded(picture)
    seen = faces(np.ascontiguousarray(photo[..., ::-1]))
    if not seen:
        raise FaceRefused("no face was found: it must be seen from the front, clear and upright")
    grey = np.asarray(cv2.equalizeHist(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)), np.uint8)
    eyes = _eyes(grey, (seen[0].left, seen[0].top, seen[0].side))
    none = (0, 0, 0)
    return _coloured(Face(photo, eyes, 1.1, none, none, none, none, long_hair=False, bald=False))


def _bounded(picture: Photo) -> Photo:
    scale = SIDE_PX_MAX / max(picture.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(picture[..., :3])
    return np.asarray(
        cv2.resize(picture[..., :3], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA),
        np.uint8,
    )


Square = tuple[int, int, int]
"""Left, top and side, in pixels."""


def _detected(cascade: str, grey: NDArray[np.uint8], least: int) -> list[tuple[int, int, int, int]]:
    detector = cv2.CascadeClassifier(str(CASCADES / cascade))
    boxes = detector.detectMultiScale(grey, 1.08, 5, minSize=(least, least))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in boxes]


def _eye_boxes(grey: NDArray[np.uint8], face: Square) -> list[tuple[float, float]]:
    x, y, wide = face
    top, bottom = y + int(0.18 * wide), y + int(0.58 * wide)
    upper = grey[top:bottom, x : x + wide]
    found: list[tuple[float, float]] = []
    for cascade in ("haarcascade_eye.xml", "haarcascade_eye_tree_eyeglasses.xml"):
        for ex, ey, ew, eh in _detected(cascade, upper, max(12, wide // 8)):
            if ew < 0.42 * wide:
                found.append((x + ex + ew / 2, top + ey + eh * 0.52))
    left = [eye for eye in found if eye[0] < x + 0.47 * wide]
    right = [eye for eye in found if eye[0] > x + 0.53 * wide]
    middles = [np.median(side, axis=0) for side in (left, right) if side]
    return [(float(across), float(down)) for across, down in middles]


def _eyes(grey: NDArray[np.uint8], face: Square) -> tuple[tuple[float, float], tuple[float, float]]:
    """Find both eyes; where one is missing or out of place, take where eyes usually are."""
    x, y, wide = face
    usual = [(x + across * wide, y + down * wide) for across, down in EYES_OF_FACE]
    found = _eye_boxes(grey, face)
    if len(found) < 2 or not 0.28 < (found[1][0] - found[0][0]) / wide < 0.58:
        return usual[0], usual[1]
    return found[0], found[1]


def _coloured(face: Face) -> Face:
    """Read the colours of skin, lips, hair and irises, and how hair is worn."""
    skin = _median(
        face, [(-0.55, 0.50), (0.55, 0.50), (0.0, -0.45), (-0.35, 0.62), (0.35, 0.62)], 0.10
    )
    crown = [
        _median(face, [(across, up)], 0.09)
        for across, up in ((0.0, -1.25), (0.3, -1.25), (-0.3, -1.25), (0.75, -0.85), (-0.75, -0.85))
    ]
    hair = min(crown, key=sum) if _far(min(crown, key=sum), skin) > 30 else crown[0]
    bald = all(_far(colour, skin) < BALD for colour in crown[:3])
    beside = [_median(face, [(side * 1.15, 1.25)], 0.12) for side in (-1, 1)]
    long_hair = not bald and all(
        _far(colour, hair) < 48 and _far(colour, skin) > 30 for colour in beside
    )
    mouth_down = _mouth(face)
    lips = _median(
        face,
        [(0.0, mouth_down + 0.09), (0.12, mouth_down + 0.07), (-0.12, mouth_down + 0.07)],
        0.04,
    )
    iris = _median(
        face,
        [(-0.5 + 0.055, 0.02), (-0.5 - 0.055, 0.02), (0.5 - 0.055, 0.02), (0.5 + 0.055, 0.02)],
        0.02,
    )
    return Face(face.photo, face.eyes, mouth_down, skin, hair, lips, iris, long_hair, bald)


def _median(face: Face, places: list[tuple[float, float]], reach: float) -> Colour:
    radius = max(1, round(reach * face.apart_px))
    parts = []
    for across, down in places:
        x, y = face.place(across, down)
        parts.append(
            face.photo[
                max(y - radius, 0) : y + radius + 1, max(x - radius, 0) : x + radius + 1
            ].reshape(-1, 3)
        )
    red, green, blue = np.median(np.concatenate(parts), axis=0)
    return int(red), int(green), int(blue)


def _far(one: Colour, other: Colour) -> float:
    """Give how different two colours look (CIELAB, 1976)."""
    pair = np.array([[one, other]], np.uint8).astype(np.float32) / 255
    lab = cv2.cvtColor(pair, cv2.COLOR_RGB2Lab)[0]
    return float(np.linalg.norm(lab[0] - lab[1]))


def _mouth(face: Face) -> float:
    """Find how far down the line between the lips is: the darkest and reddest row below the nose."""
    downs = np.linspace(0.85, 1.40, 45)
    scores = []
    for down in downs:
        row = np.array(
            [
                face.photo[y, x]
                for x, y in (face.place(across, down) for across in np.linspace(-0.22, 0.22, 15))
            ],
            np.float32,
        )
        scores.append(float((row[:, 0] - row[:, 1]).mean() * 0.6 - row.mean() * 0.5))
    smooth = (
        np.convolve(np.pad(scores, 2, "edge"), np.ones(5) / 5, "valid")
        - 14 * np.abs(downs - 1.1) ** 1.5 * 10
    )
    return float(downs[int(np.argmax(smooth))])

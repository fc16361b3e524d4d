"""What an avatar is made of, as its model keeps it; and whether a photo shows somebody to make one of."""

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from domain.assets import Blob
from domain.values import Json, Value

FACE_PX_MIN: Final = 112
"""The least side of a face that an avatar is made of."""
BESIDE: Final = 0.35
"""A face with this much of the largest one's side is another person, not one in the background."""
BLUR_MAX: Final = 5.0
"""The widest that edges of a face may be, in hundredths of its side."""


class Avatar(Value):
    """Its picture, its head in three dimensions (GLB) and a film of it where it has them: a model's traits."""

    portrait: Blob
    model: Blob | None = None
    preview: Blob | None = None


class FaceSeen(Value):
    """A face in a photo: its square in pixels, and how wide its edges are, in hundredths of its side."""

    left: int
    top: int
    side: int
    blur: float


def avatar_of(traits: Json) -> Avatar | None:
    """Read a model's traits; None where they are not an avatar's."""
    try:
        return Avatar.model_validate(traits)
    except ValidationError:
        return None


def fault(faces: Sequence[FaceSeen]) -> str | None:
    """Say what forbids to make an avatar of a photo with these faces, the largest first; None where nothing does."""
    if not faces:
        return (
            "No face was found in the photo. It has to look into the camera, upright and well lit."
        )
    largest = faces[0]
    people = sum(face.side >= largest.side * BESIDE for face in faces)
    if people > 1:
        return f"The photo shows {people} faces. It has to show one person alone."
    if largest.side < FACE_PX_MIN:
        return (
            f"The face in the photo is {largest.side} pixels wide, and at least {FACE_PX_MIN} are needed."
            " Come closer, or send a larger picture."
        )
    if largest.blur > BLUR_MAX:
        return "The face in the photo is blurred. Send a sharp one."
    return None

"""A whole head, built: skin, eyes, mouth, ears, hair, beard, glasses and clothes, with one picture for all."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from providers.local.engines._head import clothes, ears, eyes, glasses, hair, likeness, mouth, skin
from providers.local.engines._head.atlas import (
    BROW,
    CLOTHES,
    COLLAR,
    EAR,
    EYE,
    FACE,
    FRAME,
    HAIR,
    LASH,
    Atlas,
)  # fmt: skip
from providers.local.engines._head.brief import traits_of as brief_traits
from providers.local.engines._head.decals import brow_colour
from providers.local.engines._head.face import Grid, grid, triangles
from providers.local.engines._head.forms import Form
from providers.local.engines._head.model import Head, Part
from providers.local.engines._head.photo import Face, face_on, read_photo
from providers.local.engines._head.pruning import pruned
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.styles import PAINTED, Style, shape_of
from providers.local.engines._head.traits import STYLES, StyleName, Traits
from providers.local.engines._head.visemes import HINGE_MM, Flesh, Motions, blink, jaw_share

SIDES_PX: Final = {"standard": 1024, "high": 1536, "ultra": 2048}
"""The sides of the picture at each quality."""
ROUNDED: Final[dict[StyleName, float]] = {
    "realistic": 0.0,
    "3d": 0.15,
    "cartoon": 0.62,
    "anime": 0.86,
}
"""How far a face takes light as a plain egg would: drawn faces have one clean shadow, not one for each form."""
LIKE: Final[dict[StyleName, float]] = {"realistic": 0.96, "3d": 0.42, "cartoon": 0.0, "anime": 0.0}
"""How much of a photo shows on the skin; a drawn face takes its colours and proportions only."""
NECK_M: Final = (0.0, -0.128, -0.022)


def head_of(
    brief: str | None, photo: Path | None, style: str, seed: int, quality: str = "standard"
) -> Head:
    """Build the head of whom a description or a photo shows; chance fills in what neither says. Raises FaceRefused."""
    named = next(name for name in STYLES if name == style)
    if photo is None:
        return built(brief_traits(brief or "", seed), named, SIDES_PX[quality])
    face = face_on(read_photo(photo))
    return built(likeness.traits_of(face, seed), named, SIDES_PX[quality], face)


def built(traits: Traits, style: StyleName, side_px: int = 1024, face: Face | None = None) -> Head:
    """Build somebody's head; with a face, as like the photo as the style allows."""
    painted = PAINTED[style]
    shape = shape_of(traits, style)
    relief = Relief(shape if face is None else likeness.shape_like(shape, face))
    made = grid(relief.shape)
    atlas = _painted(made, relief, traits, painted, side_px)
    if face is not None:
        skin_now = np.array(atlas.of(FACE))
        atlas.paint(FACE, likeness.laid(skin_now, made, relief, face, LIKE[style]))
    parts = [form.part() for form in _forms(made, relief, traits, painted)]
    parts[0] = _rounded(parts[0], ROUNDED[style])
    return Head(
        parts=pruned(parts),
        texture=atlas.finished(),
        neck=NECK_M,
        hinge=(HINGE_MM[0] / 1000, HINGE_MM[1] / 1000, HINGE_MM[2] / 1000),
        style=style,
        background=painted.background,
    )


def _forms(made: Grid, relief: Relief, traits: Traits, style: Style) -> list[Form]:
    motions = Motions(relief)
    front_mm = float(made.points[made.mouth[0], 0, 2])
    return [
        _face(made, relief, motions),
        *eyes.balls(relief),
        *eyes.lashes(relief, style, traits),
        *ears.ears(relief),
        *mouth.inside(relief, motions, front_mm),
        *hair.hair(made, relief.shape, traits, style),
        *glasses.glasses(relief, traits),
        *clothes.clothes(made, traits),
    ]


def _face(made: Grid, relief: Relief, motions: Motions) -> Form:
    """Make the skin, with all that moves it."""
    whole = made.whole
    points = whole.reshape(-1, 3)
    rows, columns = whole.shape[:2]
    index = np.repeat(np.arange(rows), columns)
    flesh = Flesh(points, index > made.mouth[0] + 2, made.mirrored(jaw_share(made, relief)).ravel())
    shut = blink(made, relief)
    across, down = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    return Form(
        name="head",
        points=points,
        uvs=FACE.uvs(across.ravel().astype(np.float32), down.ravel().astype(np.float32)),
        triangles=triangles(made),
        jaw=flesh.jaw,
        morphs={
            **motions.mouths(flesh),
            "eyeBlinkLeft": _one_side(shut, right=False),
            "eyeBlinkRight": _one_side(shut, right=True),
            "mouthSmile": motions.smile(flesh),
            "browInnerUp": motions.brows(flesh),
        },
    )


def _rounded(face: Part, much: float) -> Part:
    """Bend a face's normals toward an egg's."""
    egg = (face.positions - (0.0, -0.030, -0.020)) / np.square((0.075, 0.125, 0.095))
    egg /= np.linalg.norm(egg, axis=1, keepdims=True)
    share = much * np.clip((face.positions[:, 1:2] + 0.150) / 0.03, 0, 1)
    bent = face.normals * (1 - share) + egg * share
    bent /= np.maximum(np.linalg.norm(bent, axis=1, keepdims=True), 1e-6)
    return replace(face, normals=bent.astype(np.float32))


def _one_side(half: Reals, *, right: bool) -> Reals:
    """Spread the offsets of half a face over a whole one whose other half is still."""
    still = np.zeros_like(half)
    left_half, right_half = (still, half) if right else (half, still)
    mirrored = right_half[:, :0:-1] * (-1, 1, 1)
    return np.concatenate([mirrored, left_half], axis=1).reshape(-1, 3)


def _painted(made: Grid, relief: Relief, traits: Traits, style: Style, side_px: int) -> Atlas:
    """Paint the one picture."""
    atlas = Atlas(side_px)
    atlas.paint(FACE, skin.painted(made, relief, traits, style, atlas.size(FACE)))
    atlas.paint(EYE, eyes.painted(relief, traits, style, atlas.size(EYE)))
    atlas.paint(EAR, ears.painted(traits, atlas.size(EAR)))
    atlas.paint(HAIR, hair.painted(traits, style, atlas.size(HAIR)))
    atlas.paint(CLOTHES, clothes.painted(traits, style, atlas.size(CLOTHES)))
    atlas.paint(COLLAR, clothes.collar_painted(traits, atlas.size(COLLAR)))
    atlas.paint(LASH, (30, 20, 19))
    atlas.paint(FRAME, glasses.COLOUR)
    red, green, blue = brow_colour(traits)
    atlas.paint(BROW, (round(red), round(green), round(blue)))
    mouth.paint(atlas, flat=style.detail == 0)
    return atlas

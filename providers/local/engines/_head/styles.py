"""The four styles: what each makes of a head's proportions, and how it is painted."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from providers.local.engines._head.atlas import Colour
from providers.local.engines._head.shape import Eyes, Mouth, Nose, Shape
from providers.local.engines._head.traits import StyleName, Traits


@dataclass(frozen=True, slots=True)
class Style:
    """How a style paints, cuts hair, and where it puts the head."""

    name: StyleName
    detail: float
    """Of the skin: pores, veins, unevenness."""
    vivid: float
    brows: float
    """How thick brows are drawn."""
    lashes: float
    lash_line: float
    lips: float
    """How much lips differ from the skin."""
    blush: float
    locks: int
    lock_mm: float
    iris_detail: float
    background: Colour
    glow: Colour


PAINTED: Final[dict[StyleName, Style]] = {
    "realistic": Style(
        name="realistic", detail=1.0, vivid=1.0, brows=1.0, lashes=1.0, lash_line=0.75, lips=0.62, blush=0.8,
        locks=420, lock_mm=7.0, iris_detail=1.0, background=(92, 101, 110), glow=(168, 176, 182),
    ),
    "3d": Style(
        name="3d", detail=0.22, vivid=1.16, brows=1.25, lashes=1.4, lash_line=0.9, lips=0.7, blush=1.25,
        locks=150, lock_mm=13.0, iris_detail=0.8, background=(94, 122, 160), glow=(190, 214, 236),
    ),
    "cartoon": Style(
        name="cartoon", detail=0.0, vivid=1.28, brows=1.5, lashes=1.5, lash_line=1.0, lips=0.75, blush=0.9,
        locks=80, lock_mm=18.0, iris_detail=0.35, background=(240, 178, 86), glow=(255, 222, 150),
    ),
    "anime": Style(
        name="anime", detail=0.0, vivid=1.2, brows=0.75, lashes=1.5, lash_line=1.0, lips=0.34, blush=0.9,
        locks=90, lock_mm=17.0, iris_detail=0.6, background=(150, 170, 226), glow=(226, 214, 244),
    ),
}  # fmt: skip


def shape_of(traits: Traits, style: StyleName) -> Shape:
    """Give the shape of somebody's head in a style."""
    person = _person(traits)
    match style:
        case "realistic":
            return person
        case "3d":
            return _three_d(person)
        case "cartoon":
            return _cartoon(person)
        case "anime":
            return _anime(person)


def _person(traits: Traits) -> Shape:
    """Give the head as it might be in life."""
    chance = np.random.default_rng(traits.seed + 11)
    fem, male = traits.feminine, 1 - traits.feminine
    young = float(np.clip((16 - traits.age) / 12, 0, 1))
    old = float(np.clip((traits.age - 45) / 35, 0, 1))

    def about(middle: float, spread: float) -> float:
        return middle + spread * float(np.clip(chance.normal(), -1.6, 1.6))

    eyes = Eyes(
        apart=about(31.0, 0.6),
        inner=about(16.4, 0.4),
        outer=about(45.6, 0.5),
        rise=about(1.2 + 1.2 * fem, 0.6),
        upper=about(5.6 + 0.9 * fem, 0.25) - 0.5 * old + 0.6 * young,
        lower=about(4.0 + 0.2 * fem, 0.2) + 0.5 * young,
        iris=5.9 + 0.35 * young,
        hood=about(1.0, 0.15),
    )
    nose = Nose(
        length=about(1.0 - 0.03 * fem, 0.025) * (1 - 0.10 * young) + 0.02 * old,
        out=about(0.93 + 0.10 * male, 0.05) * (1 - 0.22 * young),
        bridge=about(0.94 + 0.12 * male, 0.05),
        tip=about(0.95 + 0.08 * male, 0.05),
        wings=about(0.95 + 0.09 * male, 0.05) * (1 - 0.06 * young),
        up=about(1.0 * fem + 2.0 * young, 0.6),
    )
    mouth = Mouth(
        half=about(24.2 + 1.0 * male, 0.8) * (1 - 0.12 * young),
        upper=about(6.6 + 1.5 * fem, 0.5) - 1.0 * old,
        lower=about(8.8 + 1.6 * fem, 0.5) - 1.0 * old,
        out=about(0.95 + 0.16 * fem, 0.05),
        curl=about(0.6 + 0.3 * fem, 0.3),
    )
    full = traits.heavy
    return Shape(
        eyes=eyes,
        nose=nose,
        mouth=mouth,
        width=about(1.0 + 0.025 * full, 0.012),
        cheek=about(1.0 + 0.03 * full, 0.012),
        jaw=about(0.93 + 0.07 * male, 0.015) + 0.05 * full + 0.02 * young,
        chin=about(1.6 * male - 0.6 * fem, 0.7) - 1.5 * young,
        chin_width=about(0.92 + 0.10 * male, 0.04),
        lower_face=about(0.97 + 0.035 * male, 0.012) - 0.09 * young,
        brow=0.15 + 1.15 * male,
        hollow=about(0.8 + 0.2 * male, 0.15) - 0.8 * full - 0.6 * young + 0.5 * old,
        neck=(0.77 + 0.21 * male) * (1 - 0.14 * young) + 0.05 * full,
        shoulders=(0.87 + 0.13 * male) * (1 - 0.22 * young),
        ears=1.0 + 0.08 * old - 0.06 * young,
    )


def _three_d(person: Shape) -> Shape:
    """Large eyes, a small round nose, a big soft head on a slim neck."""
    eyes = replace(
        person.eyes, apart=person.eyes.apart + 2.2, inner=14.6, outer=51.5, rise=person.eyes.rise + 0.8,
        upper=person.eyes.upper * 1.75, lower=person.eyes.lower * 1.6, ball=(20.5, 20.0, 15.5), front=77.5,
        iris=10.6, lid=1.4, hood=0.8, height=-0.5,
    )  # fmt: skip
    nose = replace(
        person.nose, length=0.84 * person.nose.length, out=person.nose.out * 0.72, bridge=0.9,
        tip=person.nose.tip * 1.12, wings=person.nose.wings * 0.86, up=person.nose.up + 3.0,
    )  # fmt: skip
    mouth = replace(
        person.mouth, half=person.mouth.half * 0.94, curl=1.5, out=person.mouth.out * 1.05
    )
    return replace(
        person, eyes=eyes, nose=nose, mouth=mouth, width=person.width * 1.05, cheek=person.cheek * 1.05,
        jaw=person.jaw * 0.95, lower_face=0.89 * person.lower_face, brow=person.brow * 0.3, hollow=person.hollow * 0.1,
        neck=person.neck * 0.72, shoulders=person.shoulders * 0.84, crown=4, ears=1.08, flat=0.12,
    )  # fmt: skip


def _cartoon(person: Shape) -> Shape:
    """Everything larger than life: eyes like plates, a big nose's tip, a small chin."""
    made = _three_d(person)
    eyes = replace(
        made.eyes, apart=made.eyes.apart + 0.6, inner=12.8, outer=55.0, upper=person.eyes.upper * 2.1,
        lower=person.eyes.lower * 2.1, ball=(23.0, 23.5, 17.0), front=80.5, iris=12.2, rise=1.0,
    )  # fmt: skip
    nose = replace(
        made.nose,
        out=person.nose.out * 0.86,
        tip=person.nose.tip * 1.5,
        wings=person.nose.wings * 0.98,
        length=0.80,
    )
    mouth = replace(made.mouth, half=person.mouth.half * 1.06, curl=2.6)
    return replace(
        made, eyes=eyes, nose=nose, mouth=mouth, cheek=made.cheek * 1.04, jaw=made.jaw * 0.92, chin_width=0.86,
        neck=person.neck * 0.58, shoulders=person.shoulders * 0.74, ears=1.2, hollow=0.0,
    )  # fmt: skip


def _anime(person: Shape) -> Shape:
    """Tall eyes, hardly a nose, a small mouth, a pointed chin."""
    eyes = replace(
        person.eyes, apart=34.5, inner=16.5, outer=54.5, rise=2.2, upper=14.6, lower=11.2, ball=(21.5, 25.0, 11.0),
        front=74.5, iris=12.8, lid=1.0, hood=0.45, height=-8.0,
    )  # fmt: skip
    nose = replace(person.nose, length=0.80, out=0.40, bridge=0.75, tip=0.62, wings=0.62, up=2.0)
    mouth = replace(
        person.mouth, half=person.mouth.half * 0.66, upper=3.2, lower=4.0, out=0.5, bow=0.5, curl=0.8, height=-66,
    )  # fmt: skip
    return replace(
        person, eyes=eyes, nose=nose, mouth=mouth, width=1.05, cheek=1.04, jaw=0.92, chin_width=0.74, chin=-2.0,
        lower_face=0.80, brow=0.0, hollow=0.0, neck=person.neck * 0.68, shoulders=person.shoulders * 0.80,
        crown=5, ears=0.9, flat=0.45,
    )  # fmt: skip

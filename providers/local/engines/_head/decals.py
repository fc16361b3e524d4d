"""What is drawn on a face by strokes, seen from the front, and then laid on it: its brows."""

from typing import Final

import cv2
import numpy as np
import skia

from providers.local.engines._head.atlas import Picture, lit, mixed, toward
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Traits

PIXELS_A_MM: Final = 8.0
LEFT_MM, TOP_MM, WIDE_MM, TALL_MM = -68.0, 66.0, 136.0, 84.0
HAIRS: Final = 420


class Decals:
    """A transparent sheet before the face."""

    def __init__(self, relief: Relief, traits: Traits, style: Style) -> None:
        self.relief, self.traits, self.style = relief, traits, style
        width, height = (round(side * PIXELS_A_MM) for side in (WIDE_MM, TALL_MM))
        surface = skia.Surface(width, height)
        canvas = surface.getCanvas()
        canvas.scale(PIXELS_A_MM, -PIXELS_A_MM)
        canvas.translate(-LEFT_MM, -TOP_MM)
        for side in (-1, 1):
            canvas.save()
            canvas.scale(side, 1)
            self._brow(canvas, np.random.default_rng(traits.seed + 50 + side))
            canvas.restore()
        self.sheet = surface.toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.float32)

    def laid(self, picture: Picture, x: Reals, y: Reals, front: Reals) -> Picture:
        """Lay the sheet on a face whose pixels lie at x and y."""
        across, down = (x - LEFT_MM) * PIXELS_A_MM, (TOP_MM - y) * PIXELS_A_MM
        seen = cv2.remap(self.sheet, across, down, cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT)
        much = seen[..., 3] / 255
        colour = seen[..., :3] / np.maximum(much[..., None], 1e-3)
        return mixed(picture, np.clip(colour, 0, 255), much * (front > 0.02))

    def _brow(self, canvas: skia.Canvas, chance: np.random.Generator) -> None:
        spine = _spine(self.relief, self.traits, self.style)
        colour = brow_colour(self.traits)
        if self.style.name in ("anime", "cartoon"):
            _solid(canvas, spine, self._thick(), colour)
        else:
            soft = 0.30 if self.style.name == "realistic" else 0.75
            _solid(canvas, spine, self._thick() * 0.92, (*colour[:3], soft), blur=0.9)
            self._hairs(canvas, spine, colour, chance)

    def _thick(self) -> float:
        """Give the thickness of the brow, in millimetres."""
        return 4.4 * self.style.brows * (1.12 - 0.34 * self.traits.feminine)

    def _hairs(
        self,
        canvas: skia.Canvas,
        spine: Reals,
        colour: tuple[float, ...],
        chance: np.random.Generator,
    ) -> None:
        """Draw hairs that rise at the inner end and lie down toward the tail."""
        paint = skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap
        )
        for _ in range(HAIRS):
            at = chance.uniform(0.0, 1.0) ** 0.9
            place, along = _along(spine, at)
            across = np.array((-along[1], along[0]))
            thick = self._thick() * _profile(at)
            off = np.clip(chance.normal(0, 0.30), -0.5, 0.5)
            root = place + across * off * thick
            lean = np.interp(at, [0, 0.15, 0.45, 1], [1.25, 0.85, 0.35, 0.06]) - 0.9 * off * min(
                at * 2, 1
            )
            way = along * np.cos(lean) + across * np.sin(lean)
            long = chance.uniform(3.4, 6.0) * (0.8 + 0.3 * _profile(at))
            middle, tip = root + way * long * 0.5, root + (way * 0.8 + along * 0.35) * long
            path = skia.Path()
            path.moveTo(*map(float, root))
            path.quadTo(*map(float, (*middle, *tip)))
            shade = lit(colour[:3], chance.uniform(0.75, 1.2))
            paint.setColor4f(
                skia.Color4f(*(part / 255 for part in shade), chance.uniform(0.45, 0.85))
            )
            paint.setStrokeWidth(chance.uniform(0.22, 0.42))
            canvas.drawPath(path, paint)


def brow_colour(traits: Traits) -> tuple[float, float, float]:
    """Give the colour of brows: a little darker than fair hair, never lost on the skin."""
    fair = sum(traits.hair) / 3 > 130
    dark = lit(traits.hair, 0.58 if fair else 0.8)
    return toward(dark, (92, 70, 54), 0.3) if fair else toward(dark, (48, 36, 32), 0.3)


def _spine(relief: Relief, traits: Traits, style: Style) -> Reals:
    """Give the middle line of the left brow, from its inner end."""
    eyes = relief.shape.eyes
    up = (
        eyes.height
        + eyes.upper
        + {"realistic": 11.0, "3d": 10.0, "cartoon": 11.5, "anime": 8.0}[style.name]
    )
    arch = 1.6 + 2.4 * traits.feminine
    inner, outer = eyes.inner - 3.2, eyes.outer + 3.5
    wide = outer - inner
    through = np.array([
        (inner, up - 1.6), (inner + 0.30 * wide, up + 0.4 * arch), (inner + 0.64 * wide, up + arch), (outer, up - 3.2),
    ])  # fmt: skip
    at = np.linspace(0, 1, 24)[:, None]
    a, b, c, d = through
    b, c = b + (b - (a * 2 + d) / 3) * 0.6, c + (c - (a + d * 2) / 3) * 0.6
    curve = a * (1 - at) ** 3 + 3 * b * at * (1 - at) ** 2 + 3 * c * at**2 * (1 - at) + d * at**3
    return np.asarray(curve, np.float32)


def _along(spine: Reals, at: float) -> tuple[Reals, Reals]:
    """Give a place of a line and its direction there."""
    where = at * (len(spine) - 1)
    low = min(int(where), len(spine) - 2)
    step = spine[low + 1] - spine[low]
    return spine[low] + step * (where - low), step / np.linalg.norm(step)


def _profile(at: float) -> float:
    """Give how thick a brow is along its length, of its thickest."""
    return float(np.interp(at, [0, 0.08, 0.3, 0.65, 1.0], [0.55, 0.9, 1.0, 0.75, 0.12]))


def _solid(
    canvas: skia.Canvas, spine: Reals, thick: float, colour: tuple[float, ...], blur: float = 0.0
) -> None:
    """Fill the brow's shape."""
    upper, lower = [], []
    for at in np.linspace(0, 1, 24):
        place, along = _along(spine, float(at))
        across = np.array((-along[1], along[0])) * thick * 0.5 * _profile(float(at))
        upper.append(place + across)
        lower.append(place - across)
    path = skia.Path()
    path.addPoly([skia.Point(*map(float, point)) for point in (*upper, *lower[::-1])], True)
    alpha = colour[3] if len(colour) > 3 else 1.0
    paint = skia.Paint(
        AntiAlias=True, Color4f=skia.Color4f(*(part / 255 for part in colour[:3]), alpha)
    )
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    canvas.drawPath(path, paint)

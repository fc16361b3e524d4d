"""What is known of the person: what a description says, what a photo shows, and what chance fills in."""

from dataclasses import dataclass
from typing import Final, Literal

from providers.local.engines._head.atlas import Colour

Cut = Literal["short", "crop", "long", "bob", "bun", "curly", "ponytail", "bald"]
Beard = Literal["none", "stubble", "moustache", "goatee", "short", "full"]
Glasses = Literal["none", "round", "square"]
Garment = Literal["tee", "shirt", "suit", "sweater", "hoodie", "vneck"]
StyleName = Literal["realistic", "cartoon", "anime", "3d"]

STYLES: Final[tuple[StyleName, ...]] = ("realistic", "cartoon", "anime", "3d")


@dataclass(frozen=True, slots=True)
class Traits:
    """A person's looks. `feminine` from 0 to 1; colours are sRGB."""

    age: int
    feminine: float
    skin: Colour
    hair: Colour
    cut: Cut
    eyes: Colour
    beard: Beard
    glasses: Glasses
    garment: Garment
    cloth: Colour
    freckles: bool
    makeup: float
    heavy: float
    """How full the face is: -1 is gaunt, 1 is round."""
    seed: int

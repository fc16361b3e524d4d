"""What a description says of a person, by its words; what it does not say is drawn by lot from a seed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from providers.local.engines._head.atlas import Colour
from providers.local.engines._head.traits import Beard, Cut, Garment, Glasses, Traits
from providers.local.engines._head.vocabulary import (
    AGES,
    BEARDS,
    BLACK_OR_WHITE,
    CLOTHS,
    CUTS,
    DECADE,
    DECADES,
    EYES,
    FAIR,
    FEMININE,
    GARMENTS,
    GARMENTS_WORN,
    HAIRS,
    IN_YEARS,
    MASCULINE,
    ORIGINS,
    SKIN_WORDS,
    SKINS,
    WORN,
)

T = TypeVar("T")

ADULT: Final = 18


@dataclass(frozen=True, slots=True)
class _Brief:
    """A description in lower case, and the lot for what it does not say."""

    text: str
    lot: np.random.Generator

    def has(self, pattern: str) -> bool:
        """Tell whether it says so."""
        return re.search(pattern, self.text) is not None

    def first(self, table: tuple[tuple[str, T], ...]) -> T | None:
        """Give what the first pattern that is found stands for."""
        return next((value for pattern, value in table if self.has(pattern)), None)

    def colour(self, table: Mapping[str, Colour], nouns: str) -> Colour | None:
        """Give the colour that is said before one of some nouns, at most three words away, or after it."""
        names = "|".join(table)
        before = re.search(rf"\b({names})\b(?:[-\s]+\w+){{0,3}}?[-\s]+(?:{nouns})\b", self.text)
        after = re.search(rf"\b(?:{nouns})\b\W+(?:\w+\W+){{0,2}}?({names})\b", self.text)
        found = before or after
        return table[found.group(1)] if found else None


def traits_of(description: str, seed: int) -> Traits:
    """Read a description. English is understood; of other languages only what is spelt alike."""
    brief = _Brief(description.lower(), np.random.default_rng(seed))
    feminine = _feminine(brief)
    age = _age(brief)
    skin = _skin(brief)
    hair = _hair(brief, age, skin)
    return Traits(
        age=age,
        feminine=feminine,
        skin=SKINS[skin],
        hair=hair,
        cut=_cut(brief, feminine, age),
        eyes=brief.colour(EYES, "eyes|eyed|eye") or _lot(brief, _natural_eyes(skin, hair)),
        beard=_beard(brief, feminine, age),
        glasses=_glasses(brief),
        garment=_garment(brief),
        cloth=_cloth(brief),
        freckles=brief.has(r"\bfreckle[ds]?\b"),
        makeup=_makeup(brief, feminine, age),
        heavy=_heavy(brief),
        seed=seed,
    )


def _lot(brief: _Brief, among: tuple[T, ...]) -> T:
    return among[int(brief.lot.integers(len(among)))]


def _feminine(brief: _Brief) -> float:
    female, male = FEMININE.search(brief.text), MASCULINE.search(brief.text)
    if brief.has(r"\b(androgynous|non[- ]?binary)\b"):
        return 0.5
    if female and male:
        return 1.0 if female.start() < male.start() else 0.0
    if female or male:
        return 1.0 if female else 0.0
    if brief.has(r"\b(beard|bearded|moustache|mustache|goatee)\b"):
        return 0.0
    return float(_lot(brief, (0.0, 1.0)))


def _age(brief: _Brief) -> int:
    if found := IN_YEARS.search(brief.text):
        return int(np.clip(int(found.group(1) or found.group(2)), 6, 90))
    if found := DECADE.search(brief.text):
        return DECADES[found.group(1)] if found.group(1) else int(found.group(2)) * 10 + 5
    return brief.first(AGES) or int(brief.lot.integers(24, 44))


def _skin(brief: _Brief) -> int:
    """Give a step of `SKINS`."""
    names = "|".join(SKIN_WORDS)
    said = re.search(rf"\b({names})\b[-\s]+(?:skin|skinned|complexion|complected)", brief.text)
    said = said or ORIGINS.search(brief.text) or BLACK_OR_WHITE.search(brief.text)
    if said:
        return SKIN_WORDS[said.group(1)]
    return int(brief.lot.integers(0, 3 if FAIR.search(brief.text) else len(SKINS) - 1))


def _hair(brief: _Brief, age: int, skin: int) -> Colour:
    said = brief.colour(
        HAIRS, "hair|haired|curls|locks|bun|bob|ponytail|afro|crop|pixie|waves|braids"
    )
    if not said and (word := re.search(r"\b(blonde|blond|brunette|redhead|ginger)\b", brief.text)):
        said = HAIRS["red" if word.group(1) == "redhead" else word.group(1)]
    if said:
        return said
    if age >= 58:
        return HAIRS["grey" if age < 70 else "silver"]
    natural = (
        ("black", "dark")
        if skin >= 4
        else ("black", "dark", "brown", "chestnut", "brown", "auburn", "golden")
    )
    return HAIRS[_lot(brief, natural)]


def _natural_eyes(skin: int, hair: Colour) -> tuple[Colour, ...]:
    names = (
        ("dark", "brown")
        if skin >= 3 or (skin == 2 and sum(hair) < 140)
        else ("brown", "hazel", "blue", "green", "grey")
    )
    return tuple(EYES[name] for name in names)


def _cut(brief: _Brief, feminine: float, age: int) -> Cut:
    if said := brief.first(CUTS):
        return said
    if feminine < 0.5:
        among: tuple[Cut, ...] = ("short", "short", "crop", "curly")
    else:
        among = ("bob", "bun", "short") if age > 60 else ("long", "bob", "bun", "ponytail", "curly")
    return _lot(brief, among)


def _beard(brief: _Brief, feminine: float, age: int) -> Beard:
    if said := brief.first(BEARDS):
        return said
    if feminine > 0.4 or age < ADULT:
        return "none"
    return _lot(brief, ("none", "none", "stubble", "short"))


def _glasses(brief: _Brief) -> Glasses:
    if brief.has(r"\b(no|without) (glasses|spectacles)\b") or not brief.has(
        r"\b(glasses|spectacles|eyeglasses|bespectacled)\b"
    ):
        return "none"
    return (
        "round"
        if brief.has(r"\b(round|circular)\b(\W+\w+){0,2}\W+(glasses|spectacles|frames)")
        else "square"
    )


def _garment(brief: _Brief) -> Garment:
    said = brief.first(GARMENTS)
    return _lot(brief, GARMENTS_WORN) if said is None else said


def _cloth(brief: _Brief) -> Colour:
    return brief.colour(CLOTHS, "|".join(WORN)) or _lot(brief, tuple(CLOTHS.values()))


def _makeup(brief: _Brief, feminine: float, age: int) -> float:
    if brief.has(r"\b(no make ?up|natural look)\b"):
        return 0.0
    if brief.has(r"\b(make ?up|lipstick|glamorous|glam|eyeliner)\b"):
        return 0.85
    return 0.30 * feminine if age >= ADULT else 0.0


def _heavy(brief: _Brief) -> float:
    if brief.has(r"\b(heavy|overweight|chubby|plump|round[- ]faced|fat|stout|curvy)\b"):
        return 0.8
    if brief.has(r"\b(gaunt|thin|skinny|slim|slender|lean|bony)\b"):
        return -0.7
    return float(np.clip(brief.lot.normal(0, 0.25), -0.5, 0.5))

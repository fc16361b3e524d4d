"""What a description says of a person, by its words; what it does not say is drawn by lot from a seed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from providers.local.engines._head.atlas import Colour
from providers.local.engines._head.traits import Beard, Cut, Garment, Glasses, Traits

T = TypeVar("T")

SKINS: Final[tuple[Colour, ...]] = (
    (246, 214, 196), (236, 196, 172), (224, 178, 148), (204, 154, 120), (172, 122, 90), (134, 90, 64), (96, 64, 48),
)  # fmt: skip
"""From pale to dark."""
SKIN_WORDS: Final[Mapping[str, int]] = {
    "pale": 0, "porcelain": 0, "fair": 1, "light": 1, "white": 1, "caucasian": 1, "nordic": 0, "european": 1,
    "asian": 2, "japanese": 2, "chinese": 2, "korean": 2, "tan": 3, "tanned": 3, "olive": 3, "mediterranean": 3,
    "latina": 3, "latino": 3, "hispanic": 3, "arab": 3, "indian": 4, "brown": 4, "african": 5, "black": 5, "dark": 5,
    "ebony": 6, "deep": 6,
}  # fmt: skip
HAIRS: Final[Mapping[str, Colour]] = {
    "black": (28, 24, 24), "dark": (44, 32, 28), "brown": (84, 54, 36), "brunette": (74, 46, 32), "chestnut": (104, 58, 36),
    "auburn": (118, 50, 32), "red": (164, 74, 36), "ginger": (186, 96, 48), "copper": (172, 84, 44), "blonde": (206, 164, 98),
    "blond": (206, 164, 98), "golden": (214, 170, 96), "platinum": (232, 214, 176), "grey": (150, 150, 152),
    "gray": (150, 150, 152), "silver": (188, 190, 194), "white": (226, 224, 220), "pink": (226, 130, 170),
    "blue": (76, 110, 196), "green": (84, 150, 96), "purple": (126, 84, 170), "turquoise": (72, 176, 176),
}  # fmt: skip
EYES: Final[Mapping[str, Colour]] = {
    "blue": (86, 128, 168), "green": (88, 134, 92), "hazel": (128, 104, 62), "brown": (96, 60, 36), "dark": (62, 40, 28),
    "grey": (126, 138, 146), "gray": (126, 138, 146), "amber": (166, 112, 44), "black": (46, 34, 28), "violet": (120, 96, 168),
}  # fmt: skip
CLOTHS: Final[Mapping[str, Colour]] = {
    "black": (38, 38, 42), "white": (232, 232, 230), "grey": (120, 124, 130), "gray": (120, 124, 130), "navy": (40, 54, 92),
    "blue": (64, 104, 168), "red": (178, 52, 50), "green": (62, 124, 84), "yellow": (226, 186, 76), "orange": (220, 124, 56),
    "purple": (112, 76, 148), "pink": (222, 142, 164), "brown": (118, 84, 60), "beige": (208, 188, 160), "teal": (44, 122, 126),
    "burgundy": (112, 36, 52), "olive": (112, 116, 70), "turquoise": (70, 164, 166), "khaki": (164, 148, 108),
}  # fmt: skip
CUTS: Final[tuple[tuple[str, Cut], ...]] = (
    (r"\b(bald|shaved head|no hair|hairless)\b", "bald"),
    (r"\b(pony ?tail)\b", "ponytail"),
    (r"\b(bun|updo|chignon|topknot)\b", "bun"),
    (r"\b(afro|curly|curls|curled|frizzy|coily)\b", "curly"),
    (r"\b(bob|shoulder[- ]length|chin[- ]length|medium[- ]length)\b", "bob"),
    (r"\blong\b(\W+\w+){0,3}\W+(hair|haired|locks)\b|\blong[- ]haired\b", "long"),
    (r"\b(buzz ?cut|crew ?cut|cropped|crop|crewcut|very short)\b", "crop"),
    (r"\bshort\b(\W+\w+){0,3}\W+(hair|haired)\b|\bshort[- ]haired\b|\bpixie\b", "short"),
)
BEARDS: Final[tuple[tuple[str, Beard], ...]] = (
    (r"\b(clean[- ]shaven|no beard|beardless)\b", "none"),
    (r"\b(stubble|stubbly|five o'?clock shadow|unshaven)\b", "stubble"),
    (r"\b(goatee|van dyke)\b", "goatee"),
    (r"\bshort\b(\W+\w+){0,2}\W+beard\b|\btrimmed\b(\W+\w+){0,2}\W+beard\b", "short"),
    (r"\b(beard|bearded)\b", "full"),
    (r"\b(moustache|mustache)\b", "moustache"),
)
GARMENTS: Final[tuple[tuple[str, Garment], ...]] = (
    (r"\b(suit|blazer|jacket|tuxedo|business(man|woman)?|executive|lawyer|banker|ceo)\b", "suit"),
    (r"\b(hoodie|hoody|hooded|sweatshirt|gamer|skater)\b", "hoodie"),
    (r"\b(sweater|jumper|pullover|turtleneck|knit|knitted|wool|cardigan)\b", "sweater"),
    (r"\b(v[- ]?neck|blouse|dress|scrubs|nurse)\b", "vneck"),
    (r"\b(shirt|button[- ]up|button[- ]down|collared|collar|teacher|doctor)\b", "shirt"),
    (r"\b(t[- ]?shirt|tee|top|tank)\b", "tee"),
)
FEMININE: Final = re.compile(
    r"\b(woman|female|girl|lady|she|her|mother|grandmother|queen|princess|actress|waitress|businesswoman|feminine|aunt|sister|wife|heroine|witch)\b"
)
MASCULINE: Final = re.compile(
    r"\b(man|male|boy|guy|gentleman|he|him|his|father|grandfather|king|prince|actor|waiter|businessman|masculine|uncle|brother|husband|hero|wizard)\b"
)
AGES: Final[tuple[tuple[str, int], ...]] = (
    (r"\b(toddler|small child)\b", 7),
    (r"\b(teen|teenage|teenager|adolescent)\b", 16),
    (r"\b(child|kid|little (boy|girl)|boy|girl)\b", 11),
    (r"\b(young|student|youthful)\b", 24),
    (r"\bmiddle[- ]aged?\b", 48),
    (r"\b(elderly|grandmother|grandfather|senior|aged|ancient)\b", 72),
    (r"\b(old|older)\b", 66),
    (r"\b(mature)\b", 54),
)
IN_YEARS: Final = re.compile(r"\b(\d{1,2})[- ]?(?:years?|yrs?|yo)\b|\bage[d]?\W+(\d{1,2})\b")
DECADE: Final = re.compile(r"\b(?:early |mid |late )?(twent|thirt|fort|fift|sixt|sevent|eight)ies\b|\b([2-8])0'?s\b")
DECADES: Final = {"twent": 25, "thirt": 35, "fort": 45, "fift": 55, "sixt": 65, "sevent": 75, "eight": 83}
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
        garment=brief.first(GARMENTS) or _lot(brief, ("tee", "shirt", "sweater", "vneck", "hoodie")),
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
    found = re.search(rf"\b({names})\b[-\s]+(?:skin|skinned|complexion|complected)", brief.text)
    found = found or re.search(r"\b(african|asian|japanese|chinese|korean|indian|latina|latino|hispanic|arab|caucasian|nordic|european|mediterranean)\b", brief.text)
    found = found or re.search(r"\b(black|white)\b\s+(?:\w+\s+)?(?:man|woman|male|female|boy|girl|person|guy|lady)\b", brief.text)
    if found:
        return SKIN_WORDS[found.group(1)]
    fair = brief.has(r"\b(freckle[ds]?|redhead|ginger|blonde?|red hair|(blue|green|grey|gray)[- ]eye[ds]?|(blue|green|grey|gray) eyes)\b")
    return int(brief.lot.integers(0, 3 if fair else len(SKINS) - 1))


def _hair(brief: _Brief, age: int, skin: int) -> Colour:
    said = brief.colour(HAIRS, "hair|haired|curls|locks|bun|bob|ponytail|afro|crop|pixie|waves|braids")
    if not said and (word := re.search(r"\b(blonde|blond|brunette|redhead|ginger)\b", brief.text)):
        said = HAIRS["red" if word.group(1) == "redhead" else word.group(1)]
    if said:
        return said
    if age >= 58:
        return HAIRS["grey" if age < 70 else "silver"]
    natural = ("black", "dark") if skin >= 4 else ("black", "dark", "brown", "chestnut", "brown", "auburn", "golden")
    return HAIRS[_lot(brief, natural)]


def _natural_eyes(skin: int, hair: Colour) -> tuple[Colour, ...]:
    names = ("dark", "brown") if skin >= 3 or (skin == 2 and sum(hair) < 140) else ("brown", "hazel", "blue", "green", "grey")
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
    if brief.has(r"\b(no|without) (glasses|spectacles)\b") or not brief.has(r"\b(glasses|spectacles|eyeglasses|bespectacled)\b"):
        return "none"
    return "round" if brief.has(r"\b(round|circular)\b(\W+\w+){0,2}\W+(glasses|spectacles|frames)") else "square"


def _cloth(brief: _Brief) -> Colour:
    worn = "suit|blazer|jacket|hoodie|sweatshirt|sweater|jumper|pullover|turtleneck|cardigan|blouse|dress|shirt|t-shirt|tee|top|scrubs"
    return brief.colour(CLOTHS, worn) or _lot(brief, tuple(CLOTHS.values()))


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

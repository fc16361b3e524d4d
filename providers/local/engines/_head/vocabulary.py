"""What a description of a person is read by: words and what each stands for."""

import re
from collections.abc import Mapping
from typing import Final

from providers.local.engines._head.atlas import Colour
from providers.local.engines._head.traits import Beard, Cut, Garment

SKINS: Final[tuple[Colour, ...]] = (
    (246, 214, 196),
    (236, 196, 172),
    (224, 178, 148),
    (204, 154, 120),
    (172, 122, 90),
    (134, 90, 64),
    (96, 64, 48),
)
"""From pale to dark."""
SKIN_WORDS: Final[Mapping[str, int]] = {
    "pale": 0,
    "porcelain": 0,
    "fair": 1,
    "light": 1,
    "white": 1,
    "caucasian": 1,
    "nordic": 0,
    "european": 1,
    "asian": 2,
    "japanese": 2,
    "chinese": 2,
    "korean": 2,
    "tan": 3,
    "tanned": 3,
    "olive": 3,
    "mediterranean": 3,
    "latina": 3,
    "latino": 3,
    "hispanic": 3,
    "arab": 3,
    "indian": 4,
    "brown": 4,
    "african": 5,
    "black": 5,
    "dark": 5,
    "ebony": 6,
    "deep": 6,
}
HAIRS: Final[Mapping[str, Colour]] = {
    "black": (28, 24, 24),
    "dark": (44, 32, 28),
    "brown": (84, 54, 36),
    "brunette": (74, 46, 32),
    "chestnut": (104, 58, 36),
    "auburn": (118, 50, 32),
    "red": (164, 74, 36),
    "ginger": (186, 96, 48),
    "copper": (172, 84, 44),
    "blonde": (206, 164, 98),
    "blond": (206, 164, 98),
    "golden": (214, 170, 96),
    "platinum": (232, 214, 176),
    "grey": (150, 150, 152),
    "gray": (150, 150, 152),
    "silver": (188, 190, 194),
    "white": (226, 224, 220),
    "pink": (226, 130, 170),
    "blue": (76, 110, 196),
    "green": (84, 150, 96),
    "purple": (126, 84, 170),
    "turquoise": (72, 176, 176),
}
EYES: Final[Mapping[str, Colour]] = {
    "blue": (86, 128, 168),
    "green": (88, 134, 92),
    "hazel": (128, 104, 62),
    "brown": (96, 60, 36),
    "dark": (62, 40, 28),
    "grey": (126, 138, 146),
    "gray": (126, 138, 146),
    "amber": (166, 112, 44),
    "black": (46, 34, 28),
    "violet": (120, 96, 168),
}
CLOTHS: Final[Mapping[str, Colour]] = {
    "black": (38, 38, 42),
    "white": (232, 232, 230),
    "grey": (120, 124, 130),
    "gray": (120, 124, 130),
    "navy": (40, 54, 92),
    "blue": (64, 104, 168),
    "red": (178, 52, 50),
    "green": (62, 124, 84),
    "yellow": (226, 186, 76),
    "orange": (220, 124, 56),
    "purple": (112, 76, 148),
    "pink": (222, 142, 164),
    "brown": (118, 84, 60),
    "beige": (208, 188, 160),
    "teal": (44, 122, 126),
    "burgundy": (112, 36, 52),
    "olive": (112, 116, 70),
    "turquoise": (70, 164, 166),
    "khaki": (164, 148, 108),
}
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
GARMENTS_WORN: Final[tuple[Garment, ...]] = ("tee", "shirt", "sweater", "vneck", "hoodie")
FEMININE: Final = re.compile(
    r"\b(woman|female|girl|lady|she|her|mother|grandmother|queen|princess|actress|waitress|businesswoman"
    r"|feminine|aunt|sister|wife|heroine|witch)\b"
)
MASCULINE: Final = re.compile(
    r"\b(man|male|boy|guy|gentleman|he|him|his|father|grandfather|king|prince|actor|waiter|businessman"
    r"|masculine|uncle|brother|husband|hero|wizard)\b"
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
DECADE: Final = re.compile(
    r"\b(?:early |mid |late )?(twent|thirt|fort|fift|sixt|sevent|eight)ies\b|\b([2-8])0'?s\b"
)
DECADES: Final = {
    "twent": 25,
    "thirt": 35,
    "fort": 45,
    "fift": 55,
    "sixt": 65,
    "sevent": 75,
    "eight": 83,
}


ORIGINS: Final = re.compile(
    r"\b(african|asian|japanese|chinese|korean|indian|latina|latino|hispanic|arab|caucasian|nordic|european"
    r"|mediterranean)\b"
)
BLACK_OR_WHITE: Final = re.compile(
    r"\b(black|white)\b\s+(?:\w+\s+)?\w*(?:man|woman|male|female|boy|girl|person|guy|lady|teacher|doctor|nurse|student)\b"
)
FAIR: Final = re.compile(
    r"\b(freckle[ds]?|redhead|ginger|blonde?|red hair|(blue|green|gr[ea]y)[- ]eye[ds]?|(blue|green|gr[ea]y) eyes)\b"
)
"""What those with fair skin mostly have."""
WORN: Final = (
    "suit", "blazer", "jacket", "hoodie", "sweatshirt", "sweater", "jumper", "pullover", "turtleneck",
    "cardigan", "blouse", "dress", "shirt", "t-shirt", "tee", "top", "scrubs",
)  # fmt: skip

"""What a prompt asks of the painter, found by its words: scene, hour, colours, lettering."""

import re
from dataclasses import dataclass
from typing import Final

from providers.local.engines._painting.colour import WORDS

SCENES: Final = {
    "city": (
        "city|cities|skyline|urban|building|skyscraper|downtown|street|tower|metropol|"
        "cyberpunk|rooftop|office|architect|stadt|ciudad|ville|cidade"
    ),
    "stage": (
        "concert|stage|festival|crowd|audience|dj|club|rave|band|gig|conference|"
        "keynote|summit|spotlight|theat|nightclub|disco|performer|arena"
    ),
    "space": (
        "space|galax|planet|cosmos|cosmic|nebula|astronaut|universe|orbit|asteroid|"
        "saturn|mars|jupiter|rocket|starship|milky|stellar|alien|weltraum|espacio"
    ),
    "sea": (
        "sea|ocean|beach|coast|wave|island|shore|sail|boat|ship|harbo|surf|lagoon|"
        "tropical|marine|lighthouse|whale|dolphin|meer|mer|playa|mar"
    ),
    "desert": "desert|dune|sahara|sand|camel|oasis|canyon|wüste|desierto|arid",
    "forest": (
        "forest|wood|woods|jungle|tree|pine|rainforest|grove|trail|bamboo|deer|wald|"
        "bosque|foret|floresta|fairy"
    ),
    "flowers": (
        "flower|floral|bouquet|rose|roses|blossom|bloom|tulip|peony|wedding|bridal|"
        "garden|dahlia|lotus|sunflower|petal|botanic|blume|flor|fleur"
    ),
    "mountain": (
        "mountain|alp|peak|summit of|landscape|valley|cliff|glacier|lake|river|"
        "waterfall|nature|scenery|hiking|volcano|castle|berg|berge|montaña|montagne|"
        "montanha"
    ),
    "hills": (
        "hill|meadow|countryside|village|field|farm|pasture|spring|horse|vineyard|prairie|wiese"
    ),
    "celebration": (
        "birthday|party|celebrat|balloon|confetti|anniversary|new year|christmas|"
        "fireworks|gala|graduation|carnival|invitation|holiday|festive|cake"
    ),
    "network": (
        "technolog|network|data|digital|artificial|neural|software|startup|business|"
        "innovation|blockchain|hologram|circuit|quantum|robot|cloud computing|finance|"
        "geometric|futuristic"
    ),
    "studio": (
        "studio|still life|backdrop|product|bottle|perfume|vase|pottery|mug|cup of|coffee cup|tea cup|"
        "espresso|cappuccino|bowl of|ceramic bowl"
    ),
    "liquid": (
        "liquid|marble|fluid|ink|smoke|silk|paint|watercolor|watercolour|swirl|wavy|"
        "dream|music|wallpaper|gradient"
    ),
}

HOURS: Final = {
    "night": (
        "night|midnight|moon|star|stars|starry|nocturn|dark|aurora|northern lights|noche|nacht|nuit"
    ),
    "sunset": "sunset|sundown|evening|atardecer|sonnenuntergang",
    "dawn": "dawn|sunrise|morning|daybreak|amanecer",
    "golden": "golden|autumn|fall|harvest|warm|summer",
    "dusk": "dusk|twilight|blue hour|synthwave|vaporwave|cyberpunk|neon",
    "storm": "storm|stormy|rain|rainy|thunder|overcast|cloudy|gloomy|moody|dramatic",
    "mist": "mist|misty|fog|foggy|haze|hazy|ethereal",
    "day": "day|noon|sunny|bright|clear|midday",
}

MOODS: Final = {
    "neon": "neon|cyber|cyberpunk|synthwave|vaporwave|electr|disco|rave|club|techno|party",
    "pastel": "pastel|soft|gentle|baby|delicate|tender|calm|dream|wedding|bridal",
    "ember": "fire|warm|lava|autumn|fall|passion|hot|energy|volcan|sunset|flame",
    "frost": "ice|icy|snow|winter|frost|cold|arctic|glacier|clean|minimal",
    "rose": "love|romantic|romance|valentine|rose|roses|peony",
    "meadow": "spring|garden|fresh|organic|forest|jungle|eco|nature",
    "ocean": "ocean|sea|water|aqua|marine|beach",
    "violet": "magic|mystic|fantasy|galaxy|nebula|cosmic|spirit",
    "jewel": "luxury|royal|elegant|gala|christmas|carnival|jazz|rich",
    "slate": "business|corporate|serious|industrial|steel|architect",
    "sand": "desert|vintage|rustic|coffee|natural|earth|wood",
    "candy": "fun|candy|birthday|kids|playful|happy|joy|colorful|colourful|vibrant",
}

DETAILS: Final = {
    "snow": "snow|snowy|winter|ice|icy|frozen|arctic|glacier",
    "snowfall": "snowfall|snowing|snowflake|blizzard|christmas",
    "rain": "rain|rainy|raining|downpour|monsoon",
    "aurora": "aurora|northern lights|borealis",
    "lake": "lake|reflection|river|fjord|pond|loch",
    "meadow": "meadow|hill|hills|countryside|field|farm|valley|village|spring|green",
    "autumn": "autumn|fall|harvest|october",
    "galaxy": "galax|milky|spiral|universe",
    "planet": "planet|saturn|jupiter|mars|moon|earth|ring|alien|orbit",
    "boat": "boat|sail|ship|yacht|regatta",
    "palms": "tropical|palm|island|caribbean|beach|hawaii|maldives",
    "fireworks": "firework|new year|fourth of july",
    "balloons": "balloon|birthday|kids|child",
    "moon": "moon|moonlit|moonlight|night",
    "birds": "bird|birds|gull|seagull|flock|eagle|crane",
    "broad": "oak|maple|beech|birch|park|orchard",
    "storm": "storm|stormy|waves|rough|dramatic|surf",
    "bottle": "bottle|perfume|flask|product",
    "cup": "mug|cup of|coffee cup|tea cup|espresso|cappuccino",
    "vase": "vase|pottery|ceramic|amphora|still life",
    "bowl": "bowl of|ceramic bowl",
}

PEOPLE: Final = re.compile(
    r"\b(portrait|headshot|selfie|person|man|woman|girl|boy|lady|gentleman|guy|child|grandmother|grandfather|bride|"
    "groom|businessman|businesswoman|fisherman|farmer|singer|chef|doctor|nurse|teacher|student|soldier|princess|"
    r"prince|queen|king|mann|frau|mädchen|junge|mujer|hombre|niña|niño|femme|homme|fille|garçon|mulher|homem)\b"
)
OTHERS: Final = re.compile(
    r"\b(cat|dog|horse|bird|lion|tiger|wolf|fox|bear|owl|elephant|rabbit|animal|pet|kitten|puppy|robot|dragon|car|"
    r"crowd|silhouette|statue|from behind|far away|distant|group|couple|family|team|no people|nobody|astronaut|"
    r"orientation|format)s?\b"
)
"""Of these no portrait can be painted, nor of several people, nor of somebody from behind."""
QUOTED: Final = re.compile(
    r'"([^"\n]{1,200})"|“([^”\n]{1,200})”|«([^»\n]{1,200})»|„([^“”\n]{1,200})[“”]|「([^」\n]{1,200})」'
)
UNDER_MAX: Final = 4
"""How many quoted words are set: the first large, the others small below it."""
UNKNOWN: Final = "flow"
"""What is painted where no word names a scene: an honest abstraction."""
WEAK: Final = frozenset({"celebration", "network", "liquid", "storm", "golden"})
"""What gives way to a place or an hour that is named as often."""
WHOLE_WORD_MAX: Final = 4
"""A stem this short must be the whole word: "sea" is not in "search"."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The prompt, understood. `mood` and `hour` are None where no word tells; `under` stands below the lettering.

    `person`: the prompt names one, and no more.
    """

    scene: str
    hour: str | None
    mood: str | None
    details: frozenset[str]
    colours: tuple[str, ...]
    lettering: str | None
    under: tuple[str, ...]
    mono: str | None
    person: bool = False


def understand(prompt: str) -> Brief:
    quoted = [next(filter(None, found)).strip() for found in QUOTED.findall(prompt)]
    words = [each for each in quoted if each]
    text = QUOTED.sub(" ", prompt).casefold()
    return Brief(
        scene=_best(SCENES, text) or UNKNOWN,
        hour=_best(HOURS, text),
        mood=_best(MOODS, text),
        details=frozenset(name for name, stems in DETAILS.items() if _hits(stems, text)),
        colours=tuple(word for word in re.findall(r"[a-z]+", text) if word in WORDS)[:3],
        lettering=words[0] if words else None,
        under=tuple(words[1:UNDER_MAX]),
        mono=_mono(text),
        person=bool(PEOPLE.search(text)) and not OTHERS.search(text),
    )


def _best(families: dict[str, str], text: str) -> str | None:
    """Find the family most spoken of; of two, the one that shows more, then the one named first."""
    found = {name: _hits(stems, text) for name, stems in families.items()}
    spoken = [name for name in found if found[name]]
    return min(spoken, key=lambda n: (-len(found[n]), n in WEAK, found[n][0]), default=None)


def _hits(stems: str, text: str) -> list[int]:
    """Where the stems begin a word."""
    patterns = (
        rf"\b{stem}(?:e?s)?\b" if len(stem) <= WHOLE_WORD_MAX else rf"\b{stem}"
        for stem in stems.split("|")
    )
    return sorted({hit.start() for pattern in patterns for hit in re.finditer(pattern, text)})


def _mono(text: str) -> str | None:
    if _hits("monochrom|black and white|black-and-white|noir|grayscale|greyscale", text):
        return "grey"
    return "sepia" if _hits("sepia|vintage photo|old photo", text) else None

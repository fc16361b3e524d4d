"""The languages that HeyGen's voices speak: the vendor names them in English, we by BCP 47 tags."""

from typing import Final

_NAMES: Final = """
af Afrikaans, am Amharic, ar Arabic, az Azerbaijani, bg Bulgarian, bn Bengali, bs Bosnian, ca Catalan, cs Czech,
cy Welsh, da Danish, de German, el Greek, en English, es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish,
fil Filipino, fr French, ga Irish, gl Galician, gu Gujarati, he Hebrew, hi Hindi, hr Croatian, hu Hungarian,
hy Armenian, id Indonesian, is Icelandic, it Italian, ja Japanese, jv Javanese, ka Georgian, kk Kazakh, km Khmer,
kn Kannada, ko Korean, lo Lao, lt Lithuanian, lv Latvian, mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi,
ms Malay, mt Maltese, my Burmese, nb Norwegian, ne Nepali, nl Dutch, pl Polish, ps Pashto, pt Portuguese,
ro Romanian, ru Russian, si Sinhala, sk Slovak, sl Slovenian, so Somali, sq Albanian, sr Serbian, su Sundanese,
sv Swedish, sw Swahili, ta Tamil, te Telugu, th Thai, tr Turkish, uk Ukrainian, ur Urdu, uz Uzbek, vi Vietnamese,
zh Chinese, zu Zulu
"""

NAMES: Final = dict(entry.split() for entry in _NAMES.split(","))
"""The vendor's names by the first part of our tag."""
TAGS: Final = {
    **{name.lower(): tag for tag, name in NAMES.items()}, "multilingual": "mul", "mandarin": "zh", "tagalog": "fil",
}  # fmt: skip
ALIKE: Final = {"no": "nb", "nn": "nb", "tl": "fil", "iw": "he", "in": "id", "cmn": "zh"}
"""Tags that mean a language which is listed by another."""
UNDETERMINED: Final = "und"


def name_of(tag: str) -> str | None:
    """Give the vendor's name of a language; None where it has none."""
    first = tag.split("-", maxsplit=1)[0].lower()
    return NAMES.get(ALIKE.get(first, first))


def tag_of(name: str) -> str:
    """Give the tag of a language, which the vendor may name with its place: `Spanish (Spain)`."""
    return TAGS.get(name.split("(", maxsplit=1)[0].strip().lower(), UNDETERMINED)

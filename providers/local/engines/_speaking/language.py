"""Which language a text is in, as far as we have a voice for it."""

import unicodedata
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from providers.local import voices

DEFAULTS: Final = {"LATIN": "en", "CYRILLIC": "ru", "DEVANAGARI": "hi", "ARABIC": "ar", "CJK": "zh"}
"""What a few letters of a script are taken for: two words tell the classifier almost nothing."""
SURE: Final = 0.25
CLEARLY: Final = 2.0
"""Another language than the script's default is this many times as likely."""


def told_from(text: str) -> str:
    """Give the language that a text is most likely in."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    spoken = {_base(tag) for tag in (*voices.languages(), *voices.KOKORO_DEFAULTS)}
    identifier.set_languages(spoken & set(identifier.labels))
    likely = dict(identifier.rank(text))
    best = max(likely, key=lambda tag: likely[tag])
    default = DEFAULTS.get(_script(text))
    if default and likely[best] < max(SURE, CLEARLY * likely[default]):
        return default
    return str(best)


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _script(text: str) -> str:
    """Give the one script of a text's letters, in Unicode's name for it; a text without any is Latin."""
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha()}
    return scripts.pop() if len(scripts) == 1 else "" if scripts else "LATIN"

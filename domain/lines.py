"""Lines of captions: how wide a text is, and where it may break so that it reads well."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LINES_MAX: Final = 2
LINE_LENGTH_MAX: Final = 200
WIDE: Final = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
NEVER_FIRST: Final = frozenset("、。，．！？：；）」』】〕》〉…ー～ゃゅょっャュョッ,.!?:;)]}%")
"""What begins no line (JIS X 4051)."""
NEVER_LAST: Final = frozenset("「『【〔（《〈([{")
"""What ends no line."""
UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
"""Letters of scripts that part their words by no space."""
HAN_OR_KANA: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
"""Letters that stand without a space even beside those of other scripts."""
INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CLAUSE: Final = re.compile(r"[,;:.!?…–—、。，！？]['\"”’)\]]*$")
BOUND: Final = """
a an the of to in on at by for from with and or but because when while my your his her our their its
de la le les du des un une et ou à au aux en el los las y o del al con por para lo su il gli i e
di da una per der die das den dem ein eine und oder zu von mit im am auf os as um uma do dos em no na
weil denn dass wenn parce quand porque cuando perché quando
"""
LOOSE: Final = "that is are was were as if this i que qui se che ist war ich"
AFTER_CLAUSE: Final = -8
LEANING: Final = {**dict.fromkeys(BOUND.split(), 15), **dict.fromkeys(LOOSE.split(), 6)}
"""Words that belong to the one behind them, and how badly a line ends with one."""
TOO_WIDE: Final = 1_000


def columns(text: str) -> int:
    """Count the columns that a text takes; a wide letter takes two."""
    return len(text) + len(WIDE.findall(text))


def clean(text: str) -> str:
    """Give a text on one line, with nothing in it that is not seen."""
    return " ".join(INVISIBLE.sub("", text).split())


def parted(text: str) -> list[str]:
    """Part a text into words; in a script that writes no spaces each letter is one, with the marks that go with it."""
    words: list[str] = []
    for chunk in text.split():
        start = 0
        for place in _unspaced_places(chunk):
            words.append(chunk[start:place])
            start = place
        words.append(chunk[start:])
    return words


def is_glued(last: str, first: str) -> bool:
    """Tell whether a word follows another, or nothing, without a space: by the letters where they meet."""
    if not last or not first or HAN_OR_KANA.match(last) or HAN_OR_KANA.match(first):
        return True
    return bool(UNSPACED.match(last) and UNSPACED.match(first))


def broken(text: str, width_max: int, *, keep: Sequence[str] = ()) -> tuple[str, ...]:
    """Break a text into at most two lines; lines given short enough stay."""
    text = clean(text)[: LINE_LENGTH_MAX * LINES_MAX]
    if 0 < len(keep) <= LINES_MAX and all(columns(line) <= width_max for line in keep):
        return tuple(clean(line) for line in keep)
    if columns(text) <= width_max:
        return (text,)
    pairs = [(text[:place].strip(), text[place:].strip()) for place in _places(text)]
    return min(pairs, key=lambda pair: badness(*pair) + _excess(pair, width_max))


def fits(text: str, width_max: int) -> bool:
    """Tell whether a text has two lines at most that are narrow enough."""
    return all(columns(line) <= width_max for line in broken(text, width_max))


def _excess(lines: Sequence[str], width_max: int) -> int:
    return TOO_WIDE * max(max(columns(line) for line in lines) - width_max, 0)


def badness(first: str, second: str) -> int:
    """Say how badly a text is parted: parts of like width are good, and whole clauses better."""
    cost = abs(columns(first) - columns(second))
    if CLAUSE.search(first):
        cost += AFTER_CLAUSE
    return cost + LEANING.get(first.rsplit(" ", 1)[-1].lower(), 0)


def _places(text: str) -> list[int]:
    """Find where a text may break: at spaces, and between letters of scripts that have none; else anywhere."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    return sorted({*spaces, *_unspaced_places(text)}) or list(range(1, len(text)))


def _unspaced_places(text: str) -> list[int]:
    """Find where one word may end and the next begin though no space is written (JIS X 4051)."""
    return [
        place
        for place in range(1, len(text))
        if (UNSPACED.match(text[place]) or UNSPACED.match(text[place - 1]))
        and text[place] not in NEVER_FIRST
        and text[place - 1] not in NEVER_LAST
        and not text[place].isspace()
        and not text[place - 1].isspace()
        and not unicodedata.category(text[place]).startswith("M")
    ]

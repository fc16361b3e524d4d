"""The languages that Scribe hears: it is asked in ISO 639-1 or 639-3, and mostly answers in the latter."""

from typing import Final

_CODES: Final = """
afr af, amh am, ara ar, asm as, ast ast, aze az, bel be, ben bn, bos bs, bul bg, cat ca, ceb ceb, ces cs, cmn zh,
cym cy, dan da, deu de, ell el, eng en, est et, fas fa, fil fil, fin fi, fra fr, ful ff, gle ga, glg gl, guj gu,
hau ha, heb he, hin hi, hrv hr, hun hu, hye hy, ibo ig, ind id, isl is, ita it, jav jv, jpn ja, kan kn, kat ka,
kaz kk, kea kea, khm km, kir ky, kor ko, kur ku, lao lo, lav lv, lin ln, lit lt, ltz lb, lug lg, luo luo, mal ml,
mar mr, mkd mk, mlt mt, mon mn, mri mi, msa ms, mya my, nep ne, nld nl, nor no, nso nso, nya ny, oci oc, ori or,
pan pa, pol pl, por pt, pus ps, ron ro, rus ru, slk sk, slv sl, sna sn, snd sd, som so, spa es, srp sr, swa sw,
swe sv, tam ta, tel te, tgk tg, tha th, tur tr, ukr uk, umb umb, urd ur, uzb uz, vie vi, wol wo, xho xh, yue yue,
zul zu
"""

TAGS: Final = dict(entry.split() for entry in _CODES.replace("\n", " ").split(",") if entry.strip())
"""BCP 47 tags by ISO 639-3 code."""
HEARD: Final = tuple(sorted(set(TAGS.values())))
MADE: Final = """
ar bg cs da de el en es fi fil fr hi hr hu id it ja ko ms nl no pl pt ro ru sk sv ta tr uk vi zh
"""
SPOKEN: Final = tuple(MADE.split())
"""Those that both of its speaking models have, for a voice that is made there."""
SAME: Final = {"nb": "no", "nn": "no", "tl": "fil", "iw": "he", "in": "id"}
"""Tags of languages that it knows by another name."""


def asked(tag: str) -> str | None:
    """Give the code by which it is asked for a language; None for one that it does not hear."""
    base = tag.split("-", maxsplit=1)[0].lower()
    code = SAME.get(base, base)
    return code if code in HEARD else None


def heard(code: str) -> str:
    """Give the BCP 47 tag of a language that it heard."""
    return TAGS.get(code, code)

"""The fonts of captions and templates: those of the wheels, the same on every machine."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Final

PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
SCRIPTS: Final = (
    "Arabic", "Armenian", "Bengali", "CJK SC", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew",
    "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thai", "Symbols",
)  # fmt: skip
SYSTEM: Final = ("/usr/share/fonts", "/usr/local/share/fonts")


FAMILIES: Final = (
    "amiri", "anton", "archivo", "bricolage_grotesque", "cairo", "frank_ruhl_libre", "fraunces", "instrument_serif",
    "jetbrains_mono", "manrope", "oswald", "playfair_display", "rubik", "space_grotesk", "syne", "unbounded",
)  # fmt: skip
"""The typefaces that templates have beside those of the scripts."""


@cache
def folders() -> tuple[Path, ...]:
    """Find the folders of the installed font packages, without importing them."""
    return _folders_of(PACKAGES)


@cache
def of_templates() -> tuple[Path, ...]:
    """Find the folders of all the fonts that templates may use."""
    return (*_folders_of(tuple(f"fontpkg_{family}" for family in FAMILIES)), *folders())


def _folders_of(packages: tuple[str, ...]) -> tuple[Path, ...]:
    found: list[Path] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations if spec else None) or ():
            folder = Path(place)
            found.append(folder / "files" if (folder / "files").is_dir() else folder)
    return tuple(found)


def configuration(cache_folder: Path) -> str:
    """Write a fontconfig file that knows our fonts first, script by script, and the system's after them."""
    listed = "".join(f"<dir>{folder}</dir>" for folder in (*folders(), *SYSTEM))
    ours = (*(f"Noto Sans {script}" for script in SCRIPTS), "Noto Emoji")
    faces = "".join(f"<string>{family}</string>" for family in ours)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{listed}<cachedir>{cache_folder}</cachedir><match>"
        f'<edit name="family" mode="append" binding="strong">{faces}</edit></match></fontconfig>'
    )

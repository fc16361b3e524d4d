"""The fonts of captions: those of the wheels, the same on every machine."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Final

PACKAGES: Final = (
    "fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu", "fontpkg_noto_sans_khmer", "fontpkg_noto_sans_thai", "manimgx_fonts_cjk",
)  # fmt: skip
SYSTEM: Final = ("/usr/share/fonts", "/usr/local/share/fonts")


@cache
def folders() -> tuple[Path, ...]:
    """Find the folders of the installed font packages, without importing them."""
    found: list[Path] = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations if spec else None) or ():
            folder = Path(place)
            found.append(folder / "files" if (folder / "files").is_dir() else folder)
    return tuple(found)


def configuration(cache_folder: Path) -> str:
    """Write a fontconfig file that knows our fonts first and the system's after them."""
    listed = "".join(f"<dir>{folder}</dir>" for folder in (*folders(), *SYSTEM))
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{listed}<cachedir>{cache_folder}</cachedir>"
        "<alias><family>Noto Sans</family><prefer><family>Noto Sans</family></prefer></alias></fontconfig>"
    )

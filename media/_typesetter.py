"""Sets one template, in a process of its own: a request on stdin, files in the folder it names, an answer on stdout.

It imports nothing of ours: whatever a template does to it, it does to a process that has nothing else to lose.
"""

import ctypes
import json
import os
import re
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import typst

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
"""Instructions of the kernel's filter: load a word, jump if equal, return (man 2 seccomp)."""
REFUSED, ALLOWED = 0x0005_000D, 0x7FFF_0000
"""Fail with EACCES, or go on."""
PLACE = re.compile(r"┌─ .*?([\w.-]+\.typ:\d+:\d+)")
SOCKET = {"x86_64": (0xC000_003E, 41), "aarch64": (0xC000_00B7, 198)}
"""The kernel's name of the machine, and its number of the call that opens a socket."""


def main() -> None:
    """Read, set, answer."""
    asked = json.load(sys.stdin)
    without_network()
    try:
        answer: dict[str, object] = set_pages(asked)
    except typst.TypstError as error:
        answer = {"error": {"message": error.message, "where": place_of(error, asked["source"])}}
    json.dump(answer, sys.stdout)


def set_pages(asked: Any) -> dict[str, object]:
    """Compile, write a file a page, and name them; those of too many are not written.

    A letter that no face has is no reason to set nothing: what keeps a document from its standard is told.
    """
    falls_short = ""
    try:
        found = compiled(asked, asked["standards"])
    except typst.TypstError as error:
        if not (asked["standards"] and error.message.startswith("PDF/")):
            raise
        falls_short, found = error.message, compiled(asked, [])
    pages = found if isinstance(found, list) else [found]
    names = [f"page-{number + 1}.{asked['format']}" for number in range(len(pages))]
    if len(names) <= asked["pages_max"]:
        for name, page in zip(names, pages, strict=True):
            (Path(asked["made"]) / name).write_bytes(page)
    return {"pages": names, "falls_short": falls_short}


def compiled(asked: Any, standards: Any) -> bytes | list[bytes]:
    """Compile once."""
    root, made = Path(asked["root"]), Path(asked["made"])
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"]
    )
    pages: bytes | list[bytes] = typst.compile(
        str(root / asked["source"]),
        root=str(root),
        font_paths=fonts,
        format=asked["format"],
        ppi=asked["ppi"],
        sys_inputs={"data": asked["data"]},
        pdf_standards=standards,
        package_path=str(made / "none"),
        package_cache_path=str(made / "none"),
        timestamp=asked["timestamp"],
    )
    return pages


def place_of(error: typst.TypstError, source: str) -> str:
    """Name the line and column where it went wrong: in the template rather than in what it imports."""
    found: list[str] = PLACE.findall(error.diagnostic)
    return next((each for each in found if each.startswith(f"{source}:")), (found or [""])[0])


def without_network() -> None:
    """Let no socket be opened from here on, where the kernel can be asked for it (Linux)."""
    arch, number = SOCKET.get(os.uname().machine, (0, 0))
    if not number:
        return
    rules = [
        (LOAD, 0, 0, 4), (EQUAL, 1, 0, arch), (RETURN, 0, 0, REFUSED),
        (LOAD, 0, 0, 0), (EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSED), (RETURN, 0, 0, ALLOWED),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))
    )
    with suppress(OSError, AttributeError):
        kernel = ctypes.CDLL(None, use_errno=True)
        kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        kernel.prctl(SET_SECCOMP, FILTER, program, 0, 0)


if __name__ == "__main__":
    main()

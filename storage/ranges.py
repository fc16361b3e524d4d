"""Byte ranges of a request, as RFC 9110 section 14 has them."""

import re
from typing import Final

RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class RangeUnsatisfiable(Exception):
    """No byte of the file is in the range: 416."""


def byte_range(header: str | None, size_bytes: int) -> tuple[int, int] | None:
    """Give (start, end) with `end` exclusive; None means the whole file.

    Several ranges, or a header that fits no grammar, are answered with the whole. Raises
    RangeUnsatisfiable.
    """
    match = RANGE.fullmatch(header or "")
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size_bytes - int(last), 0), size_bytes
    else:
        start, end = int(first), min(int(last) + 1 if last else size_bytes, size_bytes)
        if last and int(last) < start:
            return None
    if start >= end:
        raise RangeUnsatisfiable
    return start, end

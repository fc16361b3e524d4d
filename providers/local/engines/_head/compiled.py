"""Functions made machine code at their first call, and kept on disk where that is possible."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])

LAX: Final = {"nsz", "arcp", "contract", "afn", "reassoc"}
"""What may be done with sums for speed: numbers stay numbers."""


def compiled(function: F) -> F:
    """Compile a function over arrays and numbers; it runs beside other threads."""
    try:
        return _made(function, kept=True)
    except RuntimeError:  # there is no folder that can be written to
        return _made(function, kept=False)


def inlined(function: F) -> F:
    """Compile a function into those that call it: one that is called for every pixel."""
    made: Any = numba.njit(
        function, nogil=True, error_model="numpy", fastmath=LAX, forceinline=True
    )
    fast: F = made
    return fast


def _made(function: F, *, kept: bool) -> F:
    made: Any = numba.njit(function, nogil=True, cache=kept, error_model="numpy", fastmath=LAX)
    fast: F = made
    return fast

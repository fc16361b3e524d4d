"""What a place sounds like, where the words of a prompt name something that sounds all the time."""

from pathlib import Path
from typing import Final

from providers.local.engines import sounds
from providers.local.engines._sounding.brief import brief

LASTING: Final = frozenset(
    {"rain", "wind", "thunder", "waves", "stream", "fire", "birds", "crickets", "crowd"}
)


def sounded(prompt: str, seconds: float, folder: Path) -> tuple[Path, str] | None:
    """Write the sound of a place and name what is in it; None where the prompt names nothing that lasts."""
    wanted = brief(prompt)
    named = [name for name, _ in wanted.layers if name in LASTING] if wanted.known else []
    if not named:
        return None
    told = " and ".join(named)
    made = sounds.work(
        {"prompt": f"soft {told}", "seconds": seconds, "loop": False, "folder": str(folder)},
        lambda _: None,
    )
    return folder / str(made["file"]), told

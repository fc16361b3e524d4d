"""The data file of social platforms: read and checked when a process starts."""

import tomllib
from pathlib import Path
from typing import Final

from domain.social import Platforms

SHIPPED: Final = Path(__file__).parent / "platforms.toml"


def load(path: Path = SHIPPED) -> Platforms:
    """Read the file. Raises OSError, ValueError for one that is wrong."""
    return Platforms.model_validate(tomllib.loads(path.read_text()))

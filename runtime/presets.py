"""The presets that ship: data files in `presets/`, each offered once all its job types exist."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Final

import yaml

from domain.presets import Preset

FOLDER: Final = Path(__file__).parent.parent / "presets"


def shipped(folder: Path = FOLDER) -> dict[str, Preset]:
    """Read all presets by name. Raises ValueError for a file that is none."""
    found = [
        Preset.model_validate_json(json.dumps(yaml.safe_load(path.read_text())))
        for path in sorted(folder.glob("*.yaml"))
    ]
    return {preset.name: preset for preset in found}


def offered(presets: dict[str, Preset], types: Collection[str]) -> dict[str, Preset]:
    """Leave out those that need a job type that is not there."""
    return {name: each for name, each in presets.items() if set(each.types) <= set(types)}

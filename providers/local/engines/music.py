"""The music engine: a prompt, a genre, a mood in; a piece of exactly so many seconds out, and its stems."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile

from domain.music import Genre, Mood, MusicalKey, Tempo
from domain.values import Json
from providers.local.engines._composing.brief import Asked, Brief, brief, with_bpm
from providers.local.engines._composing.composer import compose, settled
from providers.local.engines._composing.mastering import ended, master
from providers.local.engines._composing.performance import Stage
from providers.local.engines._composing.score import BEATS, Score
from providers.local.engines._composing.styles import STYLES
from providers.local.engines._composing.waves import RATE_HZ, Samples
from providers.local.engines._protocol import serve

ENGINE: Final = "studio-composer"
LICENCE: Final = (
    "made by rules and synthesis on this machine: no recording, no model, free of others' rights"
)
WHOLE: Final = "music.flac"
PRECISION: Final = "PCM_16"


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Compose and play into `folder`; `stems`: the stems beside the whole."""
    asked = _asked(request)
    wanted = brief(asked)
    if not wanted.paced:
        wanted = with_bpm(wanted, settled(wanted.bpm, asked.seconds))
    score = compose(wanted, asked)
    folder = Path(request["folder"])
    start = asked.phase_seconds % (BEATS * 60 / wanted.bpm)
    start -= BEATS * 60 / wanted.bpm if asked.goes_on else start
    stage = Stage(score, STYLES[wanted.genre], asked.seed, seconds=asked.seconds, start=start)
    whole, kept = _mixed(stage, folder if request.get("stems") else None, report)
    shape = master(whole) * ended(whole.shape[1])
    _save(folder / WHOLE, whole * shape)
    files = []
    for stem, path in kept.items():
        _save(folder / f"{stem}.flac", np.load(path) * shape)
        path.unlink()
        files.append({"stem": stem, "file": f"{stem}.flac"})
    report(1.0)
    return {"file": WHOLE, "stems": files, "metadata": _told(asked, wanted, score, start)}


def _asked(request: Json) -> Asked:
    key = request.get("key")
    return Asked(
        prompt=str(request["prompt"]),
        seconds=float(request["seconds"]),
        seed=int(request.get("seed") or 0),
        genre=_one(Genre, request.get("genre")),
        mood=_one(Mood, request.get("mood")),
        tempo=_one(Tempo, request.get("tempo")),
        bpm=float(request["bpm"]) if request.get("bpm") else None,
        key=MusicalKey.model_validate(key) if key else None,
        goes_on=bool(request.get("goes_on")),
        phase_seconds=float(request.get("phase_seconds") or 0.0),
    )


def _one(kind: Any, name: str | None) -> Any:
    return kind(name) if name else None


def _mixed(
    stage: Stage, folder: Path | None, report: Callable[[float], None]
) -> tuple[Samples, dict[str, Path]]:
    """Play the stems into one; where they are wanted, each waits on disk for the gain of the whole."""
    whole = np.zeros((2, stage.count), np.float32)
    kept: dict[str, Path] = {}
    for stem, sound in stage.stems(lambda done: report(0.8 * done)):
        whole += sound
        if folder:
            kept[stem] = folder / f"{stem}.npy"
            np.save(kept[stem], sound)
    return whole, kept


def _save(path: Path, sound: Samples) -> None:
    soundfile.write(str(path), sound.T, RATE_HZ, PRECISION)


def _told(asked: Asked, wanted: Brief, score: Score, start: float) -> dict[str, str]:
    told = {
        "engine": ENGINE,
        "genre": wanted.genre.value,
        "mood": wanted.mood.value,
        "bpm": f"{wanted.bpm:g}",
        "barAt": f"{start % (BEATS * 60 / wanted.bpm):.4f}",
        "key": score.key.name,
        "mode": score.mode,
        "seed": str(asked.seed),
        "form": ", ".join(f"{section.name} {section.bars}" for section in score.sections),
        "licence": LICENCE,
    }
    if wanted.chosen:
        told["note"] = f"the prompt names no {' and no '.join(wanted.chosen)}: chosen"
    return told


if __name__ == "__main__":
    serve(work)

"""The talking engine: a head and a recording in, a film out whose lips say what is heard."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np

from domain.values import Json
from providers.local import voices
from providers.local.engines._head import backdrop
from providers.local.engines._head.filming import Reel, Unreadable, filming, recorded
from providers.local.engines._head.glb import read
from providers.local.engines._head.guessing import guessed
from providers.local.engines._head.listening import RATE_HZ, heard
from providers.local.engines._head.model import Floats, Head
from providers.local.engines._head.moving import Motion, moved
from providers.local.engines._head.phones import phones
from providers.local.engines._head.pruning import FACING, pruned
from providers.local.engines._head.render import JAW, Renderer
from providers.local.engines._head.shading import Pixels
from providers.local.engines._head.speaking import Clock, Speech, spoken
from providers.local.engines._head.timing import timed
from providers.local.engines._protocol import Refusal, serve, threads
from providers.local.engines._speaking.espeak import Espeak

ENGINE: Final = "parametric-head"
FPS: Final = 25
AHEAD: Final = 3
"""Frames that a thread may be ahead of the film."""
NEARLY: Final = 1e-6
JAW_RADIANS: Final = 0.30
PREPARED: Final = 0.06


def work(request: Json, report: Callable[[float], None]) -> Json:
    """Film `head` (a GLB) speaking `audio` to its end, into `folder`."""
    head = _head(Path(request["head"]))
    samples = _recording(Path(request["audio"]))
    clock = Clock(max(1, ceil(len(samples) / RATE_HZ * FPS - NEARLY)), FPS)
    speech, told = _speech(request, samples, clock)
    seed = int.from_bytes(sha256(samples.tobytes()).digest()[:8])
    acts = _Acts(head, speech, moved(speech, clock, seed))
    reel = Reel(
        int(request["width"]), int(request["height"]), FPS, clock.frames, request["behind"] == "transparent"
    )  # fmt: skip
    report(PREPARED)
    folder = Path(request["folder"])
    shown = replace(head, parts=pruned(head.parts, FACING))
    renderer = Renderer(shown, reel.width, reel.height)
    frames = _frames(renderer, acts, _behind(request, head, reel))
    with filming(folder, reel, Path(request["audio"])) as film:
        for number, frame in enumerate(frames):
            film.show(frame)
            report(PREPARED + (1 - PREPARED) * (number + 1) / clock.frames)
    return {"file": reel.name, "metadata": {"engine": ENGINE, "fps": str(FPS), "lips": told}}


class _Acts:
    """All that a head does, by frame."""

    def __init__(self, head: Head, speech: Speech, motion: Motion) -> None:
        self.motion = motion
        self.curves = {**motion.weights, **_mouth(head, speech)}

    def at(self, frame: int) -> dict[str, float]:
        """Give the weights of a frame."""
        return {name: float(curve[frame]) for name, curve in self.curves.items()}


def _recording(path: Path) -> Floats:
    try:
        return recorded(path)
    except Unreadable as error:
        raise Refusal("rejected_input", "The recording can't be decoded.") from error


def _head(path: Path) -> Head:
    try:
        return read(path)
    except (ValueError, KeyError, IndexError) as error:
        raise Refusal(
            "rejected_input",
            "The avatar's model is none that can be animated here: it is no head of ours, with mouth shapes.",
        ) from error


def _mouth(head: Head, speech: Speech) -> dict[str, Floats]:
    """Move what the head has: mouth shapes, else its jaw. Raises Refusal."""
    names = {name for part in head.parts for name in part.morphs}
    if "viseme_aa" in names:
        return {name: curve for name, curve in speech.shapes.items() if name in names}
    if "jawOpen" in names:
        return {"jawOpen": speech.open}
    if any(part.jaw.any() for part in head.parts):
        return {JAW: speech.open * np.float32(JAW_RADIANS)}
    raise Refusal(
        "rejected_input",
        "The avatar's model has no mouth shapes and no jaw: it can't be animated here.",
    )


def _speech(request: Json, samples: Floats, clock: Clock) -> tuple[Speech, str]:
    sound = heard(samples)
    file = request.get("words")
    given = json.loads(Path(file).read_text("utf-8")) if file else {"words": []}
    voice = voices.default(given.get("language") or "en", kokoro=False)
    if voice is None or not given["words"] or given.get("source") == "estimated":
        return spoken(guessed(sound), sound, clock), "from the sound"
    espeak, name = Espeak(), voices.espeak_name(voice)
    timeline = timed(given["words"], lambda word: phones(espeak.phonemes(word, name)), sound)
    return spoken(timeline, sound, clock), "from the words"


def _behind(request: Json, head: Head, reel: Reel) -> Pixels | None:
    """Give what stands behind the head; None for nothing."""
    match request["behind"]:
        case "transparent":
            return None
        case "image":
            try:
                return backdrop.picture(Path(request["backdrop"]), reel.width, reel.height)
            except ValueError as error:
                raise Refusal("rejected_input", "The background is no picture.") from error
        case _:
            colour = request.get("colour")
            if colour is None:
                return backdrop.studio(reel.width, reel.height, head.background)
            red, green, blue = bytes.fromhex(colour.removeprefix("#"))
            return backdrop.plain(reel.width, reel.height, (red, green, blue))


def _frames(renderer: Renderer, acts: _Acts, behind: Pixels | None) -> Iterator[Pixels]:
    """Draw frames side by side, and give them in order."""
    motion = acts.motion

    def one(number: int) -> Pixels:
        yaw, pitch, roll = motion.turns[number].tolist()
        x, y, z = motion.shifts[number].tolist()
        drawn, box = renderer.drawn(acts.at(number), (yaw, pitch, roll), (x, y, z))
        return (
            backdrop.bled(drawn, box) if behind is None else backdrop.laid_over(drawn, box, behind)
        )

    count = len(motion.turns)
    with ThreadPoolExecutor(threads()) as pool:
        waiting: deque[Future[Pixels]] = deque()
        for number in range(count):
            waiting.append(pool.submit(one, number))
            if len(waiting) > AHEAD * threads():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


if __name__ == "__main__":
    serve(work)

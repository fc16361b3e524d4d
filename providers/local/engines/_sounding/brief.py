"""Words into sounds: what is named, how much of it, how near and how fast."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from providers.local.engines._sounding import life, machines, things, weather
from providers.local.engines._sounding.stage import Sound
from providers.local.engines._sounding.texture import texture

SOUNDS: Final[Mapping[str, tuple[Sound, str]]] = {
    "rain": (weather.rain, "rain raining rainy rainfall downpour drizzle shower"),
    "wind": (weather.wind, "wind windy gust gusts breeze storm blizzard howling"),
    "thunder": (weather.thunder, "thunder thunderstorm lightning thunderclap storm"),
    "waves": (weather.waves, "wave waves ocean sea surf beach shore"),
    "stream": (weather.stream, "stream river brook creek waterfall fountain water bubbling bubbles"),
    "drip": (weather.drip, "drip drips dripping drop droplet droplets leak faucet tap"),
    "fire": (weather.fire, "fire campfire fireplace flames flame burning crackling bonfire"),
    "footsteps": (things.footsteps, "footstep footsteps steps step walking walk running walks"),
    "knock": (things.knock, "knock knocks knocking door"),
    "bell": (things.bell, "bell bells church gong toll tolling"),
    "chime": (things.chime, "chime chimes windchime jingle sparkle magic twinkle ding notification"),
    "explosion": (things.explosion, "explosion explosions explode blast boom bomb detonation cannon gunshot"),
    "glass": (things.glass, "glass shatter shattering smash breaking window"),
    "drum": (things.drum, "drum drums drumming tom timpani percussion"),
    "coin": (things.coin, "coin coins money cash pickup"),
    "engine": (machines.engine, "engine motor car truck motorcycle tractor idle idling vehicle lorry"),
    "alarm": (machines.alarm, "alarm beep beeps beeping buzzer timer"),
    "siren": (machines.siren, "siren police ambulance"),
    "clockwork": (machines.clockwork, "clock tick ticking tock watch metronome"),
    "static": (machines.static, "static radio noise interference tuning"),
    "hum": (machines.hum, "hum humming buzz buzzing electric electrical transformer fridge refrigerator drone"),
    "laser": (machines.laser, "laser lasers blaster zap phaser ray"),
    "whoosh": (machines.whoosh, "whoosh swoosh swish swipe transition pass flyby"),
    "typing": (machines.typing, "typing keyboard typewriter keys typist"),
    "heartbeat": (life.heartbeat, "heart heartbeat heartbeats pulse"),
    "birds": (life.birds, "bird birds birdsong chirp chirping forest tweet tweeting dawn"),
    "crickets": (life.crickets, "cricket crickets insects cicada cicadas night"),
    "applause": (life.applause, "applause clap claps clapping ovation"),
    "crowd": (life.crowd, "crowd chatter people restaurant cafe murmur babble audience market"),
}  # fmt: skip
STRONG: Final = frozenset(
    [
        "heavy",
        "loud",
        "strong",
        "big",
        "huge",
        "intense",
        "violent",
        "massive",
        "powerful",
        "hard",
        "torrential",
    ]
)
WEAK: Final = frozenset(
    ["light", "soft", "gentle", "quiet", "faint", "small", "distant", "calm", "subtle", "little"]
)
FAST: Final = frozenset(["fast", "quick", "rapid", "hurried", "running", "frantic"])
SLOW: Final = frozenset(["slow", "slowly", "lazy", "calm", "leisurely"])
LAYERS_MAX: Final = 4


@dataclass(frozen=True, slots=True)
class Brief:
    """What to sound: the layers by name, force 0–1, pace (1 is usual), and whether it is far away."""

    layers: tuple[tuple[str, Sound], ...]
    force: float
    pace: float
    far: bool
    known: bool


def brief(prompt: str) -> Brief:
    """Read a prompt. Words that name no sound we know end in a texture, and are said to."""
    words = re.findall(r"[a-z]+", prompt.lower())
    found = [
        (name, sound)
        for name, (sound, names) in SOUNDS.items()
        if not set(words).isdisjoint(names.split())
    ]
    order = {name: _first(words, names) for name, (_, names) in SOUNDS.items()}
    layers = tuple(sorted(found, key=lambda one: order[one[0]])[:LAYERS_MAX])
    force = 0.5 + 0.35 * (not STRONG.isdisjoint(words)) - 0.3 * (not WEAK.isdisjoint(words))
    pace = 1.0 + 0.6 * (not FAST.isdisjoint(words)) - 0.35 * (not SLOW.isdisjoint(words))
    return Brief(
        layers=layers or (("texture", texture),),
        force=force,
        pace=pace,
        far="distant" in words or "far" in words,
        known=bool(layers),
    )


def _first(words: list[str], names: str) -> int:
    mine = set(names.split())
    return next((place for place, word in enumerate(words) if word in mine), len(words))

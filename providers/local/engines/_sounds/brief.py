"""What a prompt asks for: the sounds it names, how much of each, how fast, and where they are heard."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from providers.local.engines._sounds import machines, things, weather
from providers.local.engines._sounds.scene import Floats, Scene

Maker = Callable[[Scene], Floats]

LAYERS_MAX: Final = 4
WORD: Final = re.compile(r"[a-z]+")

KINDS: Final[dict[str, tuple[Maker, str]]] = {
    "rain": (weather.rain, "rain rainy raining rainfall rainstorm drizzle downpour shower storm thunderstorm"),
    "thunder": (weather.thunder, "thunder thunderstorm thunderclap lightning storm"),
    "wind": (weather.wind, "wind windy breeze gust gusts gale hurricane blizzard draft howling"),
    "waves": (weather.waves, "wave waves sea ocean surf beach shore seaside tide"),
    "drips": (weather.drips, "drip drips dripping drop drops droplet faucet tap leak leaking"),
    "stream": (weather.stream, "stream river brook creek waterfall fountain water flowing pouring pour splash"),
    "bubbles": (weather.bubbles, "bubble bubbles bubbling underwater boiling aquarium"),
    "fire": (weather.fire, "fire fireplace campfire flame flames burning crackling bonfire"),
    "footsteps": (things.footsteps, "footstep footsteps step steps walk walking running footfall heels"),
    "knock": (things.knocks, "knock knocks knocking door"),
    "bell": (things.bell, "bell bells doorbell gong church toll tolling jingle"),
    "glass": (things.glass, "glass shatter shattering smash smashing window"),
    "clock": (things.clock, "clock tick ticking tock watch timer countdown metronome"),
    "typing": (things.typing, "typing type keyboard typewriter keys"),
    "applause": (things.applause, "applause clap clapping claps ovation audience cheering"),
    "crowd": (things.crowd, "crowd chatter people talking murmur restaurant cafe walla cheering party"),
    "heartbeat": (things.heartbeat, "heart heartbeat heartbeats pulse"),
    "birds": (things.birds, "bird birds birdsong chirp chirping tweet tweeting songbird forest morning garden"),
    "crickets": (things.crickets, "cricket crickets cicada cicadas insects night"),
    "dog": (things.dog, "dog dogs bark barking barks puppy"),
    "engine": (machines.engine, "engine motor car truck motorcycle vehicle idling tractor bus lawnmower"),
    "hum": (machines.drone, "hum humming drone spaceship refrigerator fridge transformer buzz buzzing generator"),
    "beep": (machines.beeps, "beep beeps beeping bleep sonar monitor"),
    "alarm": (machines.alarm, "alarm alarms alert buzzer warning"),
    "siren": (machines.siren, "siren sirens police ambulance"),
    "telephone": (machines.telephone, "phone telephone ringtone ringing"),
    "whoosh": (machines.whoosh, "whoosh swoosh swish whip transition sweep flyby arrow sword"),
    "explosion": (machines.explosion, "explosion explode exploding blast boom bomb detonation fireworks firework"),
    "gunshot": (machines.gunshot, "gunshot gunshots gun shot shots rifle pistol gunfire"),
    "laser": (machines.laser, "laser lasers blaster zap ray phaser"),
    "static": (machines.static, "static radio hiss noise white glitch interference"),
    "train": (machines.train, "train railway subway tram locomotive"),
    "click": (machines.click, "click clicks clicking switch shutter camera button"),
    "riser": (machines.rising, "riser rising buildup tension suspense uplifter"),
    "chime": (machines.chime, "chime chimes notification success ding coin level magic sparkle"),
}  # fmt: skip
"""By its name: what makes it, and the words that call for it."""

STRONG: Final = frozenset("heavy loud strong huge massive big intense violent powerful fierce large raging wild".split())
WEAK: Final = frozenset("light soft gentle quiet small faint calm mild subtle little tiny slight".split())
FAST: Final = frozenset("fast quick rapid running hurried frantic racing speeding".split())
SLOW: Final = frozenset("slow slowly lazy idle idling calm relaxed".split())
FAR: Final = frozenset("distant far faraway away muffled outside background behind".split())
WIDE: Final = frozenset("cave hall church cathedral echo echoing tunnel canyon reverb empty warehouse".split())
ROOM: Final = frozenset("room indoor indoors house office corridor hallway kitchen bathroom restaurant".split())
FAINT: Final = frozenset("door morning night forest garden people church window camera white level keys magic".split())
"""Words that set a scene, and call for a sound only where no other is named."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The layers, foremost first, and how they are to sound."""

    layers: tuple[str, ...]
    intensity: float
    pace: float
    distance: float
    space_seconds: float
    words: frozenset[str]


def read(prompt: str) -> Brief:
    """Read a prompt; no layers where it names nothing that is known."""
    written = WORD.findall(prompt.lower())
    words = frozenset(written)
    return Brief(
        layers=_layers(written),
        intensity=0.6 + 0.35 * bool(words & STRONG) - 0.35 * bool(words & WEAK),
        pace=1.0 + 0.6 * bool(words & FAST) - 0.4 * bool(words & SLOW),
        distance=0.75 if words & FAR else 0.0,
        space_seconds=2.6 if words & WIDE else 0.5 if words & ROOM else 1.2 if words & FAR else 0.0,
        words=words,
    )


def _layers(written: list[str]) -> tuple[str, ...]:
    """Name the sounds in the order of their words; words that merely set a scene count where no others do."""
    clear = _called([word for word in written if word not in FAINT])
    return (clear or _called(written))[:LAYERS_MAX]


def _called(written: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in written:
        for name, (_, calls) in KINDS.items():
            if word in calls.split():
                found[name] = None
    return tuple(found)

"""The genres that are driven by a beat, and the table of all."""

from collections.abc import Mapping
from typing import Final

from domain.music import Genre
from providers.local.engines._composing.quiet_styles import (
    AMBIENT,
    CINEMATIC,
    CLASSICAL,
    FOLK,
    JAZZ,
    ORCHESTRAL,
)
from providers.local.engines._composing.style import Beat, Layer, Style

ELECTRONIC: Final = Style(
    home=(120, 128), tune="x--x--x-x---x-x-/x-x---x-x--x----/x---x-x-x-x-x---",
    layers=(
        Layer("pad", "pad", -9, 52, 74, enter=0.0, space=0.35, duck=0.6),
        Layer("comp", "stab", -5, 55, 79, "x..x..x...x..x..", enter=0.62, space=0.25, echo=0.2, duck=0.5),
        Layer("arp", "pluck", -9, 60, 84, "0.2.1.3.2.4.1.3.", enter=0.25, pan=0.25, space=0.3, echo=0.35, duck=0.3),
        Layer("bass", "saw_bass", -6, 31, 45, "..1-..1-..1-..8-", enter=0.45, duck=0.35, space=0.0),
        Layer("lead", "lead", -3, 67, 86, enter=0.5, leave=1.01, space=0.3, echo=0.3, duck=0.2),
        Layer("sparkle", "bells", -13, 79, 98, enter=0.75, pan=-0.3, space=0.5, echo=0.4),
    ),
    groove=(
        Beat("kick", "X...X...X...X...", enter=0.4), Beat("clap", "....X.......X...", enter=0.55),
        Beat("hat", "..x...x...x...x.", enter=0.3), Beat("shaker", "oxoooxoooxoooxox", enter=0.6),
        Beat("open_hat", "..x...x...x...x.", enter=0.85),
    ),
    fill=(Beat("snare", "........o.o.xxXX"),),
    loose=1.5, room_seconds=1.7, drums_db=0.0,
)  # fmt: skip
POP: Final = Style(
    home=(100, 116), tune="x-x-x---x-x-x---/x---x-x-x---x---/x-x--x--x-x-x---",
    layers=(
        Layer("pad", "strings", -15, 55, 76, enter=0.6, space=0.35),
        Layer("pad", "pad", -13, 52, 72, enter=0.0, space=0.3, duck=0.25),
        Layer("comp", "piano", -6, 52, 76, "x-----x---x-x---", enter=0.2, space=0.2),
        Layer("arp", "pluck", -12, 64, 84, "0.1.2.1.3.1.2.1.", enter=0.45, pan=0.35, space=0.25, echo=0.3),
        Layer("bass", "finger_bass", -4, 28, 45, "1-----1-..1-5-8-", enter=0.45, space=0.02),
        Layer("lead", "square_lead", -8, 67, 86, enter=0.5, leave=0.8, space=0.25, echo=0.25),
        Layer("lead", "lead", -3, 67, 88, enter=0.8, space=0.25, echo=0.25),
        Layer("sparkle", "bells", -14, 79, 98, enter=0.8, pan=-0.35, space=0.4),
    ),
    groove=(
        Beat("rock_kick", "X.....x.X.......", enter=0.42), Beat("snare", "....X.......X...", enter=0.5),
        Beat("hat", "x.o.x.o.x.o.x.o.", enter=0.35), Beat("tambourine", "....x.......x...", enter=0.8),
        Beat("clap", "....x.......x...", enter=0.75), Beat("shaker", "oooxoooxoooxooox", enter=0.6),
    ),
    fill=(Beat("snare", "..........x.xxXX"), Beat("tom", "........X.x.....")),
    loose=3.0, room_seconds=1.3,
)  # fmt: skip
ROCK: Final = Style(
    home=(116, 130), tune="x---x-x-x-----x-/x-x-x---x---x---/x-----x-x-x-x---",
    layers=(
        Layer("comp", "electric_guitar", -19, 40, 57, "x-x-x-x-x-x-x-x-", enter=0.45, pan=-0.75, space=0.06, drive=7),
        Layer("comp", "electric_guitar", -19, 40, 57, "x-x-x-x-x-x-x-x-", enter=0.6, pan=0.75, space=0.06, drive=7),
        Layer("strum", "guitar", -3, 47, 69, "x---x-x-..x-x-x-", enter=0.0, leave=0.75, pan=0.3, space=0.15),
        Layer("pad", "organ", -20, 52, 72, enter=0.7, space=0.2),
        Layer("bass", "finger_bass", -4, 28, 43, "1-1-1-1-1-1-1-5-", enter=0.4, space=0.0),
        Layer("lead", "electric_guitar", -15, 62, 83, enter=0.58, space=0.22, echo=0.25, drive=4),
    ),
    groove=(
        Beat("rock_kick", "X.....x.X.x.....", enter=0.4), Beat("snare", "....X.......X...", enter=0.42),
        Beat("hat", "x.x.x.x.x.x.x.x.", enter=0.3, leave=0.78), Beat("ride", "X.x.X.x.X.x.X.x.", enter=0.78),
        Beat("snare", ".......o.o......", enter=0.75),
    ),
    fill=(Beat("snare", "........x.xxX.X."), Beat("tom", "..........x.x..."), Beat("low_tom", ".............x.X")),
    loose=5.0, room_seconds=0.9, drums_db=2.5,
)  # fmt: skip
HIP_HOP: Final = Style(
    home=(86, 96), tune="x---x-x-....x-x-/..x-x---x-x---../x--x--x---..x---",
    layers=(
        Layer("pad", "glow", -17, 60, 79, enter=0.0, space=0.35, duck=0.2),
        Layer("comp", "electric_piano", -8, 55, 77, "x-----..x---..x-", enter=0.0, space=0.18),
        Layer("bass", "sub_bass", -5, 28, 40, "1-----1---.1--5-", enter=0.4, space=0.0, duck=0.3),
        Layer("lead", "flute", -12, 67, 84, enter=0.55, leave=0.85, space=0.3, echo=0.3),
        Layer("lead", "vibraphone", -9, 67, 84, enter=0.85, space=0.3, echo=0.3),
        Layer("pad", "strings", -17, 62, 81, enter=0.75, space=0.35),
    ),
    groove=(
        Beat("deep_kick", "X......x..X.....", enter=0.35), Beat("snare", "....X.......X...", enter=0.42),
        Beat("hat", "x.x.x.xox.x.x.x.", enter=0.3), Beat("hat", ".............oo.", enter=0.7),
        Beat("open_hat", "..............x.", enter=0.65), Beat("rim", "..........o....o", enter=0.6),
    ),
    fill=(Beat("snare", "..........x..xX."),),
    swing=0.3, swung="sixteenths", loose=5.0, room_seconds=1.0, drums_db=2.0,
)  # fmt: skip
LO_FI: Final = Style(
    home=(72, 82), tune="x-x---x-....x---/..x---x-x-x-..../x---x---..x-x---",
    layers=(
        Layer("comp", "electric_piano", -9, 55, 77, "x-------..x-----", enter=0.0, space=0.22),
        Layer("arp", "nylon", -6, 57, 76, "0...2.1...3...2.", enter=0.45, pan=-0.3, space=0.2),
        Layer("bass", "upright_bass", -1, 28, 43, "1-----..1-5-..1-", enter=0.35, space=0.03),
        Layer("pad", "glow", -20, 60, 79, enter=0.5, space=0.35),
        Layer("lead", "felt_piano", -2, 67, 86, enter=0.42, space=0.3, echo=0.2),
        Layer("sparkle", "vibraphone", -13, 72, 91, enter=0.6, pan=0.35, space=0.35),
    ),
    groove=(
        Beat("soft_kick", "X.....x...X.....", enter=0.3), Beat("rim", "....x.......x...", enter=0.3, leave=0.55),
        Beat("snare", "....x.......x...", enter=0.55), Beat("hat", "x.o.x.o.x.o.x.o.", enter=0.32),
        Beat("shaker", "..o...o...o...o.", enter=0.6),
    ),
    fill=(Beat("rim", "..........o..x.."),),
    swing=0.4, loose=9.0, room_seconds=1.1, drums_db=3.0,
)  # fmt: skip
FUNK: Final = Style(
    home=(100, 112), tune="x.x--.x-..x.x---/..x-x.x---..x.x-/x-..x.x-x---..x-",
    layers=(
        Layer("comp", "organ", -17, 55, 76, "..x-....x-..x-..", enter=0.55, pan=-0.3, space=0.15),
        Layer("comp", "muted_guitar", -4, 57, 76, "x.xx.xx.x.xx.x.x", enter=0.0, pan=0.45, space=0.08),
        Layer("comp", "electric_piano", -9, 53, 74, "x--...x-..x-....", enter=0.25, pan=-0.15, space=0.15),
        Layer("bass", "finger_bass", 0, 28, 47, "1..1..8.1.5..81.", enter=0.2, space=0.0),
        Layer("comp", "brass", -11, 60, 79, "....x-......x.x-", enter=0.8, space=0.2),
        Layer("lead", "clarinet", -7, 67, 84, enter=0.5, leave=0.85, space=0.22, echo=0.15),
        Layer("lead", "lead", -3, 67, 86, enter=0.85, space=0.22, echo=0.2),
    ),
    groove=(
        Beat("rock_kick", "X..x..x.X.......", enter=0.3), Beat("snare", "....X..o.o..X..o", enter=0.35),
        Beat("hat", "x.xox.xox.xox.xo", enter=0.2), Beat("open_hat", "..............x.", enter=0.6),
        Beat("tambourine", "..x...x...x...x.", enter=0.8), Beat("hand_drum", "...o..x....o..x.", enter=0.65),
    ),
    fill=(Beat("snare", "........x.xx.xXX"),),
    swing=0.12, swung="sixteenths", loose=4.0, room_seconds=0.8, drums_db=1.5,
)  # fmt: skip

STYLES: Final[Mapping[Genre, Style]] = {
    Genre.AMBIENT: AMBIENT,
    Genre.CINEMATIC: CINEMATIC,
    Genre.CLASSICAL: CLASSICAL,
    Genre.ELECTRONIC: ELECTRONIC,
    Genre.FOLK: FOLK,
    Genre.FUNK: FUNK,
    Genre.HIP_HOP: HIP_HOP,
    Genre.JAZZ: JAZZ,
    Genre.LO_FI: LO_FI,
    Genre.ORCHESTRAL: ORCHESTRAL,
    Genre.POP: POP,
    Genre.ROCK: ROCK,
}

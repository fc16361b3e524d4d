"""The genres that are carried by harmony and acoustic instruments."""

from typing import Final

from providers.local.engines._composing.style import Beat, Layer, Style

AMBIENT: Final = Style(
    home=(66, 78), tune="x-----x-x-------/x-------..x-x---/..x---x-------..",
    layers=(
        Layer("pad", "pad", -6, 48, 70, enter=0.0, space=0.55),
        Layer("pad", "glow", -7, 60, 81, enter=0.3, space=0.6),
        Layer("pad", "choir", -8, 60, 79, enter=0.6, space=0.6),
        Layer("arp", "pluck", -11, 64, 86, "0...2...1...3...", enter=0.0, pan=0.3, space=0.5, echo=0.5),
        Layer("arp", "felt_piano", -9, 60, 79, "0...1...2...3...", enter=0.2, pan=-0.2, space=0.45, echo=0.3),
        Layer("bass", "sub_bass", -10, 31, 43, "1---------------", enter=0.2, space=0.1),
        Layer("lead", "felt_piano", -6, 67, 86, enter=0.36, space=0.5, echo=0.35),
        Layer("sparkle", "bells", -12, 79, 98, enter=0.3, pan=-0.4, space=0.6, echo=0.5),
    ),
    groove=(
        Beat("soft_kick", "x.......x.......", enter=0.5), Beat("shaker", "o.......o.......", enter=0.45),
        Beat("soft_kick", "....o.......o...", enter=0.7),
    ),
    loose=6.0, room_seconds=3.6, drums_db=-2.0, drums_space=0.3, opening="",
)  # fmt: skip
CINEMATIC: Final = Style(
    home=(84, 100), tune="x-------x---x---/x---x---x-------/x-----x-x-------",
    layers=(
        Layer("pad", "strings", -8, 48, 72, enter=0.0, space=0.4),
        Layer("pad", "choir", -6, 60, 79, enter=0.72, space=0.5),
        Layer("arp", "spiccato", -5, 50, 69, "0.0.1.0.2.0.1.0.", enter=0.3, space=0.3),
        Layer("comp", "brass", -6, 43, 64, "x-------x---x---", enter=0.62, space=0.4),
        Layer("bass", "strings", -9, 31, 45, "1-------1---5---", enter=0.25, space=0.3),
        Layer("bass", "sub_bass", -9, 29, 41, "1---------------", enter=0.5, space=0.1),
        Layer("lead", "brass", -5, 60, 77, enter=0.7, space=0.4),
        Layer("lead", "piano", -5, 67, 84, enter=0.0, leave=0.6, space=0.4, echo=0.25),
        Layer("counter", "strings", -11, 67, 86, enter=0.8, space=0.45),
    ),
    groove=(
        Beat("taiko", "X.......x.......", enter=0.3), Beat("taiko", "......o...x.o.x.", enter=0.6),
        Beat("low_tom", "..o.x.o.x.o.x.ox", enter=0.75), Beat("hat", "x.o.x.o.x.o.x.o.", enter=0.45),
        Beat("snare", "....o.......o...", enter=0.85),
    ),
    fill=(Beat("taiko", "........x.x.xxXX"),),
    loose=6.0, room_seconds=2.8, drums_db=1.0, drums_space=0.25,
)  # fmt: skip
CLASSICAL: Final = Style(
    home=(72, 92), tune="x---x-x-x-------/x-----x-x---x---/x-x-x---x---x---",
    layers=(
        Layer("arp", "piano", -4, 45, 67, "0.2.1.2.0.2.1.2.", enter=0.0, space=0.25),
        Layer("bass", "piano", -3, 33, 47, "1-------5-------", enter=0.2, space=0.25),
        Layer("lead", "piano", 0, 67, 86, enter=0.0, space=0.28),
        Layer("pad", "strings", -11, 55, 76, enter=0.55, space=0.35),
        Layer("bass", "strings", -14, 36, 50, "1---------------", enter=0.6, space=0.3),
        Layer("counter", "flute", -14, 67, 84, enter=0.75, pan=0.3, space=0.35),
    ),
    groove=(), loose=9.0, room_seconds=2.2, opening="",
)  # fmt: skip
FOLK: Final = Style(
    home=(92, 108), tune="x-x-x---x-x-x---/x---x-x-x---x---/x--xx---x-x-x---",
    layers=(
        Layer("arp", "guitar", 0, 47, 71, "0.2.1.2.3.2.1.2.", enter=0.0, leave=0.8, pan=-0.35, space=0.16),
        Layer("strum", "guitar", -2, 45, 69, "x---x-x-..x-x-x-", enter=0.5, pan=0.4, space=0.14),
        Layer("bass", "upright_bass", 0, 28, 43, "1-------5-------", enter=0.4, space=0.05),
        Layer("lead", "flute", -9, 69, 88, enter=0.45, space=0.28),
        Layer("counter", "clarinet", -14, 60, 79, enter=0.75, pan=-0.25, space=0.25),
        Layer("pad", "strings", -18, 55, 74, enter=0.7, space=0.3),
        Layer("sparkle", "marimba", -12, 72, 91, enter=0.6, pan=0.3, space=0.25),
    ),
    groove=(
        Beat("hand_drum", "X.....o.x...x.o.", enter=0.45), Beat("shaker", "x.o.x.o.x.o.x.o.", enter=0.4),
        Beat("soft_kick", "x.......x.......", enter=0.55), Beat("tambourine", "....x.......x...", enter=0.7),
        Beat("clap", "....o.......o...", enter=0.9),
    ),
    fill=(Beat("hand_drum", "........x.x.x.xX"),),
    loose=7.0, room_seconds=1.2, drums_db=1.0, opening="",
)  # fmt: skip
JAZZ: Final = Style(
    home=(112, 130), tune="x-x-x--x-x--..x-/..x-x-x-x---x---/x--x-x-x--..x-x-",
    layers=(
        Layer("comp", "piano", -5, 53, 74, "x.....x-....x.../....x-......x.-./x-....x.........", pan=-0.15, space=0.18),
        Layer("bass", "upright_bass", -1, 28, 47, "walk", enter=0.15, space=0.06),
        Layer("lead", "vibraphone", -4, 65, 84, enter=0.42, leave=0.85, pan=0.2, space=0.25),
        Layer("lead", "clarinet", -8, 65, 84, enter=0.85, pan=0.2, space=0.25),
        Layer("comp", "nylon", -7, 55, 74, "x...x...x...x...", enter=0.5, pan=0.35, space=0.12),
    ),
    groove=(
        Beat("ride", "x...X.x.x...X.x.", enter=0.2), Beat("hat", "....x.......x...", enter=0.2),
        Beat("brush", "x...x...x...x...", enter=0.3, leave=0.9), Beat("soft_kick", "o...o...o...o...", enter=0.4),
        Beat("snare", "......o.......o.", enter=0.7), Beat("rim", "............x...", enter=0.6, leave=0.9),
    ),
    fill=(Beat("snare", "........o.x.o.x."),),
    swing=1.0, loose=7.0, room_seconds=1.3, drums_db=5.0, drums_space=0.12, opening="ride",
)  # fmt: skip
ORCHESTRAL: Final = Style(
    home=(84, 104), tune="x---x-x-x---x---/x-----x-x-------/x-x-x---x-------",
    layers=(
        Layer("pad", "strings", -7, 50, 74, enter=0.0, space=0.4),
        Layer("arp", "harp", 1, 55, 84, "0.1.2.3.4.3.2.1.", enter=0.0, leave=0.78, pan=-0.4, space=0.35),
        Layer("arp", "spiccato", -8, 55, 76, "0.1.2.1.0.1.2.1.", enter=0.5, pan=0.2, space=0.3),
        Layer("comp", "brass", -9, 48, 69, "x-----------x---", enter=0.75, space=0.4),
        Layer("bass", "strings", -8, 31, 46, "1-------1-------", enter=0.3, space=0.3),
        Layer("bass", "timpani", -5, 36, 48, "1.......5.......", enter=0.7, space=0.35),
        Layer("lead", "flute", -9, 70, 89, enter=0.3, leave=0.7, space=0.4),
        Layer("lead", "strings", -4, 67, 88, enter=0.6, space=0.4),
        Layer("counter", "brass", -13, 55, 72, enter=0.7, pan=-0.2, space=0.4),
        Layer("sparkle", "bells", -15, 79, 96, enter=0.85, space=0.5),
    ),
    groove=(
        Beat("taiko", "o.......o.......", enter=0.85), Beat("snare", "o.o.ooo.o.o.oooo", enter=0.9),
        Beat("crash", "x...............................................................", enter=0.9),
    ),
    loose=8.0, room_seconds=2.6, drums_db=-6.0, drums_space=0.3,
)  # fmt: skip

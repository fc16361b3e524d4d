"""What the gallery shows: a request for every job type, each made of what the ones before it made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Body = dict[str, Any]
Asset = Callable[[str, str], str]
"""Give the asset of a case, by its name and the output's role; `inputs` are by their file's name."""

NIGHT, QUOTE, VENTURE = (f"tmpl_01kb01s3m0e8v4t9q2w7x5y0{number}" for number in ("12", "06", "11"))
"""Templates that ship: a poster, a post, a deck."""

SENTENCE: Final = (
    "Good evening, and welcome. Every picture, voice and note on this page was made without a key."
)
STORY: Final = (
    "The harbour wakes before the sun. Boats turn in their sleep, ropes answer the tide, and somewhere a kettle sings."
    " By seven the nets are dry, and the first gulls have opinions about breakfast."
)


@dataclass(frozen=True, slots=True)
class Case:
    """One request. `name` is what later ones call it by; `note` says what to look for."""

    name: str
    type: str
    note: str
    body: Callable[[Asset], Body]
    shows: tuple[tuple[str, str], ...] = ()
    """Inputs to show beside it: a case's name and an output's role."""


def _plain(body: Body) -> Callable[[Asset], Body]:
    return lambda _: body


LAKE: Final = Case(
    "lake", "image-generation", "A scene from its words, the same for the same seed.",
    _plain({"prompt": "a mountain lake at sunrise, pine trees, mist", "width": 1024, "height": 640, "provider": "local"}),
)  # fmt: skip
PICTURES: Final = (
    LAKE,
    Case("poster", "image-generation", "Quoted words are typeset.",
         _plain({"prompt": 'a festival at night, stage lights, "SUMMER SOUNDS"', "width": 768, "height": 1024,
                 "stylePreset": "artistic", "provider": "local"})),
    Case("city", "image-generation", "Another palette, another style.",
         _plain({"prompt": "a city skyline at dusk, purple sky", "width": 1024, "height": 640, "stylePreset": "anime",
                 "provider": "local"})),
    Case("styled", "image-transform", "The lake in the colours and grain of the city.",
         lambda of: {"imageUrl": of("lake", "image"), "transformation": "style-transfer",
                     "styleReference": of("city", "image"), "routing": {"only": ["local"]}},
         (("lake", "image"), ("city", "image"))),
    Case("filtered", "image-transform", "A look, at 70 %.",
         lambda of: {"imageUrl": of("lake", "image"), "transformation": "filter", "routing": {"only": ["local"]}},
         (("lake", "image"),)),
    Case("enhanced", "image-transform", "A dull photo made clear.",
         lambda of: {"imageUrl": of("inputs", "dull.jpg"), "transformation": "enhance", "routing": {"only": ["local"]}},
         (("inputs", "dull.jpg"),)),
    Case("tinted", "image-transform", "Grey made plausible colours: a tint, and said to be one.",
         lambda of: {"imageUrl": of("inputs", "grey.jpg"), "transformation": "colorize", "routing": {"only": ["local"]}},
         (("inputs", "grey.jpg"),)),
    Case("varied", "image-variations", "Two more of the kind.",
         lambda of: {"imageUrl": of("lake", "image"), "variants": 2, "routing": {"only": ["local"]}}, (("lake", "image"),)),
    Case("filled", "image-inpaint", "What is white in the mask is made anew, the rest is untouched to the bit.",
         lambda of: {"imageUrl": of("inputs", "scratched.png"), "maskUrl": of("inputs", "mask.png"), "prompt": "the lake, whole",
                     "provider": "local"},
         (("inputs", "scratched.png"), ("inputs", "mask.png"))),
    Case("widened", "image-outpaint", "More of the scene on both sides.",
         lambda of: {"imageUrl": of("lake", "image"), "left": 192, "right": 192, "routing": {"only": ["local"]}},
         (("lake", "image"),)),
    Case("larger", "image-upscale", "Twice as large, held to its source.",
         lambda of: {"imageUrl": of("inputs", "small.png"), "scale": 2, "routing": {"only": ["local"]}},
         (("inputs", "small.png"),)),
)  # fmt: skip
AVATARS: Final = (
    Case("voice", "text-to-speech", "Kokoro, at −16 LUFS, with the time of every word.",
         _plain({"text": SENTENCE, "voiceId": "af_heart"})),
    Case("avatar", "avatar-generation", "A head of one line of text: GLB with mouth shapes, portrait, preview.",
         _plain({"sourceType": "description", "sourceData": "a young woman with long red hair, freckles, teal sweater",
                 "routing": {"only": ["local"]}})),
    Case("toon", "avatar-generation", "The same kind of person as a cartoon.",
         _plain({"sourceType": "description", "sourceData": "an elderly man with a white beard and round glasses",
                 "style": "cartoon", "routing": {"only": ["local"]}})),
    Case("anime", "avatar-generation", "And as anime.",
         _plain({"sourceType": "description", "sourceData": "a girl with a blonde ponytail and blue eyes, pink hoodie",
                 "style": "anime", "routing": {"only": ["local"]}})),
    Case("photographed", "avatar-generation", "After a photo (of a head made here).",
         lambda of: {"sourceType": "photo", "sourceData": of("avatar", "portrait"), "style": "3d", "routing": {"only": ["local"]}},
         (("avatar", "portrait"),)),
    Case("talking", "avatar-animation", "Lips by the words, blinks and small movements by chance.",
         lambda of: {"avatarModelId": of("avatar", "avatarModelId"), "audioUrl": of("voice", "audio"),
                     "routing": {"only": ["local"]}},
         (("avatar", "portrait"), ("voice", "audio"))),
    Case("cut", "background-removal", "Soft edges, the subject's own colours.",
         lambda of: {"imageUrl": of("avatar", "portrait"), "outputFormat": "webp", "routing": {"only": ["local"]}},
         (("avatar", "portrait"),)),
)  # fmt: skip
VIDEOS: Final = (
    Case("film", "video-generation", "A scene with a moving camera.",
         _plain({"prompt": "a calm sea at sunset, clouds", "duration": 5, "fps": 24, "provider": "local"})),
    Case("brought", "image-to-video", "A picture brought to life.",
         lambda of: {"imageUrl": of("lake", "image"), "duration": 5, "motion": "zoom-in", "provider": "local"},
         (("lake", "image"),)),
    Case("subtitled", "video-subtitles", "The words of the speech at their times, in readable lines, burned in.",
         lambda of: {"videoUrl": of("talking", "video"), "transcript": of("voice", "timings")}, (("talking", "video"),)),
    Case("merged", "video-merge", "Two films, one encode, a crossfade.",
         lambda of: {"clips": [{"videoUrl": of("film", "video"), "end": 4}, {"videoUrl": of("brought", "video"), "end": 4}],
                     "transition": "crossfade"},
         (("film", "video"), ("brought", "video"))),
    Case("clipped", "video-clips", "The best moment of a match, with its reasons, reframed to 9:16.",
         lambda of: {"videoUrl": of("inputs", "match.mp4"), "targetDuration": 15, "platform": "tiktok"},
         (("inputs", "match.mp4"),)),
    Case("sharper", "video-upscale", "Twice as large.",
         lambda of: {"videoUrl": of("inputs", "tiny.mp4"), "scale": 2}, (("inputs", "tiny.mp4"),)),
)  # fmt: skip
SOUNDS: Final = (
    Case("story", "text-to-speech", "An English voice of another kind.", _plain({"text": STORY, "voiceId": "bm_george"})),
    Case("spanish", "text-to-speech", "Spanish, by a Spanish voice.",
         _plain({"text": "Buenas tardes. El tren de las ocho llega tarde, pero el café todavía está caliente.", "language": "es"})),
    Case("rain", "sound-effects", "Made of physics and noise, exact to the sample.",
         _plain({"prompt": "rain on a tent with distant thunder", "duration": 6, "routing": {"only": ["local"]}})),
    Case("clock", "sound-effects", "A loop without a seam.",
         _plain({"prompt": "a ticking clock", "duration": 4, "loop": True, "routing": {"only": ["local"]}})),
    Case("jazz", "music-generation", "A composer's own, with stems.",
         _plain({"prompt": "a slow evening in a small bar", "genre": "jazz", "mood": "calm", "duration": 30,
                 "routing": {"only": ["local"]}})),
    Case("electronic", "music-generation", "Tempo, key and loudness as chosen.",
         _plain({"prompt": "driving neon night", "genre": "electronic", "mood": "energetic", "tempo": "fast", "duration": 30,
                 "routing": {"only": ["local"]}})),
    Case("longer", "music-extension", "Goes on in key and on the beat.",
         lambda of: {"audioUrl": of("jazz", "audio"), "duration": 15, "routing": {"only": ["local"]}}, (("jazz", "audio"),)),
    Case("cloned", "voice-clone", "Of a recording of at least a minute: a mix of voices that resembles, and is no clone.",
         lambda of: {"name": "George", "audioSamples": [of("inputs", "samples.wav")], "language": "en",
                     "consent": {"subject": "nobody: a voice made here", "statement": "It may be used.",
                                 "recordedAt": "2026-01-01T00:00:00Z"}, "routing": {"only": ["local"]}}),
    Case("spoken", "custom-speech", "Spoken by that mix.",
         lambda of: {"text": SENTENCE, "voiceModelId": of("cloned", "voiceModelId")}),
    Case("dubbed", "video-translate", "Spanish speech in English, in time: a draft, and labelled one.",
         lambda of: {"videoUrl": of("inputs", "spanish.mp4"), "sourceLanguage": "es", "targetLanguage": "en",
                     "routing": {"only": ["local"]}}, (("inputs", "spanish.mp4"),)),
)  # fmt: skip
PAGES: Final = (
    Case("night", "template-render", "A poster, its picture from another job, its title fitted.",
         lambda of: {"templateId": NIGHT, "data": {
             "title": "Lake Sessions", "subtitle": "Slow music at first light", "date": "Sun 14 June", "time": "04:45",
             "venue": "The north shore", "lineup": ["Mira Sol", "Oktav", "Lune & Ash"], "image": of("lake", "image")}},
         (("lake", "image"),)),
    Case("quoted", "template-render", "A post that is read from right to left: sides, marks and time turn with the words.",
         lambda of: {"templateId": QUOTE, "data": {
             "quote": "الأداة الجيدة تختفي، ويبقى في اليد العمل نفسه.", "author": "نور حداد", "role": "نجّارة",
             "portrait": of("avatar", "portrait"), "background": "#12343b", "accent": "#e1b382"}},
         (("avatar", "portrait"),)),
    Case("pitched", "template-render", "A deck: a picture a page, or one tagged PDF.",
         _plain({"templateId": VENTURE, "data": {
             "title": "Energy that waits for you", "company": "Ember Works", "slides": [
                 {"layout": "statement", "text": "Half of what a house burns is burnt at the wrong hour."},
                 {"layout": "points", "title": "Why now", "points": [
                     "Night power costs a third of day power", "Radiators stay: no floor is opened"]},
                 {"layout": "number", "number": "31 %", "title": "lower bills in the first winter"}],
             "contact": "hello@ember.example"}})),
)  # fmt: skip
POSTS: Final = (
    Case("posted", "social-variants", "A poster for every place: whole where it fits, its words where it is a banner.",
         lambda of: {"sourceUrl": of("poster", "image"), "platforms": ["instagram", "twitter", "linkedin"]},
         (("poster", "image"),)),
    Case("shared", "social-variants", "A talking film upright and wide: the face is followed, words keep off the platform's signs.",
         lambda of: {"sourceUrl": of("talking", "video"), "platforms": ["tiktok", "twitter"], "includeText": True,
                     "text": "Made without a key"},
         (("talking", "video"),)),
)  # fmt: skip
CASES: Final = (*PICTURES, *AVATARS, *VIDEOS, *SOUNDS, *PAGES, *POSTS)

"""What the pages ask for: one body a job type, and a pipeline around it, as somebody would write them."""

from collections.abc import Iterator
from typing import Any, Final

from domain.values import Json

PICTURE: Final = "https://example.com/picture.jpg"
MASK: Final = "https://example.com/mask.png"
FILM: Final = "https://example.com/film.mp4"
SPEECH: Final = "https://example.com/speech.mp3"
MADE: Final = "asset_01kb9c00000000000000000001"
VOICE: Final = "vm_01kb9c00000000000000000002"
AVATAR: Final = "av_01kb9c00000000000000000003"
TEMPLATE: Final = "tmpl_01kb01s3m0e8v4t9q2w7x5y006"
FILES: Final = {PICTURE: "picture", MASK: "mask", FILM: "film", SPEECH: "speech"}
"""What a caller uploads; by the name it has in a program."""
OWN: Final = (MADE, VOICE, AVATAR)
"""Ids of things that the caller has already."""

HEARD: Final = ("voice-clone", "video-clips", "video-subtitles", "video-translate")
"""They need people who speak: what the steps before could make is no use to them."""

BODIES: Final[dict[str, Json]] = {
    "image-generation": {"prompt": "a lighthouse in the first light of the day", "width": 1024, "height": 768, "stylePreset": "artistic"},
    "image-transform": {"imageUrl": PICTURE, "transformation": "enhance", "strength": 0.5},
    "background-removal": {"imageUrl": PICTURE, "outputFormat": "webp"},
    "image-upscale": {"imageUrl": PICTURE, "scale": 2},
    "image-inpaint": {"imageUrl": PICTURE, "maskUrl": MASK, "prompt": "a field of grass"},
    "image-variations": {"imageUrl": PICTURE, "variants": 2, "strength": 0.4},
    "image-outpaint": {"imageUrl": PICTURE, "aspectRatio": "16:9", "prompt": "the sea, calm"},
    "video-generation": {"prompt": "waves on a quiet beach, seen from above", "duration": 6, "aspectRatio": "16:9"},
    "video-clips": {"videoUrl": FILM, "targetDuration": 15, "platform": "tiktok", "numberOfClips": 1},
    "video-subtitles": {"videoUrl": FILM, "transcript": "Good evening, and welcome.", "position": "bottom"},
    "image-to-video": {"imageUrl": PICTURE, "motion": "zoom-in", "duration": 5},
    "video-upscale": {"videoUrl": FILM, "scale": 2, "sourceSeconds": 20},
    "video-merge": {"clips": [{"videoUrl": FILM}, {"videoUrl": FILM, "end": 1}], "transition": "fade"},
    "video-translate": {"videoUrl": FILM, "sourceLanguage": "es", "targetLanguage": "en", "sourceSeconds": 20},
    "text-to-speech": {"text": "Good evening, and welcome to the show.", "language": "en", "speed": 1.1},
    "voice-clone": {
        "name": "Ann", "audioSamples": [SPEECH], "language": "en",
        "consent": {"subject": "Ann Example", "statement": "You may clone my voice.", "recordedAt": "2026-05-01T10:00:00Z"},
    },
    "custom-speech": {"text": "This is my own voice.", "voiceModelId": VOICE},
    "sound-effects": {"prompt": "rain on a tin roof", "duration": 4, "loop": True},
    "music-generation": {"prompt": "a calm piece for a rainy evening", "duration": 30, "genre": "ambient", "mood": "calm"},
    "music-extension": {"audioUrl": SPEECH, "duration": 15, "crossfade": 2},
    "avatar-generation": {"sourceType": "description", "sourceData": "a friendly woman with short grey hair", "style": "realistic"},
    "avatar-animation": {"avatarModelId": AVATAR, "audioUrl": SPEECH, "backgroundType": "solid-color", "background": "#dfe7ef"},
    "template-render": {"templateId": TEMPLATE, "data": {"quote": "Less, but better.", "author": "A maker"}, "outputFormat": "png"},
    "social-variants": {"sourceUrl": PICTURE, "platforms": ["instagram", "linkedin"]},
    "nft-mint": {"assetUrl": MADE, "blockchain": "polygon", "metadata": {"name": "A lighthouse", "description": "Seen once, at dawn."}},
}  # fmt: skip

SOURCES: Final[dict[str, Json]] = {
    PICTURE: {"id": "picture", "type": "image-generation", "params": {"prompt": "a harbour at dawn", "width": 512, "height": 512}},
    FILM: {"id": "film", "type": "video-generation", "params": {"prompt": "the sea at night", "duration": 5}},
    SPEECH: {"id": "speech", "type": "text-to-speech", "params": {"text": "Good morning. The harbour wakes."}},
}  # fmt: skip
"""The steps that make what a body would otherwise name by its address."""
ROLES: Final = {PICTURE: "image", FILM: "video", SPEECH: "audio"}
SCORED: Final[Json] = {"id": "scored", "type": "video-merge", "params": {
    "clips": [{"videoUrl": FILM}, {"videoUrl": FILM, "end": 1}], "audioUrl": {"$ref": "main.outputs[role=audio]"},
}}  # fmt: skip
AFTER: Final[dict[str, Json]] = {
    "image-generation": {"id": "larger", "type": "image-upscale", "params": {"imageUrl": {"$ref": "main.outputs[0].url"}, "scale": 2}},
    "video-generation": {"id": "larger", "type": "video-upscale", "params": {
        "videoUrl": {"$ref": "main.outputs[role=video]"}, "sourceSeconds": 6}},
    "text-to-speech": {"id": "captioned", "type": "video-subtitles", "params": {
        "videoUrl": FILM, "transcript": {"$ref": "main.outputs[role=timings]"}}},
    "video-clips": {"id": "captioned", "type": "video-subtitles", "params": {"videoUrl": {"$ref": "main.outputs[role=video]"}}},
    "video-subtitles": {"id": "larger", "type": "video-upscale", "params": {
        "videoUrl": {"$ref": "main.outputs[role=video]"}, "sourceSeconds": 20}},
    "video-translate": {"id": "captioned", "type": "video-subtitles", "params": {"videoUrl": {"$ref": "main.outputs[role=video]"}}},
    "voice-clone": {"id": "said", "type": "custom-speech", "params": {
        "text": "This is my own voice.", "voiceModelId": {"$ref": "main.model"}}},
    "custom-speech": {"id": "talking", "type": "avatar-animation", "params": {
        "avatarModelId": AVATAR, "audioUrl": {"$ref": "main.outputs[role=audio]"}}},
    "avatar-generation": {"id": "talking", "type": "avatar-animation", "params": {
        "avatarModelId": {"$ref": "main.model"}, "audioUrl": SPEECH}},
    "sound-effects": SCORED,
    "music-generation": SCORED,
    "template-render": {"id": "wide", "type": "image-outpaint", "params": {
        "imageUrl": {"$ref": "main.outputs[role=image]"}, "aspectRatio": "16:9"}},
}  # fmt: skip
"""What a pipeline does with what the job makes; where it takes a file, a step before it makes that one."""


def body(name: str) -> Json:
    """Give the body that a job type's page asks with. Raises LookupError for a type that has none yet."""
    if name not in BODIES:
        raise LookupError(f"write an example of {name!r} in manual/examples.py")
    return BODIES[name]


def pipeline(name: str) -> Json:
    """Give the pipeline of a job type's page: what it takes is made by the steps before, what it makes goes on."""
    kept = name in HEARD
    asked = {**body(name)}
    if name == "nft-mint":
        asked["assetUrl"] = PICTURE
    sources = [] if kept else [each for each in _named(asked) if each in SOURCES]
    main = {"id": "main", "type": name, "params": asked if kept else _referring(asked)}
    steps = [*(SOURCES[each] for each in dict.fromkeys(sources)), main]
    return {"name": name, "steps": [*steps, AFTER[name]] if name in AFTER else steps}


def _named(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for part in value.values():
                yield from _named(part)
        case list():
            for part in value:
                yield from _named(part)
        case str():
            yield value


def _referring(value: Any) -> Any:
    match value:
        case dict():
            return {name: _referring(part) for name, part in value.items()}
        case list():
            return [_referring(part) for part in value]
        case str() if value in SOURCES:
            return {"$ref": f"{SOURCES[value]['id']}.outputs[role={ROLES[value]}]"}
        case _:
            return value

"""What is asked for in the examples: one body a job type, as somebody would write it."""

from typing import Any, Final

Body = dict[str, Any]
PICTURE, MASK, FILM, SPEECH, MADE = "@picture", "@mask", "@film", "@speech", "@made"
"""Stand for files of the caller's own."""
VOICE, AVATAR = "@voice", "@avatar"
TEMPLATE: Final = "tmpl_01kb01s3m0e8v4t9q2w7x5y006"

BODIES: Final[dict[str, Body]] = {
    "image-generation": {
        "prompt": "A lighthouse in the first light of the day, oil on canvas", "width": 1024, "height": 768,
        "stylePreset": "artistic", "metadata": {"order": "4711"}, "tags": ["covers"],
    },
    "image-transform": {"imageUrl": PICTURE, "transformation": "enhance", "strength": 0.5},
    "background-removal": {"imageUrl": PICTURE, "outputFormat": "webp"},
    "image-upscale": {"imageUrl": PICTURE, "scale": 2},
    "image-inpaint": {"imageUrl": PICTURE, "maskUrl": MASK, "prompt": "a field of grass"},
    "image-variations": {"imageUrl": PICTURE, "variants": 2, "strength": 0.4},
    "image-outpaint": {"imageUrl": PICTURE, "aspectRatio": "16:9", "prompt": "the sea, calm"},
    "video-generation": {"prompt": "Waves on a quiet beach, seen from above", "duration": 6, "aspectRatio": "16:9"},
    "video-clips": {"videoUrl": FILM, "targetDuration": 15, "platform": "tiktok", "numberOfClips": 2},
    "video-subtitles": {"videoUrl": FILM, "transcript": "Good evening, and welcome.", "position": "bottom"},
    "image-to-video": {"imageUrl": PICTURE, "motion": "zoom-in", "duration": 5},
    "video-upscale": {"videoUrl": FILM, "scale": 2},
    "video-merge": {"clips": [{"videoUrl": FILM}, {"videoUrl": FILM, "end": 1}], "transition": "fade"},
    "video-translate": {"videoUrl": FILM, "sourceLanguage": "es", "targetLanguage": "en", "sourceSeconds": 2},
    "text-to-speech": {"text": "Good evening, and welcome to the show.", "language": "en", "speed": 1.0},
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
    "template-render": {"data": {"quote": "Less, but better.", "author": "A maker"}, "outputFormat": "png"},
    "social-variants": {"sourceUrl": PICTURE, "platforms": ["instagram", "linkedin"]},
    "nft-mint": {
        "assetUrl": MADE, "blockchain": "polygon",
        "metadata": {
            "name": "A lighthouse", "description": "Seen once, at dawn.",
            "attributes": [{"trait_type": "light", "value": "first"}],
        },
    },
}  # fmt: skip
PIPELINE: Final[Body] = {
    "name": "spoken-picture",
    "steps": [
        {"id": "picture", "type": "image-generation", "params": {"prompt": "A harbour at dusk", "width": 512, "height": 512}},
        {"id": "film", "type": "image-to-video", "params": {"imageUrl": {"$ref": "picture.outputs[0].url"}, "duration": 5}},
    ],
    "onFailure": "cancel",
    "maxCredits": 200,
}  # fmt: skip
PRESET: Final[Body] = {
    "name": "two-posters",
    "summary": "Two posters of one thing.",
    "parameters": {
        "type": "object", "required": ["thing"],
        "properties": {"thing": {"type": "string", "description": "what is to be seen", "maxLength": 200}},
    },
    "example": {"thing": "a lighthouse"},
    "steps": [{"id": "posters", "type": "image-generation", "params": {"prompt": {"$param": "thing"}, "variants": 2}}],
}  # fmt: skip
BADGE: Final[Body] = {
    "name": "Badge",
    "category": "event-posters",
    "summary": "A name on a card.",
    "source": '#import "/kit.typ": *\n#set page(width: 200pt, height: 100pt)\n#set document(title: data.name)\n#data.name',
    "schema": {
        "type": "object", "additionalProperties": False, "required": ["name"],
        "properties": {"name": {"type": "string", "title": "Name", "maxLength": 40}},
    },
    "exampleData": {"name": "Ada"},
}  # fmt: skip
QUERIES: Final[dict[str, str]] = {
    "studioJob": 'query One { studioJob(id: "%s") { id type status progress outputs { url mimeType } } }',
    "studioJobs": "query Page { studioJobs(status: COMPLETED, first: 2)"
    " { edges { node { id type creditsCharged } } pageInfo { hasNextPage endCursor } } }",
    "studioTemplates": "query Catalogue { studioTemplates(first: 2) { edges { node { id name category price } } } }",
    "studioUsage": "query Month { studioUsage { month tier jobs { accepted limit } } }",
}

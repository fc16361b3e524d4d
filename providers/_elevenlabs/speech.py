"""Speech of ElevenLabs: what each model takes of a mood and a speed, and the words in the alignment that it gives."""

import math
from typing import Any, Final

from domain.errors import ProviderRejected
from domain.tasks import Emotion, SpeechTask, Word
from domain.values import Json

EXPRESSIVE: Final = "eleven_v3"
STEADY: Final = "eleven_multilingual_v2"
TEXT_LENGTH_MAX: Final = {EXPRESSIVE: 2_980, STEADY: 10_000}
"""Of the 3,000 characters that the expressive model takes, some are left for a tag."""

TAGS: Final = {
    Emotion.HAPPY: "[happy]",
    Emotion.SAD: "[sad]",
    Emotion.ANGRY: "[angry]",
    Emotion.EXCITED: "[excited]",
}
"""The expressive model takes a mood as an audio tag before the text."""
NATURAL: Final = {"stability": 0.5}
"""Of its three stabilities, the one between a voice that wanders and one that tags do not move."""
MOVED: Final = {"stability": 0.3, "style": 0.5}
"""The steady model has no moods: a voice of any but the neutral one is left more range."""
SPEED_MIN: Final = 0.7
SPEED_MAX: Final = 1.2


def request(provider: str, model: str, task: SpeechTask) -> tuple[dict[str, Any], float]:
    """Encode a task; answers the body and the speed really asked for. Raises ProviderRejected."""
    if model == STEADY:
        body, speed = _steady(task)
    else:
        # What the expressive model makes of a speed is not documented, so all of it is left to be done afterwards.
        body, speed = _expressive(task), 1.0
    if len(task.text) > TEXT_LENGTH_MAX.get(model, TEXT_LENGTH_MAX[EXPRESSIVE]):
        raise ProviderRejected(provider, f"the text has {len(task.text)} characters")
    return {"model_id": model, **body}, speed


def _steady(task: SpeechTask) -> tuple[dict[str, Any], float]:
    speed = min(max(task.speed, SPEED_MIN), SPEED_MAX)
    mood = MOVED if task.emotion is not Emotion.NEUTRAL else {}
    return {"text": task.text, "voice_settings": {**mood, "speed": speed}}, speed


def _expressive(task: SpeechTask) -> dict[str, Any]:
    tag = TAGS.get(task.emotion)
    # An ISO 639-1 code: what it does not know, it ignores.
    language = {"language_code": task.language.split("-")[0].lower()} if task.language else {}
    text = f"{tag} {task.text}" if tag else task.text
    return {"text": text, "voice_settings": NATURAL, **language}


def words(alignment: Json, task: SpeechTask) -> tuple[Word, ...] | None:
    """Gather the timed characters into words; a tag of ours is none of them. None: that is no alignment."""
    match alignment:
        case {
            "characters": list(characters),
            "character_start_times_seconds": list(starts),
            "character_end_times_seconds": list(ends),
        } if len(characters) == len(starts) == len(ends) and all(map(_is_time, (*starts, *ends))):
            found = _gathered(characters, starts, ends)
        case _:
            return None
    tag = TAGS.get(task.emotion)
    return tuple(found[1:] if found and found[0].text == tag else found)


def _gathered(characters: list[Json], starts: list[float], ends: list[float]) -> list[Word]:
    found: list[Word] = []
    text, start, end = "", 0.0, 0.0
    for character, begins, stops in zip(
        [*characters, " "], [*starts, 0.0], [*ends, 0.0], strict=True
    ):
        if not str(character).isspace():
            start = start if text else begins
            text, end = text + str(character), max(start, stops)
        elif any(letter.isalnum() for letter in text):
            found.append(Word(text=text, start=round(start, 3), end=round(end, 3)))
            text = ""
        else:
            text = ""
    return found


def _is_time(value: Json) -> bool:
    return isinstance(value, int | float) and 0 <= value < math.inf

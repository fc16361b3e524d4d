"""What vendors of 3D models share: words for an avatar and its style, which none of them has a field for."""

from typing import Final

from domain.tasks import AvatarStyle, ModelTask

BUST: Final = "One person's head and shoulders, facing forward"
STYLES: Final = {
    AvatarStyle.REALISTIC: "photorealistic",
    AvatarStyle.CARTOON: "as a cartoon character",
    AvatarStyle.ANIME: "as an anime character",
    AvatarStyle.THREE_D: "as a character of a 3D animated film",
}


def sculpted(task: ModelTask) -> str:
    """Give the prompt with what an avatar is, and its style, in words."""
    if task.style is None:
        return task.prompt
    if task.image and task.style is AvatarStyle.REALISTIC:
        return task.prompt  # a photo says it all
    return f"{BUST}, {STYLES[task.style]}{f': {task.prompt}' if task.prompt else ''}"

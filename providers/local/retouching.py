"""What the local engines offer to do to a picture, and how each is asked."""

from typing import Final

from domain.tasks import Ability, BackgroundRemovalTask, ImageEditTask, ImageUpscaleTask
from domain.values import Json
from providers._base import Offer, Submission

QUEUE: Final = "studio-media"
OFFERS: Final = (
    Offer(ability=Ability.BACKGROUND_REMOVAL, model="contour-cut", paid=False, queue=QUEUE),
    Offer(ability=Ability.IMAGE_UPSCALE, model="resampler", paid=False, queue=QUEUE),
    Offer(
        ability=Ability.IMAGE_EDIT,
        model="retoucher",
        paid=False,
        queue=QUEUE,
    ),
)

Asked = tuple[str, dict[str, Json]]


def encode(
    ask: Submission, task: BackgroundRemovalTask | ImageUpscaleTask | ImageEditTask
) -> Asked:
    """Give the engine for a task, and its request."""
    file = str(ask.files[task.image.sha256])
    match task:
        case BackgroundRemovalTask():
            return "cutouts", {"file": file}
        case ImageUpscaleTask():
            return "enlargements", {"file": file, "scale": task.scale, "enhance": task.enhance}
        case ImageEditTask():
            return "retouches", {
                "operation": task.operation.value, "file": file, "prompt": task.prompt, "seed": task.seed,
                "reference": task.reference and str(ask.files[task.reference.sha256]),
                "mask": task.mask and str(ask.files[task.mask.sha256]),
                "drawn": task.drawn and task.drawn.model_dump(mode="json"),
                "strength": 1.0 if task.strength is None else task.strength,
            }  # fmt: skip

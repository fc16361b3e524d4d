"""A vendor of models: a ball on a plate; words in the prompt say what comes with it, and what it can't be."""

from io import BytesIO
from typing import ClassVar

from PIL import Image

from domain.errors import ProviderMalformed
from domain.tasks import Ability, ModelTask
from providers._base import Finished, Made, Offer, Provider, Submission
from tests.meshes import glb
from tests.vendors._fake import model_3d

RENDERED = (250, 120, 10)


class Sculptor(Provider):
    """`pictured` brings a picture, `torn` one that is none, `empty` a model that can't be drawn."""

    name = "sculptor"
    asked: ClassVar[list[ModelTask]] = []
    offers: ClassVar[tuple[Offer, ...]] = (Offer(ability=Ability.MODEL_3D, model="clay-1"),)

    async def submit(self, ask: Submission) -> Finished:
        """Answer at once."""
        if not isinstance(ask.task, ModelTask):
            raise ProviderMalformed(self.name, "it makes models only")
        self.asked.append(ask.task)
        words = ask.task.prompt
        made = [Made(role="model", data=model_3d() if "empty" in words else glb())]
        if "pictured" in words or "torn" in words:
            file = BytesIO()
            Image.new("RGBA", (300, 200), (*RENDERED, 255)).save(file, "WEBP", lossless=True)
            data = b"no picture" if "torn" in words else file.getvalue()
            made.append(Made(role="image", data=data, extra=True))
        return Finished(model="clay-1", made=tuple(made))

"""The photographer of models: a GLB of anybody's in, a still picture and a film of it turning out."""

from pathlib import Path

from domain.values import Json
from providers.local.engines._meshes.container import Unreadable
from providers.local.engines._meshes.reading import head_in
from providers.local.engines._protocol import Refusal, Report, serve
from providers.local.engines._showing import showing

READ = 0.3


def work(request: Json, report: Report) -> Json:
    """Show the model `file` in pictures, put into `folder`."""
    folder = Path(request["folder"])
    try:
        model = head_in(Path(request["file"]))
    except Unreadable as error:
        raise Refusal("rejected_input", f"The model can't be drawn here: {error}.") from error
    report(READ)
    showing.portrait(model, folder)
    showing.preview(model, folder, showing.turntable, lambda done: report(READ + (1 - READ) * done))
    return {"portrait": showing.PORTRAIT, "preview": showing.PREVIEW}


if __name__ == "__main__":
    serve(work)

"""A place on the net where callers keep their files: what is not on the shelf is not found."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.vendors._fake import alive


class Shelf:
    """Files by name; `url` is where it is served, once it is."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.url = ""

    def app(self) -> Starlette:
        """Make the application."""
        return Starlette(routes=[Route("/_live", alive), Route("/{name}", self.file)])

    async def file(self, request: Request) -> Response:
        """Give a file."""
        data = self.files.get(request.path_params["name"])
        return Response("Not here.", 404) if data is None else Response(data)

"""Designs that are filled with data: what a template is, and what a version of it holds."""

from enum import StrEnum
from typing import Final, Literal

from domain.values import Json, Value

SOURCE: Final = "template.typ"
"""The file of a template that is compiled."""
PDF_STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, so that it can be read aloud."""

OutputFormat = Literal["png", "jpg", "pdf"]


class Category(StrEnum):
    EVENT_POSTERS = "event-posters"
    SOCIAL_MEDIA = "social-media"
    PRESENTATIONS = "presentations"


class Design(Value):
    """What a version of a template is: its files, what its data looks like, and how it is drawn.

    `files` are texts by name, one of them `template.typ`; `fields` is the JSON Schema of `data`; `ppi` are the pixels
    an inch of PNG and JPEG; `accessible` holds its PDF to PDF/UA-1.
    """

    summary: str
    files: dict[str, str]
    fields: Json
    example: Json
    ppi: int = 144
    accessible: bool = False

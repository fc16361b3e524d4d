"""A token: what it says of itself (ERC-721), its number, and the chains that it may live on."""

import json
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from domain.values import Edge, Text

ATTRIBUTES_MAX: Final = 100
NUMBER_MAX: Final = 2**53
"""The largest whole number that every reader of JSON agrees on."""
DIGITS: Final = {digit: value for value, digit in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}
DEVELOPMENT: Final = "development"
"""The chain that runs here while no other is configured. What is minted there is worth nothing, and says so."""
ADDRESS: Final = r"^0x[0-9a-fA-F]{40}$"


class Blockchain(StrEnum):
    POLYGON = "polygon"
    ETHEREUM = "ethereum"


ShortText = Annotated[Text, StringConstraints(min_length=1, max_length=256)]


class Attribute(Edge):
    """A trait, with the names that marketplaces read (snake case). Only a number may have a `display_type`."""

    trait_type: ShortText | None = Field(default=None, alias="trait_type")
    value: (
        ShortText
        | Annotated[int, Field(ge=-NUMBER_MAX, le=NUMBER_MAX)]
        | Annotated[float, Field(ge=-NUMBER_MAX, le=NUMBER_MAX)]
    )
    display_type: Literal["number", "boost_number", "boost_percentage", "date"] | None = Field(
        default=None, alias="display_type"
    )

    @model_validator(mode="after")
    def is_displayable(self) -> "Attribute":
        """Refuse a display of numbers for a text."""
        if self.display_type and isinstance(self.value, str):
            raise ValueError(f"display_type {self.display_type!r} needs a number as its value")
        return self


class TokenMetadata(Edge):
    """What the token tells of itself, for ever."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=128, pattern=r"\S")]
    description: Annotated[Text, StringConstraints(max_length=4_000)] = ""
    attributes: tuple[Attribute, ...] = Field(default=(), max_length=ATTRIBUTES_MAX)

    def texts(self) -> tuple[str, ...]:
        """Give its words."""
        traits = (part for each in self.attributes for part in (each.trait_type, each.value))
        return (self.name, self.description, *(part for part in traits if isinstance(part, str)))


def document(metadata: TokenMetadata, *, asset_uri: str, mime_type: str) -> bytes:
    """Write the metadata document (EIP-721, with `animation_url` for what is no picture); the same bytes every time."""
    place = "image" if mime_type.startswith("image/") else "animation_url"
    told = {
        "name": metadata.name,
        "description": metadata.description,
        place: asset_uri,
        "attributes": [
            each.model_dump(mode="json", by_alias=True, exclude_none=True)
            for each in metadata.attributes
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode()


def mint_of(job_id: str) -> str:
    """Name the mint of a job, which has one over all its runs: `job_x` has `mint_x`."""
    return f"mint_{job_id.partition('_')[2]}"


def token_of(mint_id: str) -> int:
    """Give a mint's token its number: the UUID in the mint's id, so that no two mints share one."""
    number = 0
    for digit in mint_id.partition("_")[2]:
        number = number << 5 | DIGITS[digit]
    return number

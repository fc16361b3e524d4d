"""What an avatar is made of, as its model keeps it."""

from pydantic import ValidationError

from domain.assets import Blob
from domain.values import Json, Value


class Avatar(Value):
    """Its picture, and its head in three dimensions (GLB) where it has one: a model's traits."""

    portrait: Blob
    model: Blob | None = None


def avatar_of(traits: Json) -> Avatar | None:
    """Read a model's traits; None where they are not an avatar's."""
    try:
        return Avatar.model_validate(traits)
    except ValidationError:
        return None

"""The two kinds of value that travel: one that crosses Temporal, one that arrives over HTTP."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

Json = Any
"""Raw JSON: the only place for `Any`."""

BREAKS: Final = frozenset("\n\r\t")


class Value(BaseModel):
    """A frozen value between our own parts. Unknown fields are ignored, so a rollback stays readable."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Row(BaseModel):
    """A row of the operator's file: frozen, and with no field that we do not know, for a slip there costs money."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Edge(BaseModel):
    """A frozen value from a client: camelCase, strict, and with no field that we do not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        allow_inf_nan=False,
    )


def plain_text(text: str) -> str:
    """Refuse what `Text` may not hold."""
    for mark in text:
        if (mark < " " and mark not in BREAKS) or mark == "\x7f" or "\ud800" <= mark <= "\udfff":
            raise PydanticCustomError(
                "text_unsafe", "Text may not contain control characters or lone surrogates."
            )
    return text


Text = Annotated[str, AfterValidator(plain_text)]
"""Text that PostgreSQL, JSON and a log line can all hold. Lengths count Unicode code points."""

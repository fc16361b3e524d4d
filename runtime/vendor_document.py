"""Writes the vendors' tables into `docs/providers.md`, from the adapters themselves."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from providers._base import Offer, Proof, Provider
from runtime.catalog import adapters

PAGE: Final = Path(__file__).parent.parent / "docs" / "providers.md"
BEGIN: Final = "<!-- written by `python -m runtime.vendor_document` -->\n"
END: Final = "<!-- end of what is written -->\n"
WEBHOOKS: Final[Mapping[Proof | None, str]] = {
    None: "none",
    "none": "not signed",
    "call": "proven by a secret of each call",
    "account": "signed with the account's secret",
    "keys": "signed, proven by public keys",
}
ABILITIES: Final = ("vendor", "ability", "model", "limits of one call", "a lost answer")
MANNERS: Final = (
    "vendor",
    "also called",
    "variables",
    "address",
    "asked",
    "cancel",
    "webhooks",
)
RANGE_LENGTH_MIN: Final = 3
LINK: Final = re.compile(r"https://\S+")


def page(text: str) -> str:
    """Give the page's text with its tables made anew; what stands around them stays."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{tables()}\n{END}{tail}"


def tables() -> str:
    """Give both tables."""
    kinds = vendors()
    abilities = (_ability(kind, offer) for kind in kinds for offer in kind.offers)
    return f"{_table(ABILITIES, abilities)}\n{_table(MANNERS, map(_manner, kinds))}"


def vendors() -> list[type[Provider]]:
    """Find the adapters that need a key, by name."""
    found = adapters()
    return [found[name] for name in sorted(found) if found[name].needs_key]


def _ability(kind: type[Provider], offer: Offer) -> tuple[str, ...]:
    found = "is asked about" if offer.findable else "stays unknown"
    return (
        kind.name, offer.ability.value, _names(offer.model, *offer.aliases), ", ".join(_limits(offer)),
        found if offer.paid else "costs nothing",
    )  # fmt: skip


def _limits(offer: Offer) -> Iterator[str]:
    if offer.serves:
        yield "only " + ", ".join(operation.value for operation in offer.serves)
    if offer.seconds:
        yield _lengths(offer.seconds)
    if offer.text_length_max:
        yield f"{offer.text_length_max:,} characters"
    if offer.languages:
        yield f"{len(offer.languages)} languages"
    if offer.translates:
        yield f"into {len({pair.partition('>')[2] for pair in offer.translates})} languages"


def _lengths(seconds: Sequence[float]) -> str:
    """Name lengths one by one, or by the first and the last where they rise by equal steps."""
    told = [f"{length:g}" for length in seconds]
    steps = {round(after - before, 3) for before, after in pairwise(seconds)}
    if len(told) < RANGE_LENGTH_MIN or len(steps) > 1:
        return f"{', '.join(told)} s"
    step = steps.pop()
    return f"{told[0]}–{told[-1]} s" + ("" if step == 1 else f" by {step:g}")


def _manner(kind: type[Provider]) -> tuple[str, ...]:
    cancels = kind.cancel is not Provider.cancel
    return (
        _linked(kind), _names(*kind.aliases), _names(*variables(kind)),
        _names(kind.base_url) if kind.base_url else "your own", _pace(kind),
        "reaches the vendor" if cancels else "is ours only", _webhooks(kind),
    )  # fmt: skip


def _webhooks(kind: type[Provider]) -> str:
    whole = has_one_address(kind)
    return WEBHOOKS[kind.proof] + (", one address an account" if whole else "")


def has_one_address(kind: type[Provider]) -> bool:
    """Tell whether a vendor's webhooks all come to one address, which is set up once for the whole account."""
    return "subject" in vars(kind)


def _pace(kind: type[Provider]) -> str:
    return "answers at once" if kind.poll is Provider.poll else f"every {kind.poll_seconds:g} s"


def variables(kind: type[Provider]) -> Iterator[str]:
    """Name what has to be set for a vendor to serve, and for its webhooks to be believed."""
    prefix = f"PROVIDERS__{kind.name.upper()}__"
    yield f"{prefix}API_KEY"
    if not kind.base_url:
        yield f"{prefix}BASE_URL"
    if kind.proof == "account":
        yield f"{prefix}WEBHOOK_SECRET"


def _names(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _linked(kind: type[Provider]) -> str:
    """Name a vendor, with the page of its API that the adapter's module begins with."""
    found = LINK.search(sys.modules[kind.__module__].__doc__ or "")
    return f"[{kind.name}]({found.group()})" if found else kind.name


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text()))

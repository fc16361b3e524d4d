"""A result that lies at the vendor, as a receipt: it is kept before it is fetched, so a crash costs no second call."""

from typing import Final

from pydantic import TypeAdapter

from providers._base import Finished, Ticket

FINISHED: Final = TypeAdapter(Finished)
RESULT: Final = "result"


def receipt(provider: str, key: str, finished: Finished) -> Ticket | None:
    """Make the ticket of a result that is all links; None where its bytes are here already."""
    if not finished.made or not all(made.url for made in finished.made):
        return None
    told = FINISHED.dump_json(finished).decode()
    return Ticket(provider=provider, id=f"{RESULT}:{key}", state={RESULT: told})


def redeem(ticket: Ticket) -> Finished | None:
    """Give the result that a ticket holds, where it holds one."""
    told = ticket.state.get(RESULT)
    return None if told is None else FINISHED.validate_json(told)

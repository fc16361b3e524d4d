"""What a transaction offers for its gas (EIP-1559), and how much more the next one offers. Wei a gas."""

from typing import Final

from domain.values import Value

GWEI: Final = 10**9
RAISE_PERCENT: Final = 15
"""Nodes refuse a replacement that offers less than a tenth more; some ask for an eighth."""


class Fees(Value):
    """The most that is paid, and the part of it that is the block's maker's own."""

    max_fee: int
    priority_fee: int

    @classmethod
    def of(cls, *, base_fee: int, tip: int) -> "Fees":
        """Offer enough for a base fee that doubles, which takes six full blocks."""
        return cls(max_fee=2 * base_fee + tip, priority_fee=tip)

    def within(self, cap: int) -> "Fees":
        """Keep below a cap."""
        return Fees(max_fee=min(self.max_fee, cap), priority_fee=min(self.priority_fee, cap))

    def raised(self, now: "Fees", *, cap: int) -> "Fees | None":
        """Offer so much more that nodes take it as a replacement; None where the cap forbids it."""
        more = Fees(
            max_fee=max(_more(self.max_fee), now.max_fee),
            priority_fee=max(_more(self.priority_fee), now.priority_fee),
        )
        return more if more.max_fee <= cap else None


def _more(fee: int) -> int:
    return fee + -(-fee * RAISE_PERCENT // 100) + 1

"""How many sockets are open in this process: of a tenant as its tier allows, and of all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import ConcurrencyLimited, Unavailable


class Places:
    """Counts in memory: a socket's place ends with its process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, tenant_id: str, of_tenant: int) -> Iterator[None]:
        """Hold a place. Raises ConcurrencyLimited, Unavailable."""
        if self._taken[tenant_id] >= of_tenant:
            raise ConcurrencyLimited(
                f"The tenant has {of_tenant} sockets open here, as many as its tier allows."
            )
        if self._taken.total() >= self.most:
            raise Unavailable("The server has no room for another socket.", retry_after_seconds=5)
        self._taken[tenant_id] += 1
        try:
            yield
        finally:
            self._taken -= Counter({tenant_id: 1})

"""What developers import: a client of the public HTTP API."""

from studio.client import Client, StudioProblem

__all__ = ["Client", "StudioProblem"]

"""What developers import: a client of the public HTTP API, and a builder of pipelines."""

from studio.client import Client, StudioProblem
from studio.pipelines import Pipeline

__all__ = ["Client", "Pipeline", "StudioProblem"]

"""Discovery: every job type in `workflows/` and every adapter in `providers/`."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import providers
import workflows
from providers._base import Provider
from runtime.numbers import Numbers
from workflows._job import JobType


def job_types(numbers: Numbers) -> dict[str, JobType]:
    """Find the job types by name. Raises ValueError for one without its row of numbers."""
    found = {module.JOB.name: module.JOB for module in _public(workflows) if hasattr(module, "JOB")}
    if missing := sorted(set(found) - set(numbers.jobs)):
        raise ValueError(f"no row of numbers for job types {missing}")
    return found


def adapters() -> dict[str, type[Provider]]:
    """Find the adapters by name. Importing them loads no engine."""
    modules = (module for module in _public(providers) if hasattr(module, "ADAPTER"))
    return {module.ADAPTER.name: module.ADAPTER for module in modules}


def _public(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{info.name}")

"""The compose file: pinned images, and no variable that the settings do not know."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from providers._base import Provider
from runtime.settings import ChainSettings, ProviderSettings, Settings
from runtime.vendor_document import variables, vendors

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.temporal.yml").read_text())
EXAMPLE = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {
    name: service
    for name, service in SERVICES.items()
    if str(service["image"]).startswith("studio:")
}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting(name: str) -> None:
    assert set(OURS[name]["environment"]) <= _known()


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned(name: str) -> None:
    tag = str(SERVICES[name]["image"]).partition(":")[2]
    assert re.search(r"\d+\.\d+", tag), tag
    assert tag != "latest"


def test_every_queue_has_a_worker() -> None:
    served = {
        service["command"][-1] for service in OURS.values() if "worker.py" in service["command"]
    }
    assert served == {"studio", "studio-providers", "studio-media", "studio-webhooks"}


def test_every_secret_is_in_the_example() -> None:
    named = set(
        re.findall(
            r"\$\{(\w+):\?\}",
            (ROOT / "docker-compose.temporal.yml").read_text(),
        )
    )
    assert named <= EXAMPLE


@pytest.mark.parametrize("vendor", vendors(), ids=lambda vendor: str(vendor.name))
def test_a_vendors_variables_are_in_the_example_and_reach_the_workers(
    vendor: type[Provider],
) -> None:
    needed = set(variables(vendor))
    assert needed <= EXAMPLE
    passed = OURS["worker-providers"]["environment"]
    assert {passed[name] for name in needed} == {f"${{{name}:-}}" for name in needed}


def test_every_vendors_variable_of_the_example_is_passed_on() -> None:
    passed = set(OURS["worker-providers"]["environment"])
    assert {name for name in EXAMPLE if name.startswith("PROVIDERS__")} <= passed


def _known() -> set[str]:
    providers = {
        f"PROVIDERS__{vendor.name.upper()}__{name.upper()}"
        for vendor in vendors()
        for name in ProviderSettings.model_fields
    }
    chains = {
        f"CHAINS__{chain}__{name.upper()}"
        for chain in ("POLYGON", "ETHEREUM")
        for name in ChainSettings.model_fields
    }
    return providers | chains | set(_names(Settings, ""))


def _names(model: type[BaseModel], prefix: str) -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += _names(kind, f"{prefix}{name.upper()}__")
        else:
            found.append(f"{prefix}{name.upper()}")
    return found

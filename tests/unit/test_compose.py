"""The compose file: pinned images, and no variable that the settings do not know."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from runtime.settings import ProviderSettings, Settings

COMPOSE = yaml.safe_load((Path(__file__).parents[2] / "docker-compose.temporal.yml").read_text())
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
    assert served == {"studio", "studio-providers", "studio-media"}


def test_every_secret_is_in_the_example() -> None:
    named = set(
        re.findall(
            r"\$\{(\w+):\?\}",
            (Path(__file__).parents[2] / "docker-compose.temporal.yml").read_text(),
        )
    )
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    assert named <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def _known() -> set[str]:
    providers = {f"PROVIDERS__OPENAI__{name.upper()}" for name in ProviderSettings.model_fields}
    return providers | set(_names(Settings, ""))


def _names(model: type[BaseModel], prefix: str) -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += _names(kind, f"{prefix}{name.upper()}__")
        else:
            found.append(f"{prefix}{name.upper()}")
    return found

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the program.
settings.register_profile("zhibiao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zhibiao")

_SHARED = Path(os.environ.get("ZHIBIAO_SHARED") or Path(__file__).parents[2] / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; tests that ask for it are skipped without it."""
    if not (_SHARED / "texts").is_dir():
        pytest.skip(f"no real documents at {_SHARED}; set ZHIBIAO_SHARED to the folder that holds texts/")
    return _SHARED

import json
from pathlib import Path

import pipeline.train  # noqa: F401  (sets the threads and the backend before JAX and Keras start)
import pytest

TINY = Path(__file__).parent / "tiny.json"


@pytest.fixture
def tiny() -> dict:
    return json.loads(TINY.read_text())


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """A model folder, trained for a moment with the tiny config."""
    out = tmp_path_factory.mktemp("trained") / "model"
    assert pipeline.train.main(["--config", str(TINY), "--out", str(out)]) == 0
    return out

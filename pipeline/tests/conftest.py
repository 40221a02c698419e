import json
import os
from pathlib import Path

os.environ["XLA_FLAGS"] = "--xla_backend_optimization_level=0"  # the tests mostly compile

import pipeline.train  # noqa: E402  (sets the threads and the backend before JAX and Keras start)
import pytest  # noqa: E402

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

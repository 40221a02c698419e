"""`python3 -m pipeline.parity`: golden inputs and outputs, computed by Keras from the exported files."""

from __future__ import annotations

import os

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import argparse  # noqa: E402
import json  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402

from .arguments import named_path  # noqa: E402
from .batches import Source, make_batch, step_rng  # noqa: E402
from .export import sha256  # noqa: E402
from .network import keras_model  # noqa: E402
from .outputs import MODEL_FILES, Refused, check_file, end_on_signals, write_file  # noqa: E402
from .reference import read_weights  # noqa: E402

STREAM = 3


def golden_windows(config: dict, length: int) -> np.ndarray:
    """A few seeded windows of the corpus, one in two corrupted, rounded so that JSON holds them exactly."""
    source = Source(config["corpus"])
    batch = make_batch(step_rng(config["seed"], STREAM, length), source, config["batch"], length)
    count = config["golden"]["windows"]
    chosen = [(batch.keys if at % 2 == 0 else batch.queries)[at % len(batch.keys), at] for at in range(count)]
    return np.round(np.array(chosen, np.float64), 6)


def keras_outputs(network: dict, folder: Path, windows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Latents and reconstructions (forward time) of windows [N, T] by Keras."""
    from keras import Model

    parameters = {name: list(kinds.values()) for name, kinds in read_weights(folder).items()}
    model = keras_model(network, parameters, windows.shape[1])
    both = Model(model.input, [model.get_layer("latent").output, model.output])
    latents, reversed_windows = both.predict(windows[:, :, None].astype(np.float32), verbose=0)
    return np.asarray(latents), np.asarray(reversed_windows)[:, ::-1, 0]


def write_parity(folder: Path, config: dict, path: Path) -> None:
    """Writes the cases for every golden length, and the hash of the weights that they belong to."""
    import keras

    cases = []
    for length in config["golden"]["lengths"]:
        windows = golden_windows(config, length)
        latents, reconstructions = keras_outputs(config["network"], folder, windows)
        rounded = {"windows": windows, "latents": latents, "reconstructions": reconstructions}
        cases.append({"windowSize": length} | {key: np.round(v.astype(float), 6).tolist() for key, v in rounded.items()})
    parity = {
        "provenance": f"python3 -m pipeline.parity: Keras {keras.__version__} on JAX, CPU, float32;"
        " windows of the training corpus (seeded), reconstructions in forward time",
        "weightsSha256": sha256((folder / "weights.bin").read_bytes()),
        "cases": cases,
    }
    write_file(path, (json.dumps(parity) + "\n").encode())


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(prog="python3 -m pipeline.parity", description=__doc__)
    parser.add_argument("--model", type=named_path, default=here.parent / "models")
    parser.add_argument("--config", type=named_path, default=here / "config.json")
    parser.add_argument("--out", type=named_path, default=here.parent / "tests" / "golden" / "model-parity.json")
    options = parser.parse_args()
    end_on_signals()
    try:
        check_file(options.out, [options.config, *(options.model / name for name in MODEL_FILES)])
    except Refused as refusal:
        parser.exit(2, f"{refusal}\n")
    write_parity(options.model, json.loads(options.config.read_text()), options.out)


if __name__ == "__main__":
    main()

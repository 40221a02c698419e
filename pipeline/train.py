"""`python3 -m pipeline.train`: from a config (and, if wanted, a folder of own data) to an exported model."""

from __future__ import annotations

import os

# One thread: sums in one order, so the same config gives the same weights.
ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {ONE_THREAD}".strip()
os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import argparse  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from functools import lru_cache, partial  # noqa: E402
from pathlib import Path  # noqa: E402

import jax  # noqa: E402
import numpy as np  # noqa: E402

from . import adam  # noqa: E402
from .arguments import arguments, check_outputs  # noqa: E402
from .batches import Source, make_batch, step_rng  # noqa: E402
from .export import export_model  # noqa: E402
from .finish import finished  # noqa: E402
from .network import initial_parameters  # noqa: E402
from .objective import objective  # noqa: E402
from .outputs import Refused, end_on_signals, write_file  # noqa: E402
from .own_data import NoUsableSeries, read_folder, windows_that_fit  # noqa: E402
from .parity import write_parity  # noqa: E402

@lru_cache(maxsize=4)
def train_step(config_json: str):
    """One compiled step: gradients of the objective, then Adam. Configs that differ in their seed alone share it."""
    config = json.loads(config_json)

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, moments, batch, number):
        (_, parts), gradients = jax.value_and_grad(objective, has_aux=True)(parameters, batch, config)
        parameters, moments = adam.update(parameters, moments, gradients, number, config["schedule"])
        return parameters, moments, parts

    return step


def fit(config: dict, source: Source, windows: dict[int, float], say=print, checkpoint=None) -> tuple[dict, np.ndarray]:
    """Trained parameters and the three losses of every step [steps, 3]."""
    steps, lengths = config["schedule"]["steps"], list(windows)
    shares = np.array(list(windows.values()), float)
    parameters = jax.tree.map(jax.numpy.asarray, initial_parameters(config["network"], step_rng(config["seed"], 2, 0)))
    moments = jax.tree.map(jax.numpy.copy, adam.start(parameters))
    step, losses, begun = train_step(json.dumps(config | {"seed": None})), [], time.monotonic()
    for number in range(steps):
        rng = step_rng(config["seed"], 0, number)
        batch = make_batch(rng, source, config["batch"], lengths[rng.choice(len(lengths), p=shares / shares.sum())])
        parameters, moments, parts = step(parameters, moments, batch, np.float32(number))
        losses.append(parts)
        if (number + 1) % max(1, min(100, steps // 10)) == 0:
            say(progress(number + 1, steps, time.monotonic() - begun, np.mean(losses[-100:], axis=0)))
            if checkpoint:
                checkpoint(number + 1, parameters)
    return parameters, np.array(losses)


def progress(done: int, steps: int, seconds: float, parts: np.ndarray) -> str:
    left = seconds / done * (steps - done)
    own, recalled, decoded = parts
    return (
        f"step {done}/{steps}  own {own:.4f}  recalled {recalled:.4f}  decoded recall {decoded:.4f}"
        f"  {seconds:.0f} s, about {left / 60:.1f} min left"
    )


def keep_checkpoint(folder: Path, every: int, number: int, parameters: dict) -> None:
    if number % every == 0:
        flat = {f"{name}/{at}": w for name, weights in parameters.items() for at, w in enumerate(weights)}
        held = io.BytesIO()
        np.savez(held, **{key: np.asarray(value) for key, value in flat.items()})
        write_file(folder / f"step-{number}.npz", held.getvalue())


def main(given: list[str] | None = None) -> int:
    options = arguments(given)
    try:
        check_outputs(options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    config = json.loads(options.config.read_text())
    if options.steps is not None:
        config["schedule"]["steps"] = options.steps
        config["schedule"]["warmUp"] = min(config["schedule"]["warmUp"], options.steps // 5)
    if options.seed is not None:
        config["seed"] = options.seed
    windows = {int(length): share for length, share in config["windows"].items()}
    if options.corpus == "none" and options.data is None:
        print("--corpus none leaves nothing to train on: give --data FOLDER.", file=sys.stderr)
        return 2
    own = []
    if options.data is not None:
        try:
            own = read_folder(options.data)
        except NoUsableSeries as error:
            print(error, file=sys.stderr)
            return 2
        print(f"{len(own)} series of {options.data}, {sum(map(len, own))} points")
    families = config["corpus"] if options.corpus == "synthetic" else None
    if families is None:
        windows = windows_that_fit(windows, own)
    source = Source(families, own, config["ownShare"])
    keep = partial(keep_checkpoint, options.checkpoints, 500) if options.checkpoints else None
    begun = time.monotonic()
    say = partial(print, flush=True)
    parameters, losses = fit(config, source, windows, say, keep)
    typical = min(windows, key=lambda length: abs(length - config["network"]["exportedLength"]))
    parameters = finished(parameters, source, config, typical)
    sha = export_model(options.out, config, parameters, training_facts(config, options, losses, own, begun))
    if options.golden:
        write_parity(options.out, config, options.golden)
    print(f"{options.out}: weights {sha}")
    return 0


def training_facts(config: dict, options: argparse.Namespace, losses: np.ndarray, own: list, begun: float) -> dict:
    """The facts about the training for the manifest and the model card."""
    ends = max(1, min(100, len(losses) // 2))
    named = lambda parts: dict(zip(("own", "recalled", "decodedRecall"), map(round_to_5, parts), strict=True))  # noqa: E731
    return {
        "seed": config["seed"],
        "steps": config["schedule"]["steps"],
        "seconds": round(time.monotonic() - begun),
        "lossFirst": named(losses[:ends].mean(axis=0)),
        "lossLast": named(losses[-ends:].mean(axis=0)),
        "corpusFamilies": list(config["corpus"]) if options.corpus == "synthetic" else [],
        "ownSeries": len(own),
    }


def round_to_5(value: float) -> float:
    return round(float(value), 5)


if __name__ == "__main__":
    end_on_signals()
    sys.exit(main())

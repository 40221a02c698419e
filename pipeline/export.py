"""Writes a tf.js LayersModel directly: topology in Keras 2's format, raw float32 weights, a manifest with hashes."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np

from .card import model_card
from .network import DECODER, ENCODER, LSTMS
from .outputs import replace_folder

LICENCE_NOTE = """The weights in this folder (model.json, weights.bin) are licensed under the Apache License, Version 2.0.
The full text is in the LICENSE file of this project and at http://www.apache.org/licenses/LICENSE-2.0

They were trained on synthetic series made by the project's own pipeline, and on nothing else, unless
manifest.json (training.ownSeries) says that a user's own series were added.
"""


def topology(network: dict) -> dict:
    """The layers in the form that tfjs-layers' loadLayersModel reads."""
    units, length = {**network["units"], "reconstruction": 1}, network["exportedLength"]
    first = {"name": "window", "batch_input_shape": [None, length, 1], "dtype": "float32", "sparse": False}
    layers = [{"class_name": "InputLayer", "name": "window", "config": first, "inbound_nodes": []}]
    for name in (*ENCODER, "repeat", *DECODER):
        config = {"name": name, "trainable": True, "dtype": "float32"}
        if name == "repeat":
            kind, config = "RepeatVector", config | {"n": length}
        elif name in LSTMS:
            kind, config = "LSTM", config | _lstm_config(units[name], name != "encoder_lstm_2")
        else:
            activation = "tanh" if name.endswith("dense") else "linear"
            kind, config = "Dense", config | {"units": units[name], "activation": activation, "use_bias": True}
        before = layers[-1]["name"]
        layers.append(
            {"class_name": kind, "name": name, "config": config, "inbound_nodes": [[[before, 0, 0, {}]]]}
        )
    model = {
        "name": "residual_lstm_ae",
        "layers": layers,
        "input_layers": [["window", 0, 0]],
        "output_layers": [["reconstruction", 0, 0]],
    }
    return {
        "keras_version": "2.15.0",
        "backend": "tensorflow",
        "model_config": {"class_name": "Functional", "config": model},
    }


def _lstm_config(units: int, sequences: bool) -> dict:
    return {
        "units": units,
        "activation": "tanh",
        "recurrent_activation": "sigmoid",
        "use_bias": True,
        "unit_forget_bias": True,
        "dropout": 0,
        "recurrent_dropout": 0,
        "implementation": 2,
        "return_sequences": sequences,
        "return_state": False,
        "go_backwards": False,
        "stateful": False,
        "unroll": False,
    }


def named_weights(parameters: dict) -> list[tuple[str, np.ndarray]]:
    """Every weight with its name, in the order in which they lie in weights.bin."""
    listed = []
    for name in ENCODER + DECODER:
        kinds = ("kernel", "recurrent_kernel", "bias") if name in LSTMS else ("kernel", "bias")
        listed += [(f"{name}/{kind}", weight) for kind, weight in zip(kinds, parameters[name], strict=True)]
    return listed


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def export_model(out: Path, config: dict, parameters: dict, training: dict) -> str:
    """Replaces `out` as a whole. Returns the hash of the weights."""
    weights = named_weights(parameters)
    binary = b"".join(np.ascontiguousarray(weight, "<f4").tobytes() for _, weight in weights)
    model = {
        "format": "layers-model",
        "generatedBy": f"{config['name']} {config['version']}",
        "convertedBy": None,
        "modelTopology": topology(config["network"]),
        "weightsManifest": [
            {
                "paths": ["weights.bin"],
                "weights": [{"name": n, "shape": list(w.shape), "dtype": "float32"} for n, w in weights],
            }
        ],
    }
    files = {"model.json": json.dumps(model).encode() + b"\n", "weights.bin": binary}
    manifest = manifest_of(config, files, training)
    files["manifest.json"] = json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"
    files["MODEL_CARD.md"] = model_card(config, manifest).encode()
    files["LICENSE"] = LICENCE_NOTE.encode()
    replace_folder(out, files)
    return sha256(binary)


def manifest_of(config: dict, files: dict[str, bytes], training: dict) -> dict:
    """The facts that the panel checks on loading and shows to the user."""
    lengths = [int(length) for length in config["windows"]]
    return {
        "name": config["name"],
        "version": config["version"],
        "formatVersion": 1,
        "files": [{"path": path, "bytes": len(held), "sha256": sha256(held)} for path, held in files.items()],
        "latentSize": config["network"]["units"]["latent"],
        "windowSize": {"min": min(lengths), "max": max(lengths), "default": config["network"]["exportedLength"]},
        "outputTimeOrder": "reversed",
        "scaling": "median and half the 5–95 % range, clipped at ±4",
        "training": training
        | {
            "windows": lengths,
            "configSha256": sha256(json.dumps(config, sort_keys=True).encode()),
            "latentMetric": config["finish"]["latent"],
            "versions": {name: version(name) for name in ("keras", "jax", "jaxlib", "numpy", "scipy")},
        },
    }

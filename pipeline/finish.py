"""After the last step, in closed form: refit the output layer, and give the latents a metric of unit scale."""

from __future__ import annotations

import jax
import numpy as np

from . import network
from .batches import Source, make_batch, step_rng

STREAM = 1
encode = jax.jit(network.encode)
decode_features = jax.jit(network.decode_features, static_argnums=2)


def sample(source: Source, config: dict, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Observed windows [N, T] and, for as many corrupted ones, (queries, clean) - from a stream training never saw."""
    keys, queries, targets, step = [], [], [], 0
    while sum(map(len, keys)) < config["finish"]["windows"]:
        batch = make_batch(step_rng(config["seed"], STREAM, step), source, config["batch"], window)
        keys.append(batch.keys.reshape(-1, window))
        queries.append(batch.queries.reshape(-1, window))
        targets.append(batch.targets.reshape(-1, window))
        step += 1
    return np.concatenate(keys), np.concatenate(queries), np.concatenate(targets)


def refit_output(parameters: dict, queries: np.ndarray, targets: np.ndarray) -> dict:
    """Least squares for the output layer with a little shrinkage: kernel and bias that no gradient step improves."""
    gram, moment = 0.0, 0.0
    for part in range(0, len(queries), 500):
        latents = encode(parameters, queries[part : part + 500])
        features = np.asarray(decode_features(parameters, latents, queries.shape[1]), np.float64)[::-1]
        features = features.transpose(1, 0, 2).reshape(-1, features.shape[-1])
        features = np.concatenate([features, np.ones((len(features), 1))], axis=1)
        gram = gram + features.T @ features
        moment = moment + features.T @ targets[part : part + 500].reshape(-1)
    solved = np.linalg.solve(gram + 1e-6 * np.trace(gram) / len(gram) * np.eye(len(gram)), moment)
    return parameters | {"reconstruction": [solved[:-1, None].astype(np.float32), solved[-1:].astype(np.float32)]}


def metric_of(latents: np.ndarray, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Mean and transform: `whiten` gives every direction unit variance, `scale` keeps the learned shape."""
    mean = latents.mean(axis=0)
    covariance = np.cov((latents - mean).T)
    if kind == "scale":
        return mean, np.eye(len(mean)) / np.sqrt(np.trace(covariance) / len(mean))
    values, vectors = np.linalg.eigh(covariance)
    values = np.maximum(values, 1e-4 * values.max())
    return mean, vectors / np.sqrt(values) @ vectors.T


def bake_metric(parameters: dict, latents: np.ndarray, kind: str) -> dict:
    """Puts z' = (z - mean) W into the latent layer and its inverse into the next layer: the output stays the same."""
    mean, transform = metric_of(np.asarray(latents, np.float64), kind)
    inverse = np.linalg.inv(transform)
    kernel, bias = parameters["latent"]
    next_kernel, recurrent, next_bias = parameters["decoder_lstm_1"]
    single = lambda *arrays: [np.asarray(array, np.float32) for array in arrays]  # noqa: E731
    return parameters | {
        "latent": single(kernel @ transform, (bias - mean) @ transform),
        "decoder_lstm_1": single(inverse @ next_kernel, recurrent, next_bias + mean @ next_kernel),
    }


def finished(parameters: dict, source: Source, config: dict, window: int) -> dict:
    """The parameters to export."""
    parameters = {name: [np.asarray(weight) for weight in weights] for name, weights in parameters.items()}
    observed, queries, targets = sample(source, config, window)
    if config["finish"]["refitOutput"]:
        parameters = refit_output(parameters, queries, targets)
    return bake_metric(parameters, encode(parameters, observed), config["finish"]["latent"])

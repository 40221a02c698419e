"""Adam (Kingma and Ba 2015) with a linear warm-up, a cosine decay and a bound on the gradient's norm."""

from __future__ import annotations

import jax
import jax.numpy as jnp


def rate_at(step: jax.Array, schedule: dict) -> jax.Array:
    """Learning rate of a step, counted from zero."""
    warm = jnp.minimum(1.0, (step + 1) / max(1, schedule["warmUp"]))
    along = jnp.clip((step - schedule["warmUp"]) / max(1, schedule["steps"] - schedule["warmUp"]), 0, 1)
    return schedule["peakRate"] * warm * 0.5 * (1 + jnp.cos(jnp.pi * along))


def start(parameters):
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    return zeros, zeros


def update(parameters, moments, gradients, step: jax.Array, schedule: dict):
    """Next parameters and moments."""
    norm = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(gradients)))
    shrink = jnp.minimum(1.0, schedule["clipNorm"] / (norm + 1e-9))
    gradients = jax.tree.map(lambda leaf: leaf * shrink, gradients)
    mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, moments[0], gradients)
    square = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new**2, moments[1], gradients)
    count = step + 1.0
    factor = rate_at(step, schedule) * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    moved = jax.tree.map(lambda p, m, v: p - factor * m / (jnp.sqrt(v) + 1e-8), parameters, mean, square)
    return moved, (mean, square)

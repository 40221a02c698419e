"""Training batches: from a few series each, windows in memory (keys) and windows to judge (queries).

The same roles as in the panel: a query's latent is looked up among the latents of windows of its own series that are
at least one window's length away. Keys are left as observed; most queries get an anomaly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .corpus import draw
from .corrupt import corrupted


class Batch(NamedTuple):
    """Windows of G series: keys [G, K, T], queries [G, Q, T], their clean form, and which keys are far enough."""

    keys: np.ndarray
    queries: np.ndarray
    targets: np.ndarray
    allowed: np.ndarray


class Source:
    """The source of series: the synthetic corpus, a user's own series, or both by share."""

    def __init__(self, families: dict[str, float] | None, own: list | None = None, own_share: float = 0.5):
        self.families, self.own = families, own or []
        self.own_share = own_share if self.families else 1.0

    def series(self, rng: np.random.Generator, length: int):
        """A scaled (clean, observed) pair; own data has only observed values."""
        if self.own and rng.random() < self.own_share:
            values = self.own[rng.integers(len(self.own))]
            start = rng.integers(0, max(1, len(values) - length + 1))
            return (values[start : start + length],) * 2
        return draw(rng, self.families, length)


def step_rng(seed: int, stream: int, step: int) -> np.random.Generator:
    return np.random.default_rng([seed, stream, step])


def make_batch(rng: np.random.Generator, source: Source, batch: dict, window: int) -> Batch:
    """One batch of windows of one length. Longer windows come from fewer series, so the cost is constant."""
    count_keys, count_queries = batch["keysPerSeries"], batch["queriesPerSeries"]
    groups = max(1, round(batch["pointsPerStep"] / (window * (count_keys + count_queries))))
    length = int(np.clip(24 * window, 1024, 4096))
    parts = [_of_one_series(rng, source, batch, window, length) for _ in range(groups)]
    return Batch(*(np.stack(part) for part in zip(*parts, strict=True)))


def _of_one_series(rng, source, batch, window, length):
    clean, observed = source.series(rng, length)
    count_keys, count_queries = batch["keysPerSeries"], batch["queriesPerSeries"]
    last = len(observed) - window
    starts = rng.integers(0, last + 1, count_keys + count_queries)
    pieces = starts[:, None] + np.arange(window)
    windows = observed[pieces]
    queries = windows[count_keys:].copy()
    for index in range(count_queries):
        if rng.random() < batch["corruptedShare"]:
            place = rng.integers(0, max(1, len(observed) - 4 * window))
            queries[index] = corrupted(rng, queries[index], observed[place : place + 4 * window])
    apart = np.abs(starts[count_keys:, None] - starts[None, :count_keys]) >= window
    return windows[:count_keys], queries, clean[pieces[count_keys:]], apart

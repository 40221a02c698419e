"""Anomalies injected into windows: the network reads the corrupted window and is to write the clean one.

Denoising after Vincent et al. 2008; injected kinds instead of plain noise as in DADA (Shentu et al. 2024), masked
patches as in TSPulse (Ekambaram et al. 2025). A kind is a function `(rng, window, elsewhere) -> window`, where
`elsewhere` is a longer stretch [4 T] of the same series around some other place.
"""

from __future__ import annotations

import numpy as np

from .corpus import CLIP


def _stretch(rng: np.random.Generator, length: int, shortest: int = 4) -> slice:
    """A piece of the window; like events, it may extend over either end."""
    size = int(np.exp(rng.uniform(np.log(shortest), np.log(max(shortest + 1, length * 0.9)))))
    start = int(rng.integers(1 - size, length)) if rng.random() < 0.3 else int(rng.integers(0, max(1, length - size)))
    return slice(max(0, start), min(length, start + size))


def _size(rng: np.random.Generator, low: float, high: float) -> float:
    return rng.uniform(low, high) * rng.choice([-1, 1])


def spike(rng, window, elsewhere):
    """One to four points far up or down."""
    start, width = rng.integers(len(window)), rng.integers(1, 5)
    window[start : start + width] += _size(rng, 0.5, 4)


def level_shift(rng, window, elsewhere):
    """A stretch at another level."""
    window[_stretch(rng, len(window))] += _size(rng, 0.3, 2)


def flat_line(rng, window, elsewhere):
    """A stuck sensor: at its last value, or at some constant."""
    piece = _stretch(rng, len(window))
    window[piece] = window[piece.start] if rng.random() < 0.6 else rng.uniform(-1.5, 1.5)


def other_frequency(rng, window, elsewhere):
    """A stretch that runs faster or slower."""
    piece = _stretch(rng, len(window), 8)
    factor = np.exp(rng.choice([-1, 1]) * rng.uniform(0.3, 1.2))
    count = piece.stop - piece.start
    start = rng.uniform(0, max(1, len(elsewhere) - factor * count - 1))
    window[piece] = np.interp(start + factor * np.arange(count), np.arange(len(elsewhere)), elsewhere)


def other_amplitude(rng, window, elsewhere):
    """A stretch of larger or smaller swings about its mean."""
    piece = _stretch(rng, len(window), 8)
    mean = window[piece].mean()
    factor = rng.uniform(0, 0.6) if rng.random() < 0.5 else rng.uniform(1.5, 3)
    window[piece] = mean + factor * (window[piece] - mean)


def noise_burst(rng, window, elsewhere):
    """A stretch of strong noise."""
    piece = _stretch(rng, len(window))
    window[piece] += rng.uniform(0.2, 1.2) * rng.standard_normal(piece.stop - piece.start)


def missing_cycle(rng, window, elsewhere):
    """A stretch without activity: a low, usual value and a little noise."""
    piece = _stretch(rng, len(window), 8)
    rest = np.quantile(window, rng.choice([0.05, 0.5, 0.95]))
    window[piece] = rest + 0.05 * rng.standard_normal(piece.stop - piece.start)


def strange_curve(rng, window, elsewhere):
    """A piece of a curve of another kind: tangent, ramp, parabola."""
    piece = _stretch(rng, len(window), 8)
    count = piece.stop - piece.start
    along = np.linspace(-1, 1, max(count, 2))[:count]
    kind = rng.integers(3)
    if kind == 0:
        curve = 0.3 * np.tan(1.4 * ((along * rng.uniform(0.7, 2) + rng.uniform(-1, 1) + 1) % 2 - 1))
    elif kind == 1:
        curve = rng.uniform(0.5, 2) * (along + 1)
    else:
        curve = 2 * along**2 - 1
    curve = rng.choice([-1, 1]) * rng.uniform(0.6, 1.5) * curve
    window[piece] = curve + (window[piece] if rng.random() < 0.3 else 0)


def reversal(rng, window, elsewhere):
    """A stretch mirrored in time, upside down, or out of phase."""
    piece = _stretch(rng, len(window), 8)
    kind = rng.integers(3)
    if kind == 0:
        window[piece] = window[piece][::-1].copy()
    elif kind == 1:
        window[piece] = 2 * window.mean() - window[piece]
    else:
        start = rng.integers(0, len(elsewhere) - len(window))
        window[piece] = elsewhere[start : start + piece.stop - piece.start]


def masked_patches(rng, window, elsewhere):
    """One to three patches replaced by the series' median."""
    for _ in range(rng.integers(1, 4)):
        window[_stretch(rng, max(5, len(window) // 2))] = 0


KINDS = {
    kind.__name__: kind
    for kind in (
        spike, level_shift, flat_line, other_frequency, other_amplitude, noise_burst, missing_cycle, strange_curve,
        reversal, masked_patches,
    )
}  # fmt: skip


def corrupted(rng: np.random.Generator, window: np.ndarray, elsewhere: np.ndarray) -> np.ndarray:
    """A copy of a scaled window with one anomaly in it, sometimes two."""
    window = window.copy()
    for _ in range(1 + (rng.random() < 0.15)):
        KINDS[list(KINDS)[rng.integers(len(KINDS))]](rng, window, elsewhere)
    return np.clip(window, -CLIP, CLIP)

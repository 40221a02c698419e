"""The synthetic corpus: families of normal behaviour, drawn for every training step from a seeded stream.

A family is a function `(rng, length) -> (clean, observed)`: what the process does, and what a monitor would record of
it. Levels and units are arbitrary, because every series is scaled before use. Nothing is stored: step n of seed s
always draws the same series.
"""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

Series = tuple[np.ndarray, np.ndarray]
CLIP = 4.0


def scaling_of(values: np.ndarray) -> tuple[float, float]:
    """Median and half the 5-95 % range, as in the panel; a series that hardly varies gets its half range, then one."""
    low, median, high = np.quantile(values, (0.05, 0.5, 0.95))
    half = (high - low) / 2
    if half < 1e-9 * max(1.0, abs(median)):
        half = np.ptp(values) / 2
    return float(median), float(half) if half > 0 else 1.0


def scaled(values: np.ndarray, scaling: tuple[float, float]) -> np.ndarray:
    """Centred by the median, divided by half the 5-95 % range, clipped at +-4."""
    median, half = scaling
    return np.clip((values - median) / half, -CLIP, CLIP).astype(np.float32)


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def period_of(rng: np.random.Generator, longest: float = 400) -> float:
    """Points per cycle: mostly few enough for a window of 32 to 128 points, sometimes many more."""
    return log_uniform(rng, 14, 130) if rng.random() < 0.8 else log_uniform(rng, 8, longest)


def with_noise(rng: np.random.Generator, clean: np.ndarray) -> Series:
    """White noise of 0.5 to 20 % of the spread, sometimes heavy-tailed or correlated."""
    share = log_uniform(rng, 0.005, 0.2) * (np.std(clean) * 1.5 + 1e-6)
    kind = rng.random()
    if kind < 0.7:
        noise = rng.standard_normal(len(clean))
    elif kind < 0.85:
        noise = np.clip(rng.standard_t(4, len(clean)), -6, 6) / np.sqrt(2)
    else:
        noise = red_noise(rng, len(clean), rng.uniform(0.3, 0.8))
    return clean, clean + share * noise


def red_noise(rng: np.random.Generator, length: int, memory: float) -> np.ndarray:
    """AR(1) noise of unit variance; `memory` is its coefficient."""
    shocks = rng.standard_normal(length + 200) * np.sqrt(1 - memory**2)
    return lfilter([1.0], [1.0, -memory], shocks)[200:]


def phase(rng: np.random.Generator, length: int, period: float, jitter: float = 0.0) -> np.ndarray:
    """Number of cycles up to each point, from a random start; jitter makes the clock uneven."""
    speed = np.full(length, 1 / period)
    if jitter:
        speed *= 1 + jitter * red_noise(rng, length, 1 - 1 / (4 * period))
    return rng.random() + np.cumsum(speed)


def joined_sines(rng: np.random.Generator, length: int) -> Series:
    """The tutorial's series: sines of different periods and heights, one joined to the next."""
    regimes = [(period_of(rng, 130), rng.uniform(0.5, 1.5)) for _ in range(rng.integers(2, 5))]
    pieces, total = [], 0
    while total < length:
        period, height = regimes[rng.integers(len(regimes))]
        points = int(period * rng.integers(3, 12)) + 1
        pieces.append(height * np.sin(2 * np.pi * np.arange(points) / period))
        total += points
    return with_noise(rng, np.concatenate(pieces)[:length])


def sine(rng: np.random.Generator, length: int) -> Series:
    """One sine."""
    return with_noise(rng, np.sin(2 * np.pi * phase(rng, length, period_of(rng))))


def sum_of_sines(rng: np.random.Generator, length: int) -> Series:
    """Two to four sines, harmonics of one period or unrelated."""
    base, total = period_of(rng), np.zeros(length)
    harmonic = rng.random() < 0.5
    for order in range(1, rng.integers(3, 6)):
        period = base / order if harmonic else base * log_uniform(rng, 0.25, 3)
        total += rng.uniform(0.3, 1) * np.sin(2 * np.pi * phase(rng, length, max(period, 4)))
    return with_noise(rng, total)


def square(rng: np.random.Generator, length: int) -> Series:
    """On and off, with any duty."""
    return with_noise(rng, (phase(rng, length, period_of(rng)) % 1 < rng.uniform(0.2, 0.8)).astype(float))


def saw_tooth(rng: np.random.Generator, length: int) -> Series:
    """A ramp up and a ramp down, from saw-tooth to triangle."""
    turn = rng.choice([0.02, 0.98, rng.uniform(0.1, 0.9)])
    position = phase(rng, length, period_of(rng)) % 1
    return with_noise(rng, np.where(position < turn, position / turn, (1 - position) / (1 - turn)))


def _template(rng: np.random.Generator) -> np.ndarray:
    """One cycle of 256 samples: a few smooth bumps on a circle."""
    grid, cycle = np.arange(256) / 256, np.zeros(256)
    for _ in range(rng.integers(1, 6)):
        distance = np.abs((grid - rng.random() + 0.5) % 1 - 0.5)
        cycle += rng.uniform(-0.6, 1) * np.exp(-0.5 * (distance / log_uniform(rng, 0.02, 0.2)) ** 2)
    return cycle


def _read(template: np.ndarray, cycles: np.ndarray) -> np.ndarray:
    return np.interp(cycles % 1, np.arange(257) / 256, np.append(template, template[0]))


def template_cycle(rng: np.random.Generator, length: int) -> Series:
    """A repeated smooth shape with slightly uneven clock and height (a heartbeat, a batch job)."""
    period = period_of(rng)
    values = _read(_template(rng), phase(rng, length, period, rng.choice([0, 0.02, 0.06])))
    return with_noise(rng, values * (1 + rng.choice([0, 0.05, 0.15]) * red_noise(rng, length, 1 - 1 / (2 * period))))


def daily_profile(rng: np.random.Generator, length: int) -> Series:
    """A day's profile with two free days in seven."""
    cycles = phase(rng, length, period_of(rng, 300))
    free = np.floor(cycles + rng.integers(7)) % 7 < 2
    working = _read(_template(rng), cycles)
    resting = rng.uniform(0.2, 0.9) * working if rng.random() < 0.7 else 0.5 * _read(_template(rng), cycles)
    return with_noise(rng, np.where(free, resting, working))


def autoregression(rng: np.random.Generator, length: int) -> Series:
    """AR(1), or AR(2) that nearly oscillates: no clock, but a typical behaviour."""
    if rng.random() < 0.6:
        clean = red_noise(rng, length, 1 - log_uniform(rng, 0.01, 0.4))
    else:
        radius, period = rng.uniform(0.85, 0.985), period_of(rng)
        shocks = rng.standard_normal(length + 300)
        clean = lfilter([1.0], [1.0, -2 * radius * np.cos(2 * np.pi / period), radius**2], shocks)[300:]
    return with_noise(rng, clean)


def narrow_pulses(rng: np.random.Generator, length: int) -> Series:
    """A short peak or dip once per cycle, flat in between."""
    position = (phase(rng, length, period_of(rng), rng.choice([0, 0.02])) + 0.5) % 1 - 0.5
    pulse = np.exp(-0.5 * (position / log_uniform(rng, 0.02, 0.08)) ** 2)
    return with_noise(rng, pulse * rng.choice([-1, 1]))


def counter_rate(rng: np.random.Generator, length: int) -> Series:
    """The rate of a counter: a busy cycle, and scatter that grows with the level."""
    profile = _template(rng)
    level = np.exp(rng.uniform(0.3, 1.2) * _read(profile, phase(rng, length, period_of(rng))) / (np.std(profile) + 1e-6))
    level = np.minimum(level, np.quantile(level, 0.98))
    shape = log_uniform(rng, 20, 600)
    return level, level * rng.gamma(shape, 1 / shape, length)


def saturating_gauge(rng: np.random.Generator, length: int) -> Series:
    """Usage that rises to a ceiling or falls to a floor, and stays there for a time."""
    wave = np.sin(2 * np.pi * phase(rng, length, period_of(rng))) + 0.3 * red_noise(rng, length, 0.97)
    return with_noise(rng, np.clip(rng.uniform(1, 4) * wave, -1, rng.uniform(0.2, 1)))


def fill_and_release(rng: np.random.Generator, length: int) -> Series:
    """Memory or a queue: it fills at a varying rate and is emptied at a threshold."""
    cycles = np.cumsum(np.maximum(0, 1 + 0.3 * red_noise(rng, length, 0.9)) / period_of(rng))
    return with_noise(rng, ((rng.random() + cycles) % 1) ** rng.uniform(0.5, 1.5))


def sparse_counts(rng: np.random.Generator, length: int) -> Series:
    """Few events per step, sometimes more at some hours: mostly zeros and small integers."""
    cycle = 1 + rng.uniform(0, 0.95) * np.sin(2 * np.pi * phase(rng, length, period_of(rng)))
    rate = log_uniform(rng, 0.3, 30) * cycle
    return rate, rng.poisson(rate).astype(float)


def maintenance_steps(rng: np.random.Generator, length: int) -> Series:
    """Another level at regular times (a backup, a nightly job) under a slow rhythm."""
    period = period_of(rng)
    job = (phase(rng, length, period) % 1 < rng.uniform(0.05, 0.4)).astype(float)
    slow = rng.uniform(0, 0.7) * np.sin(2 * np.pi * phase(rng, length, period * rng.uniform(2, 8)))
    return with_noise(rng, rng.choice([-1, 1]) * job + slow)


def wandering_level(rng: np.random.Generator, length: int) -> Series:
    """A rhythm on a wandering level."""
    period = period_of(rng)
    walk = red_noise(rng, length, 1 - 1 / (period * rng.uniform(2, 10)))
    return with_noise(rng, np.sin(2 * np.pi * phase(rng, length, period)) * rng.uniform(0.3, 1.5) + walk)


def latency(rng: np.random.Generator, length: int) -> Series:
    """A quiet floor with scatter to one side."""
    slow = 0.2 * np.sin(2 * np.pi * phase(rng, length, period_of(rng)))
    floor = 1 + rng.uniform(0, 1) * slow
    excess = np.exp(log_uniform(rng, 0.02, 0.4) * np.abs(red_noise(rng, length, rng.uniform(0, 0.5))))
    return floor * excess.mean(), floor * excess


def quantised(rng: np.random.Generator, length: int) -> Series:
    """Another family, read from a meter with few steps."""
    clean, observed = PLAIN[rng.choice(list(PLAIN))](rng, length)
    step = (np.ptp(clean) + 1e-6) / rng.integers(4, 25)
    return clean, np.round(observed / step) * step


def noise_with_level(rng: np.random.Generator, length: int) -> Series:
    """Another family, its scatter in proportion to its height."""
    clean, _ = PLAIN[rng.choice(list(PLAIN))](rng, length)
    level = clean - clean.min() + 0.1 * (np.ptp(clean) + 1e-6)
    return level, level * (1 + log_uniform(rng, 0.02, 0.2) * rng.standard_normal(length))


def mixture(rng: np.random.Generator, length: int) -> Series:
    """The sum of two families, the second smaller."""
    (one, seen_one), (two, seen_two) = (PLAIN[rng.choice(list(PLAIN))](rng, length) for _ in range(2))
    share = rng.uniform(0.1, 0.6) * (np.std(one) + 1e-6) / (np.std(two) + 1e-6)
    return one + share * two, seen_one + share * seen_two


def quiet_rests(rng: np.random.Generator, length: int) -> Series:
    """Another family that is flat in a part of each cycle (a shop at night)."""
    clean, observed = PLAIN[rng.choice(list(PLAIN))](rng, length)
    awake = phase(rng, length, period_of(rng)) % 1 < rng.uniform(0.4, 0.9)
    low = np.quantile(clean, 0.05)
    return np.where(awake, clean, low), np.where(awake, observed, low + 0.05 * (observed - clean))


PLAIN = {
    family.__name__: family
    for family in (
        joined_sines, sine, sum_of_sines, square, saw_tooth, template_cycle, daily_profile, autoregression,
        narrow_pulses, counter_rate, saturating_gauge, fill_and_release, sparse_counts, maintenance_steps,
        wandering_level, latency,
    )
}  # fmt: skip
FAMILIES = PLAIN | {family.__name__: family for family in (quantised, noise_with_level, mixture, quiet_rests)}


def draw(rng: np.random.Generator, weights: dict[str, float], length: int) -> Series:
    """One scaled series (clean, observed) of a family drawn by weight; both by the observed series' scaling."""
    names = list(weights)
    shares = np.array([weights[name] for name in names], float)
    clean, observed = FAMILIES[names[rng.choice(len(names), p=shares / shares.sum())]](rng, length)
    scaling = scaling_of(observed)
    return scaled(clean, scaling), scaled(observed, scaling)

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.batches import Source, make_batch, step_rng
from pipeline.corpus import CLIP, FAMILIES, draw, scaled, scaling_of
from pipeline.corrupt import KINDS, corrupted


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_finite_has_the_given_length_and_repeats_for_the_same_seed(name):
    for seed in range(5):
        clean, observed = FAMILIES[name](np.random.default_rng(seed), 700)
        assert len(clean) == len(observed) == 700
        assert np.isfinite(clean).all() and np.isfinite(observed).all()
        assert np.array_equal(observed, FAMILIES[name](np.random.default_rng(seed), 700)[1])


@pytest.mark.parametrize("name", FAMILIES)
def test_the_clean_series_of_a_family_is_near_the_observed_one(name):
    ratios = []
    for seed in range(8):
        clean, observed = draw(np.random.default_rng(seed), {name: 1}, 700)
        ratios.append(np.abs(clean - observed).mean() / np.abs(observed - np.median(observed)).mean())
    assert np.median(ratios) < 1


def test_scaling_puts_the_median_at_zero_and_the_5_to_95_percent_range_at_two():
    values = np.random.default_rng(0).gamma(2, 50, 2000)
    low, median, high = np.quantile(scaled(values, scaling_of(values)), (0.05, 0.5, 0.95))
    assert median == pytest.approx(0, abs=1e-6)
    assert high - low == pytest.approx(2, abs=1e-6)


def test_scaling_clips_at_four_and_accepts_a_constant_series():
    assert scaled(np.array([0.0, 100.0]), (0.0, 1.0)).max() == CLIP
    assert np.array_equal(scaled(np.full(90, 7.0), scaling_of(np.full(90, 7.0))), np.zeros(90, np.float32))


def test_scaling_of_a_series_that_hardly_ever_moves_uses_its_whole_range():
    rare = np.zeros(1000)
    rare[500] = 6
    assert scaling_of(rare) == (0.0, 3.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_corruption_changes_the_window_and_keeps_its_length(kind):
    rng, changed = np.random.default_rng(1), 0
    for _ in range(20):
        series = draw(rng, {"sum_of_sines": 1}, 400)[1]
        window = series[:64].copy()
        KINDS[kind](rng, window, series[100:356])
        assert len(window) == 64 and np.isfinite(window).all()
        changed += not np.array_equal(window, series[:64])
    assert changed >= 15


@pytest.mark.parametrize("window", [16, 256])
def test_corrupting_keeps_the_original_and_stays_within_the_clip(window):
    rng = np.random.default_rng(2)
    series = draw(rng, {"joined_sines": 1}, 5 * window)[1]
    for _ in range(60):
        before = series[:window].copy()
        after = corrupted(rng, series[:window], series[window:])
        assert np.array_equal(series[:window], before)
        assert np.abs(after).max() <= CLIP


def test_keys_that_overlap_a_query_are_not_allowed_and_targets_are_clean(tiny):
    batch = make_batch(step_rng(1, 0, 0), Source(tiny["corpus"]), tiny["batch"], 16)
    assert batch.keys.shape == (3, 4, 16) and batch.queries.shape == batch.targets.shape == (3, 4, 16)
    assert batch.allowed.shape == (3, 4, 4) and batch.allowed.dtype == bool


def test_the_same_step_of_the_same_seed_draws_the_same_batch(tiny):
    one, two = (make_batch(step_rng(9, 0, 4), Source(tiny["corpus"]), tiny["batch"], 16) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_the_shipped_config_names_only_families_that_exist():
    config = json.loads((Path(__file__).parents[1] / "config.json").read_text())
    assert set(config["corpus"]) <= set(FAMILIES)

import numpy as np
import pytest

from pipeline.reference import read_weights
from pipeline.yardstick import average_precision, judge, nearest, overlapped, smoothed, window_starts


def test_average_precision_of_a_perfect_and_of_a_mixed_ranking():
    assert average_precision(np.array([3.0, 2, 1]), np.array([True, True, False])) == 1
    assert average_precision(np.array([3.0, 2, 1]), np.array([True, False, True])) == pytest.approx((1 + 2 / 3) / 2)


def test_average_precision_breaks_ties_in_index_order():
    assert average_precision(np.zeros(4), np.array([False, False, False, True])) == 0.25


def test_smoothing_is_the_same_read_backwards_and_keeps_a_constant():
    errors = np.random.default_rng(0).random(50)
    assert np.allclose(smoothed(errors)[::-1], smoothed(errors[::-1]))
    assert np.allclose(smoothed(np.full(9, 2.0)), 2)


def test_windows_reach_the_last_point_and_overlaps_are_averaged():
    starts = window_starts(19, 8)
    assert starts.tolist() == [0, 4, 8, 11]
    series = np.arange(19.0)
    assert np.allclose(overlapped(series[starts[:, None] + np.arange(8)], starts, 19), series)


def test_the_nearest_never_overlap():
    starts = np.arange(0, 200, 4)
    near = nearest(np.random.default_rng(1).standard_normal((50, 3)), starts, 16)
    assert (np.abs(starts[near] - starts[:, None]) >= 16).all()


def test_a_gross_anomaly_in_a_sine_is_ranked_first(trained):
    values = np.sin(np.arange(600) / 4)
    values[300:304] += 3
    labels = np.zeros(600, bool)
    labels[298:306] = True
    figures = judge(read_weights(trained), [(values, labels)], 16)
    assert figures["mean of recalled windows"] > 0.6
    assert figures["PCA-16: mean of recalled windows"] > 0.6

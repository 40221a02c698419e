import jax
import numpy as np
import pytest

from pipeline import reference
from pipeline.finish import bake_metric, metric_of, refit_output
from pipeline.network import decode, encode, initial_parameters, keras_model
from pipeline.objective import attention, huber


@pytest.fixture
def parameters(tiny):
    return initial_parameters(tiny["network"], np.random.default_rng(3))


@pytest.fixture
def windows():
    return np.random.default_rng(4).standard_normal((5, 24)).astype(np.float32)


def test_the_training_twin_computes_what_keras_computes(tiny, parameters, windows):
    model = keras_model(tiny["network"], parameters, 24)
    expected = np.asarray(model(windows[:, :, None]))[:, ::-1, 0]
    assert np.allclose(decode(parameters, encode(parameters, windows), 24), expected, atol=1e-5)


def test_the_numpy_twin_computes_what_the_training_twin_computes(parameters, windows):
    kinds = {2: ("kernel", "bias"), 3: ("kernel", "recurrent_kernel", "bias")}
    layers = {name: dict(zip(kinds[len(held)], held, strict=True)) for name, held in parameters.items()}
    latents = reference.encode(layers, windows)
    assert np.allclose(latents, encode(parameters, windows), atol=1e-5)
    assert np.allclose(reference.decode(layers, latents, 24), decode(parameters, latents, 24), atol=1e-5)


def test_every_weight_has_a_gradient(parameters, windows):
    def loss(held):
        return ((decode(held, encode(held, windows), 24) - windows) ** 2).mean()

    for leaf in jax.tree.leaves(jax.grad(loss)(parameters)):
        assert np.abs(leaf).max() > 0


@pytest.mark.parametrize("kind", ["whiten", "scale"])
def test_baking_the_metric_keeps_the_reconstruction(parameters, kind):
    windows = np.random.default_rng(6).standard_normal((300, 16)).astype(np.float32)
    latents = encode(parameters, windows)
    baked = bake_metric(parameters, latents, kind)
    assert np.allclose(decode(baked, encode(baked, windows), 16), decode(parameters, latents, 16), atol=2e-4)
    assert np.asarray(encode(baked, windows)).var(axis=0, ddof=1).mean() == pytest.approx(1, abs=0.02)


def test_whitened_latents_have_unit_covariance():
    latents = np.random.default_rng(7).standard_normal((4000, 3)) @ np.array([[2, 1, 0], [0, 1, 1], [0, 0, 0.3]])
    mean, transform = metric_of(latents, "whiten")
    assert np.allclose(np.cov(((latents - mean) @ transform).T), np.eye(3), atol=1e-6)


def test_refitting_the_output_never_raises_the_squared_error(parameters):
    windows = np.random.default_rng(8).standard_normal((200, 16)).astype(np.float32)

    def error(held):
        return float(((decode(held, encode(held, windows), 16) - windows) ** 2).mean())

    assert error(refit_output(parameters, windows, windows)) < error(parameters)


def test_attention_goes_to_the_nearest_key_that_is_allowed():
    keys = np.array([[[0.0, 0], [3, 0], [9, 9]]])
    query = np.array([[[0.1, 0]]])
    assert np.allclose(attention(query, keys, np.array([[[True, True, True]]]))[0, 0], [1, 0, 0], atol=1e-3)
    assert np.allclose(attention(query, keys, np.array([[[False, True, True]]]))[0, 0], [0, 1, 0], atol=1e-3)


def test_huber_is_quadratic_inside_and_linear_outside():
    assert float(huber(np.array([0.5]), 1)) == pytest.approx(0.125)
    assert float(huber(np.array([-3.0]), 1)) == pytest.approx(2.5)

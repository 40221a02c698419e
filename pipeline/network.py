"""The LSTM autoencoder: its layers, written once for training (JAX) and once for reference (Keras).

Sequence-to-sequence after Malhotra et al. 2016: the encoder reads a window and leaves one latent vector; the decoder
is given that vector at every step and writes the window in reverse time, last point first. The JAX twin takes any
window length and lets training decode latents that no encoder made; a test checks that both compute the same.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

ENCODER = ("encoder_dense", "encoder_lstm_1", "encoder_lstm_2", "latent")
DECODER = ("decoder_lstm_1", "decoder_lstm_2", "decoder_dense", "reconstruction")
LSTMS = ("encoder_lstm_1", "encoder_lstm_2", "decoder_lstm_1", "decoder_lstm_2")


def layer_shapes(network: dict) -> dict[str, tuple[int, int]]:
    """Inputs and units of every layer that has weights, in order."""
    units = {**network["units"], "reconstruction": 1}
    shapes, width = {}, 1
    for name in ENCODER + DECODER:
        shapes[name] = (width, units[name])
        width = units[name]
    return shapes


def initial_parameters(network: dict, rng: np.random.Generator) -> dict[str, list[np.ndarray]]:
    """Keras' own initial values: Glorot-uniform kernels, orthogonal recurrent kernels, forget gates open by one."""
    parameters = {}
    for name, (inputs, units) in layer_shapes(network).items():
        columns = 4 * units if name in LSTMS else units
        limit = np.sqrt(6 / (inputs + columns))
        weights = [rng.uniform(-limit, limit, (inputs, columns))]
        bias = np.zeros(columns)
        if name in LSTMS:
            square, _ = np.linalg.qr(rng.standard_normal((columns, units)))
            weights.append(square.T)
            bias[units : 2 * units] = 1
        parameters[name] = [weight.astype(np.float32) for weight in weights + [bias]]
    return parameters


def _lstm(weights, inputs: jax.Array) -> jax.Array:
    """Hidden states [T, B, units] of an LSTM over time-major inputs [T, B, width].

    The input product stays inside the recurrence: on one CPU core that is a quarter faster than one large product
    before it, because nothing leaves the cache.
    """
    kernel, recurrent, bias = weights
    zeros = jnp.zeros((inputs.shape[1], recurrent.shape[0]), inputs.dtype)

    def step(state, at_step):
        hidden, cell = state
        hidden, cell = _step(at_step @ kernel + hidden @ recurrent + bias, cell)
        return (hidden, cell), hidden

    return jax.lax.scan(step, (zeros, zeros), inputs)[1]


def _step(pre: jax.Array, cell: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Next hidden and cell state; Keras' gate order: input, forget, candidate, output."""
    i, f, g, o = jnp.split(pre, 4, axis=-1)
    cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(cell), cell


def encode(parameters, windows: jax.Array) -> jax.Array:
    """Latents [B, latent] of windows [B, T]."""
    kernel, bias = parameters["encoder_dense"]
    hidden = jnp.tanh(windows.T[:, :, None] @ kernel + bias)
    hidden = _lstm(parameters["encoder_lstm_1"], hidden)
    hidden = _lstm(parameters["encoder_lstm_2"], hidden)[-1]
    kernel, bias = parameters["latent"]
    return hidden @ kernel + bias


def decode_features(parameters, latents: jax.Array, length: int) -> jax.Array:
    """The inputs of the output layer, time-major and in reverse time: [T, B, units of decoder_dense]."""
    repeated = jnp.broadcast_to(latents, (length, *latents.shape))
    hidden = _lstm(parameters["decoder_lstm_1"], repeated)
    hidden = _lstm(parameters["decoder_lstm_2"], hidden)
    kernel, bias = parameters["decoder_dense"]
    return jnp.tanh(hidden @ kernel + bias)


def decode(parameters, latents: jax.Array, length: int) -> jax.Array:
    """Windows [B, T] in forward time of latents [B, latent]."""
    kernel, bias = parameters["reconstruction"]
    reversed_windows = (decode_features(parameters, latents, length) @ kernel + bias)[:, :, 0]
    return reversed_windows[::-1].T


def keras_model(network: dict, parameters: dict[str, list[np.ndarray]] | None = None, length: int | None = None):
    """The same network in Keras, one connected model from [T, 1] to [T, 1], output in reverse time."""
    from keras import Input, Model, layers

    units = network["units"]
    length = length or network["exportedLength"]
    window = Input((length, 1), name="window")
    hidden = layers.Dense(units["encoder_dense"], activation="tanh", name="encoder_dense")(window)
    hidden = layers.LSTM(units["encoder_lstm_1"], return_sequences=True, name="encoder_lstm_1")(hidden)
    hidden = layers.LSTM(units["encoder_lstm_2"], name="encoder_lstm_2")(hidden)
    latent = layers.Dense(units["latent"], name="latent")(hidden)
    hidden = layers.RepeatVector(length, name="repeat")(latent)
    hidden = layers.LSTM(units["decoder_lstm_1"], return_sequences=True, name="decoder_lstm_1")(hidden)
    hidden = layers.LSTM(units["decoder_lstm_2"], return_sequences=True, name="decoder_lstm_2")(hidden)
    hidden = layers.Dense(units["decoder_dense"], activation="tanh", name="decoder_dense")(hidden)
    output = layers.Dense(1, name="reconstruction")(hidden)
    model = Model(window, output, name="residual_lstm_ae")
    for name, weights in (parameters or {}).items():
        model.get_layer(name).set_weights([np.asarray(weight) for weight in weights])
    return model

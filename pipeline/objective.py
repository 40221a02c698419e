"""The training loss: three errors against the clean window, all for corrupted queries.

- own: the query's own latent, decoded (a denoising autoencoder);
- recalled: the mean of the observed keys, weighted by how near their latents are to the query's;
- decoded recall: the mean of those keys' latents, decoded.

The last two are what the panel does with the latents, made soft so that gradients pass: the k nearest give way to a
softmax over squared distances, as in matching networks (Vinyals et al. 2016) and neural nearest neighbours (Plötz and
Roth 2018). Recall from a memory of normal latents itself is MemAE's idea (Gong et al. 2019). They make Euclidean
distance between latents mean "the same moment of the same regime", whatever anomaly the window holds.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from .batches import Batch
from .network import decode, encode


def huber(difference: jax.Array, delta: float) -> jax.Array:
    size = jnp.abs(difference)
    inside = jnp.minimum(size, delta)
    return jnp.mean(inside * (size - 0.5 * inside))


def attention(queries: jax.Array, keys: jax.Array, allowed: jax.Array) -> jax.Array:
    """Weights [G, Q, K] of the keys for each query; a key that is too near in time has no weight."""
    squared = jnp.sum((queries[:, :, None] - keys[:, None]) ** 2, axis=-1)
    return jax.nn.softmax(jnp.where(allowed, -squared, -1e9), axis=-1)


def objective(parameters, batch: Batch, config: dict) -> tuple[jax.Array, jax.Array]:
    """The weighted loss, and its three parts (own, recalled, decoded recall)."""
    loss, (groups, count_keys, window) = config["loss"], batch.keys.shape
    count_queries = batch.queries.shape[1]
    windows = jnp.concatenate([batch.keys, batch.queries], axis=1).reshape(-1, window)
    latents = encode(parameters, windows).reshape(groups, count_keys + count_queries, -1)
    keys, queries = latents[:, :count_keys], latents[:, count_keys:]
    weights = attention(queries, keys, batch.allowed)
    recalled = jnp.einsum("gqk,gkt->gqt", weights, batch.keys)
    decoded = max(1, round(count_queries * config["batch"]["decodedRecalls"]))
    recalled_latents = jnp.einsum("gqk,gkl->gql", weights[:, :decoded], keys)
    to_decode = jnp.concatenate([queries, recalled_latents], axis=1)
    written = decode(parameters, to_decode.reshape(-1, to_decode.shape[-1]), window)
    written = written.reshape(groups, count_queries + decoded, window)
    parts = jnp.stack(
        [
            huber(written[:, :count_queries] - batch.targets, loss["huber"]),
            huber(recalled - batch.targets, loss["huber"]),
            huber(written[:, count_queries:] - batch.targets[:, :decoded], loss["huber"]),
        ]
    )
    return parts @ jnp.array([loss["own"], loss["recalled"], loss["decodedRecall"]]), parts

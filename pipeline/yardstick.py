"""`python3 -m pipeline.yardstick`: how well a model's errors rank labelled anomalies, with numpy alone.

For each series: scale, cut windows, encode, replace every window by its nearest others (at least one window away), take
the absolute residual, smooth it both ways, and compute average precision (AP) against the point labels. PCA of the
series' own windows replaces the network as the baseline. The data is for evaluation only and not part of the corpus.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

from .arguments import HERE, named_path
from .card import write_card
from .corpus import scaled, scaling_of
from .export import sha256
from .outputs import MODEL_FILES, Refused, check_file, end_on_signals, write_file
from .reference import decode, encode, read_weights

STRIDE, NEIGHBOURS, SPAN, LONGEST = 4, 8, 10, 4096


def average_precision(scores: np.ndarray, labels: np.ndarray) -> float:
    """Mean of the precision at each labelled point's rank; ties in index order."""
    ranked = labels[np.argsort(-scores, kind="stable")]
    ranks = np.flatnonzero(ranked) + 1
    return float(np.mean(np.arange(1, len(ranks) + 1) / ranks))


def smoothed(errors: np.ndarray, span: int = SPAN) -> np.ndarray:
    """The mean of an exponentially weighted average run forwards and one run backwards."""
    keep = 1 - 2 / (span + 1)

    def one_way(values):
        return lfilter([1 - keep], [1, -keep], values, zi=[keep * values[0]])[0]

    return (one_way(errors) + one_way(errors[::-1])[::-1]) / 2


def window_starts(length: int, window: int) -> np.ndarray:
    starts = np.arange(0, length - window + 1, STRIDE)
    return starts if starts[-1] == length - window else np.append(starts, length - window)


def overlapped(windows: np.ndarray, starts: np.ndarray, length: int) -> np.ndarray:
    """Mean over the windows that cover each point."""
    total, count = np.zeros(length), np.zeros(length)
    for window, start in zip(windows, starts, strict=True):
        total[start : start + len(window)] += window
        count[start : start + len(window)] += 1
    return total / count


def nearest(latents: np.ndarray, starts: np.ndarray, window: int) -> np.ndarray:
    """Indices [N, k] of each latent's nearest among windows that do not overlap it."""
    squares = (latents**2).sum(axis=1)
    distances = squares[:, None] + squares[None] - 2 * latents @ latents.T
    distances[np.abs(starts[:, None] - starts[None]) < window] = np.inf
    count = min(NEIGHBOURS, int(np.isfinite(distances).sum(axis=1).min()))
    return np.argpartition(distances, max(0, count - 1), axis=1)[:, : max(1, count)]


def pca_latents(windows: np.ndarray, size: int) -> np.ndarray:
    """The baseline: whitened principal components of the series' own windows."""
    centred = windows - windows.mean(axis=0)
    left, _, _ = np.linalg.svd(centred, full_matrices=False)
    return left[:, :size]


def principal(windows: np.ndarray, size: int) -> np.ndarray:
    """The baseline without whitening."""
    left, values, _ = np.linalg.svd(windows - windows.mean(axis=0), full_matrices=False)
    return left[:, :size] * values[:size]


def reconstructions(layers: dict, values: np.ndarray, window: int) -> dict[str, np.ndarray]:
    """Each reconstruction that the yardstick compares, by name."""
    starts = window_starts(len(values), window)
    windows = values[starts[:, None] + np.arange(window)]
    latents = encode(layers, windows)
    latent_size = latents.shape[1]
    near = nearest(latents, starts, window)
    own = decode(layers, latents, window)
    recalled = decode(layers, latents[near].mean(axis=1), window)
    ways = {
        "plain": own,
        "decoded recall": recalled,
        "mean of recalled windows": windows[near].mean(axis=1),
        "decoded + mean left over": recalled + (windows - own)[near].mean(axis=1),
    }
    for name, rival in (("PCA-16", principal), ("PCA-16 whitened", pca_latents)):
        near = nearest(rival(windows, latent_size), starts, window)
        ways[f"{name}: mean of recalled windows"] = windows[near].mean(axis=1)
    return {name: overlapped(written, starts, len(values)) for name, written in ways.items()}


def judge(layers: dict, series: list[tuple[np.ndarray, np.ndarray]], window: int) -> dict[str, float]:
    """Mean AP over labelled series (values, labels), by reconstruction."""
    found = {}
    for values, labels in series:
        if not labels.any() or len(values) < 2 * window:
            continue
        values = scaled(values, scaling_of(values)).astype(np.float32)
        for name, written in reconstructions(layers, values, window).items():
            found.setdefault(name, []).append(average_precision(smoothed(np.abs(values - written)), labels))
    return {name: float(np.mean(scores)) for name, scores in found.items()}


def read_injected(path: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Series with their events as point labels."""
    series = []
    for entry in json.loads(path.read_text())["series"]:
        labels = np.zeros(len(entry["values"]), bool)
        for first, last in entry["events"]:
            labels[first : last + 1] = True
        series.append((np.array(entry["values"], float), labels))
    return series


def read_labelled(folder: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """CSV files TimeStamp,Value,Label; long ones cropped from 60 % of the crop's length before the first event."""
    series = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        values = np.array([float(row["Value"] or "nan") for row in rows])
        labels = np.array([float(row["Label"] or 0) > 0 for row in rows])
        places, known = np.arange(len(values)), np.isfinite(values)
        values = np.interp(places, places[known], values[known])
        if len(values) > LONGEST:
            first = int(np.argmax(labels)) if labels.any() else 0
            start = min(max(0, first - int(0.6 * LONGEST)), len(values) - LONGEST)
            values, labels = values[start : start + LONGEST], labels[start : start + LONGEST]
        series.append((values, labels))
    return series


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m pipeline.yardstick", description=__doc__)
    parser.add_argument("--model", type=named_path, default=HERE.parent / "models")
    parser.add_argument("--injected", type=named_path, help="a JSON file {series: [{values, events}]}")
    parser.add_argument("--real", type=named_path, help="a folder of CSV files TimeStamp,Value,Label")
    parser.add_argument("--window", type=int, default=64)
    parser.add_argument("--config", type=named_path, default=HERE / "config.json", help="the model's own, for its card")
    parser.add_argument("--save", type=named_path, help="write the figures here and into the model's card")
    options = parser.parse_args()
    end_on_signals()
    if options.save:
        read = [options.config, *(options.model / name for name in MODEL_FILES), *(options.real or HERE).glob("*.csv")]
        try:
            check_file(options.save, [*read, options.injected] if options.injected else read)
        except Refused as refusal:
            parser.exit(2, f"{refusal}\n")
    layers, figures = read_weights(options.model), {}
    for name, series in (
        ("injected", read_injected(options.injected) if options.injected else []),
        ("real", read_labelled(options.real) if options.real else []),
    ):
        if series:
            figures[name] = {way: round(ap, 3) for way, ap in judge(layers, series, options.window).items()}
            print(f"{name}, window {options.window}")
            for way, ap in figures[name].items():
                print(f"  {ap:.3f}  {way}", flush=True)
    if options.save:
        sha = sha256((options.model / "weights.bin").read_bytes())
        saved = {"weightsSha256": sha, "window": options.window, "span": SPAN, "figures": figures}
        write_file(options.save, (json.dumps(saved, indent=2) + "\n").encode())
        write_card(options.model, json.loads(options.config.read_text()), options.save)


if __name__ == "__main__":
    main()

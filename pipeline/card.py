"""The model card, filled from the config, the manifest and the yardstick's figures for the same weights."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from .outputs import write_file

HERE = Path(__file__).parent


def write_card(folder: Path, config: dict, evaluation: Path) -> None:
    """Rewrites the card of an exported model with the figures of an evaluation."""
    manifest = json.loads((folder / "manifest.json").read_text())
    write_file(folder / "MODEL_CARD.md", model_card(config, manifest, evaluation).encode())


def model_card(config: dict, manifest: dict, evaluation: Path = HERE / "evaluation.json") -> str:
    """The card's text; figures appear only if evaluation.json belongs to these weights."""
    training, units = manifest["training"], config["network"]["units"]
    sha = next(entry["sha256"] for entry in manifest["files"] if entry["path"] == "weights.bin")
    return Template((HERE / "model_card.md").read_text()).substitute(
        name=manifest["name"],
        version=manifest["version"],
        sha=sha,
        bytes=next(entry["bytes"] for entry in manifest["files"] if entry["path"] == "weights.bin"),
        layers=layers_text(units),
        latent=units["latent"],
        shortest=manifest["windowSize"]["min"],
        longest=manifest["windowSize"]["max"],
        default=manifest["windowSize"]["default"],
        steps=training["steps"],
        minutes=round(training["seconds"] / 60),
        seed=training["seed"],
        windows=", ".join(str(length) for length in training["windows"]),
        corpus=corpus_text(training),
        versions=", ".join(f"{name} {held}" for name, held in training["versions"].items()),
        losses=losses_text(training),
        metric=METRICS[training["latentMetric"]],
        evaluation=evaluation_text(sha, evaluation),
    )


METRICS = {
    "scale": "the latents are centred and divided by one number, so that their mean variance over the corpus is one;"
    " their relative sizes are left as training shaped them, because training itself made Euclidean distance the metric",
    "whiten": "the latents are whitened over the corpus, so that Euclidean distance between them is already the"
    " whitened distance",
}


def layers_text(units: dict[str, int]) -> str:
    kinds = {"dense": "Dense", "1": "LSTM", "2": "LSTM", "latent": "Dense"}
    named = [f"{kinds[name.split('_')[-1]]} {count} (`{name}`)" for name, count in units.items()]
    return " → ".join([*named[:4], "repeat", *named[4:], "Dense 1 (`reconstruction`)"])


def corpus_text(training: dict) -> str:
    parts = []
    if training["corpusFamilies"]:
        names = ", ".join(name.replace("_", " ") for name in training["corpusFamilies"])
        parts.append(f"Synthetic series of {len(training['corpusFamilies'])} families: {names}.")
    if training["ownSeries"]:
        parts.append(f"{training['ownSeries']} series of the user's own, taken as normal.")
    return " ".join(parts)


def losses_text(training: dict) -> str:
    first, last = training["lossFirst"], training["lossLast"]
    names = {"own": "own latent decoded", "recalled": "mean of recalled windows", "decodedRecall": "decoded recall"}
    rows = [f"| {names[key]} | {first[key]:.4f} | {last[key]:.4f} |" for key in names]
    return "\n".join(["| error (Huber) | first steps | last steps |", "| --- | --- | --- |", *rows])


def evaluation_text(sha: str, path: Path) -> str:
    held = json.loads(path.read_text()) if path.exists() else {}
    if held.get("weightsSha256") != sha:
        return "These weights have not been judged: run `python3 -m pipeline.yardstick` (see `pipeline/README.md`)."
    sets = list(held["figures"])
    rows = [
        f"| {way} | " + " | ".join(f"{held['figures'][name][way]:.3f}" for name in sets) + " |"
        for way in held["figures"][sets[0]]
    ]
    head = [f"| reconstruction | {' | '.join(sets)} |", "| --- |" + " --- |" * len(sets)]
    return "\n".join(
        [
            f"Average precision of the residual's ranking against point labels, mean over labelled series; windows of"
            f" {held['window']} at a stride of 4, the 8 nearest windows recalled, error smoothed both ways with span"
            f" {held['span']}.",
            "",
            *head,
            *rows,
            "",
            "*injected*: 88 synthetic series made apart from the corpus, ten kinds of anomaly, most of which resemble"
            " kinds that training injects. *real*: 60 series of Microsoft's Cloud Monitoring Dataset (MIT), labelled by"
            " those who ran the services, cropped to 4,096 points. Neither was trained on, but both were looked at when"
            " choosing between two ways of scaling the latents. PCA-16 is the rival: principal components of each"
            " series' own windows in place of the network's latents.",
        ]
    )

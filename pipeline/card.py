"""The model card, filled from the manifest and the yardstick's figures."""

from __future__ import annotations


def model_card(config: dict, manifest: dict) -> str:
    return f"# {manifest['name']} {manifest['version']}\n"

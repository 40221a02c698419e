"""The command line of `python3 -m pipeline.train`, checked with nothing installed: `python3 -m pipeline.arguments`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .outputs import Refused, check_file, check_folder, check_folder_of_model

HERE = Path(__file__).parent
MODELS = HERE.parent / "models"
GOLDEN = HERE.parent / "tests" / "golden" / "model-parity.json"


def named_path(text: str) -> Path:
    """A blank path would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a path is missing")
    return Path(text)


def arguments(given: list[str] | None) -> argparse.Namespace:
    """The given options; for the repository's own model, `golden` becomes the repository's own file."""
    parser = argparse.ArgumentParser(
        prog="python3 -m pipeline.train",
        usage="%(prog)s [options]; --help lists them",
        description="From a config (and, if wanted, a folder of one's own data) to an exported model.",
    )
    parser.add_argument("--config", type=named_path, default=HERE / "config.json", help="corpus, network, schedule")
    parser.add_argument("--data", type=named_path, help="a folder of CSV files with a time and a value column")
    parser.add_argument("--corpus", choices=["synthetic", "none"], default="synthetic", help="none: --data alone")
    parser.add_argument("--out", type=named_path, default=MODELS, help="the model's folder; replaced whole, at the end")
    parser.add_argument("--steps", type=int, help="in place of the config's")
    parser.add_argument("--seed", type=int, help="in place of the config's")
    parser.add_argument("--golden", type=named_path, help="parity cases; the repository's own for its own model")
    parser.add_argument("--checkpoints", type=named_path, help="keep the weights of every 500th step here")
    options = parser.parse_args(given)
    if options.golden is None and options.out.resolve() == MODELS.resolve():
        options.golden = GOLDEN
    return options


def check_outputs(options: argparse.Namespace) -> None:
    """Raises Refused if an output would destroy another file or folder."""
    read = [options.config, *(sorted(options.data.glob("*")) if options.data else [])]
    beside = [path for path in (options.config, options.data, options.golden, options.checkpoints) if path]
    check_folder_of_model(options.out, beside)
    if options.golden:
        check_file(options.golden, read)
    if options.checkpoints:
        check_folder(options.checkpoints)


def main(given: list[str] | None = None) -> int:
    try:
        check_outputs(arguments(given))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

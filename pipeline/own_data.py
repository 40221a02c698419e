"""A user's own normal data: a folder of CSV files, one series per file, with a time and a value column."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from .corpus import scaled, scaling_of

SHORTEST = 64
# As the command line's CSV files (headless/csv.ts).
MOST_BYTES = 32 * 1024 * 1024
TIME_NAMES = ("timestamp", "time", "date", "datetime")
VALUE_NAMES = ("value", "values")


class NoUsableSeries(Exception):
    """The folder has no usable series. The message names the folder and the fault of each file."""


def read_folder(folder: Path) -> list[np.ndarray]:
    """Scaled series of all CSV files of a folder, in the order of their names."""
    if not folder.is_dir():
        raise NoUsableSeries(f"{folder}: no such folder. Give --data a folder of CSV files with columns Time and Value.")
    series, lacks = [], []
    for path in sorted(folder.glob("*.csv")):
        try:
            values = read_csv(path)
            series.append(scaled(values, scaling_of(values)))
        except (ValueError, OSError, csv.Error) as error:
            lacks.append(f"  {path.name}: {error}")
    if not series:
        found = "\n".join(lacks) or "  no file named *.csv"
        raise NoUsableSeries(
            f"{folder}: no usable series. A file needs the columns Time (or TimeStamp) and Value and at least"
            f" {SHORTEST} numbers.\n{found}"
        )
    for lack in lacks:
        print(f"left out{lack}")
    return series


def read_csv(path: Path) -> np.ndarray:
    """Values in the order of the file; gaps are filled linearly. Raises ValueError if something is missing."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES // 1024 // 1024} MB")
    if not path.is_file():
        raise ValueError("not a file")
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file)
        header = [name.strip().lower() for name in next(rows, [])]
        if not any(name in header for name in TIME_NAMES):
            raise ValueError("no time column")
        column = next((header.index(name) for name in VALUE_NAMES if name in header), None)
        if column is None:
            raise ValueError("no value column")
        values = np.array([number(row[column]) if column < len(row) else np.nan for row in rows])
    known = np.isfinite(values)
    if known.sum() < SHORTEST:
        raise ValueError(f"{known.sum()} numbers, fewer than {SHORTEST}")
    places = np.arange(len(values))
    return np.interp(places, places[known], values[known])


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def windows_that_fit(windows: dict[int, float], own: list[np.ndarray]) -> dict[int, float]:
    """Window lengths of which the longest series holds four; at least the shortest length is kept."""
    longest = max(map(len, own))
    fit = {length: share for length, share in windows.items() if 4 * length <= longest}
    return fit or {min(windows): 1.0}

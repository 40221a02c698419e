"""Output files and folders of the command line: checked before any work, written beside their targets, then renamed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

MODEL_FILES = {"model.json", "weights.bin", "manifest.json", "MODEL_CARD.md", "LICENSE"}
MOST_SHOWN = 120


class Refused(Exception):
    """An output that must not or cannot be written. The message names it and the remedy."""

    def __init__(self, path: Path, fault: str, remedy: str):
        name = str(path)
        if len(name) > MOST_SHOWN:
            name = f"{name[: MOST_SHOWN // 2]}…{name[-MOST_SHOWN // 2 :]}"
        super().__init__(f"{name}: {fault} {remedy}")


def check_file(path: Path, inputs: Iterable[Path] = ()) -> Path:
    """The path behind all links of a new or regular file that is none of the inputs. Raises Refused."""
    target = path.resolve()
    if path.is_symlink() and not path.exists():
        raise Refused(path, "this is a link to a file that does not exist.", "Name a new file.")
    if path.exists():
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "a device, pipe or socket"
            raise Refused(path, f"this is {kind}, not a file.", "Name a new file, or a regular file to replace.")
        if any(entry.exists() and path.samefile(entry) for entry in inputs):
            raise Refused(path, "the command reads this very file.", "Name another file.")
        if not os.access(target, os.W_OK):
            raise Refused(path, "it cannot be written.", "Check its permissions.")
    check_parent(path, target)
    return target


def check_folder_of_model(path: Path, inputs: Iterable[Path] = ()) -> Path:
    """The path behind all links of a folder that may be replaced whole: new, empty or a model's. Raises Refused."""
    target = path.resolve()
    if path.is_symlink() and not path.exists():
        raise Refused(path, "this is a link to a folder that does not exist.", "Name a new folder.")
    if path.exists():
        if not path.is_dir():
            raise Refused(path, "this is not a folder.", "Name a new folder, or one that holds a model.")
        held = {entry.name for entry in path.iterdir()}
        if held and not ("manifest.json" in held and held <= MODEL_FILES):
            fault = "this folder is replaced whole, and holds other files than a model's."
            raise Refused(path, fault, "Name a new folder, or one that holds a model and nothing else.")
    if any(is_within(entry, target) for entry in inputs):
        fault = "this folder is replaced whole, and the command reads or writes inside it."
        raise Refused(path, fault, "Name another folder.")
    check_parent(path, target)
    return target


def check_folder(path: Path) -> None:
    """Raises Refused unless files can be put into the folder, which may be new."""
    if path.exists() and not path.is_dir() or path.is_symlink() and not path.exists():
        raise Refused(path, "this is not a folder.", "Name a new folder, or one to put files into.")
    if path.exists() and not os.access(path, os.W_OK):
        raise Refused(path, "it cannot be written.", "Check its permissions.")
    check_parent(path, path.resolve())


def check_parent(path: Path, target: Path) -> None:
    """Missing folders are created later, so the last existing one must allow it."""
    parent = next(folder for folder in target.parents if folder.exists())
    if not (parent.is_dir() and os.access(parent, os.W_OK)):
        raise Refused(path, "it cannot be written.", "Check its folder and permissions.")


def is_within(path: Path, folder: Path) -> bool:
    path = path.resolve()
    return path == folder or folder in path.parents


def write_file(path: Path, content: bytes) -> None:
    """Replaces a file as a whole or not at all. Removes a partial file on an error."""
    target = check_file(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~current_umask()
    number, name = tempfile.mkstemp(prefix=".residual-", suffix=".unfinished", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def replace_folder(out: Path, files: dict[str, bytes]) -> None:
    """Writes beside the folder, then swaps: a reader finds the old model or the new one, never a part."""
    out = check_folder_of_model(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".residual-", dir=out.parent) as beside:
        fresh, stale = Path(beside) / "fresh", Path(beside) / "stale"
        fresh.mkdir(mode=0o755)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        try:
            if out.exists():
                out.rename(stale)
            fresh.rename(out)
        except BaseException:
            if stale.exists() and not out.exists():
                stale.rename(out)
            raise


def end_on_signals() -> None:
    """Makes SIGTERM and SIGHUP end the command as Ctrl+C does, so that partial files are removed."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.arguments import main
from pipeline.outputs import Refused, check_file, replace_folder, write_file

ROOT = Path(__file__).parents[2]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("option", ["--out", "--golden", "--checkpoints", "--data", "--config"])
def test_a_blank_path_is_refused_because_it_would_mean_the_current_folder(option, capsys):
    with pytest.raises(SystemExit) as ended:
        main([f"{option}="])
    assert ended.value.code == 2
    assert "a path is missing" in capsys.readouterr().err


def test_a_folder_with_anything_but_a_model_is_never_replaced(tmp_path, capsys):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("mine")
    (tmp_path / "link").symlink_to("photos")
    for out in ("photos", "link"):
        assert main(["--out", str(tmp_path / out)]) == 2
        assert "holds other files than a model's" in capsys.readouterr().err
        with pytest.raises(Refused):
            replace_folder(tmp_path / out, {"manifest.json": b"{}"})
    assert (tmp_path / "photos" / "a.jpg").read_text() == "mine"
    (tmp_path / "model").mkdir()
    assert main(["--out", str(tmp_path / "model")]) == 0
    (tmp_path / "model" / "manifest.json").write_text("{}")
    assert main(["--out", str(tmp_path / "model")]) == 0


def test_an_output_inside_the_folder_of_the_model_is_refused(tmp_path, capsys):
    out = str(tmp_path / "model")
    for inside in (["--checkpoints", out], ["--golden", f"{out}/golden.json"], ["--data", f"{out}/data"]):
        assert main(["--out", out, *inside]) == 2
        assert "reads or writes inside it" in capsys.readouterr().err


def test_parity_cases_are_not_written_to_inputs_devices_or_folders(tmp_path, capsys):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("Time,Value\n")
    os.link(tmp_path / "data" / "a.csv", tmp_path / "hard")
    (tmp_path / "link").symlink_to("data/a.csv")
    given = ["--out", str(tmp_path / "model"), "--data", str(tmp_path / "data")]
    for golden, fault in (
        (tmp_path / "data" / "a.csv", "reads this very file"),
        (tmp_path / "hard", "reads this very file"),
        (tmp_path / "link", "reads this very file"),
        (tmp_path, "a folder, not a file"),
        (Path("/dev/null"), "a device, pipe or socket"),
        (tmp_path / "hard" / "below.json", "cannot be written"),
    ):
        assert main([*given, "--golden", str(golden)]) == 2
        message = capsys.readouterr().err
        assert fault in message and len(message) <= 400
    assert (tmp_path / "data" / "a.csv").read_text() == "Time,Value\n"
    assert names(tmp_path) == ["data", "hard", "link"]


def test_a_file_is_replaced_behind_links_and_keeps_its_mode(tmp_path):
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o600)
    (tmp_path / "link").symlink_to("old")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "old").read_text() == "new" and (tmp_path / "old").stat().st_mode & 0o777 == 0o600
    with pytest.raises(TypeError):
        write_file(tmp_path / "link", "no bytes")
    assert names(tmp_path) == ["link", "old"] and check_file(tmp_path / "link") == (tmp_path / "old").resolve()


def test_the_old_model_is_restored_if_the_new_one_cannot_replace_it(tmp_path, monkeypatch):
    replace_folder(tmp_path / "model", {"manifest.json": b"old"})
    rename = Path.rename

    def interrupted(path, target):
        if path.name == "fresh":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_folder(tmp_path / "model", {"manifest.json": b"new"})
    assert names(tmp_path) == ["model"] and (tmp_path / "model" / "manifest.json").read_bytes() == b"old"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_writing_leaves_no_partial_file(tmp_path, number):
    code = (
        "import os, pathlib, time\n"
        "from pipeline import outputs\n"
        "outputs.end_on_signals()\n"
        "os.replace = lambda *_: (print('unfinished', flush=True), time.sleep(60))\n"
        "outputs.write_file(pathlib.Path('new.json'), b'content')\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout.readline() == b"unfinished\n"
    assert len(names(tmp_path)) == 1
    time.sleep(0.1)
    child.send_signal(number)
    assert child.wait(10) != 0
    assert names(tmp_path) == []

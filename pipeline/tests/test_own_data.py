"""A folder of own data with some unusable files."""

import numpy as np
import pytest

from pipeline.own_data import MOST_BYTES, NoUsableSeries, read_folder


def rows(values):
    return "Time,Value\n" + "".join(f"{1_714_521_600 + 60 * i},{value}\n" for i, value in enumerate(values))


def test_unreadable_files_are_named_and_the_others_used(tmp_path, capsys):
    (tmp_path / "good.csv").write_text(rows(np.sin(np.arange(200))))
    (tmp_path / "cell.csv").write_text(f'Time,Value\n1714521600,"{"x" * 200_000}"\n')
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert len(read_folder(tmp_path)) == 1
    output = capsys.readouterr().out
    assert all(name in output for name in ("cell.csv", "folder.csv", "binary.csv"))
    assert "large.csv: larger than 32 MB" in output
    assert max(map(len, output.splitlines())) <= 400


def test_a_folder_of_unreadable_files_is_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(NoUsableSeries, match="folder.csv: not a file"):
        read_folder(tmp_path)

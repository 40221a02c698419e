import json
import math

import numpy as np
import pytest

from pipeline.export import sha256
from pipeline.outputs import replace_folder
from pipeline.train import main
from pipeline.tests.conftest import TINY


def weights_of(folder):
    return (folder / "weights.bin").read_bytes()


def write_series(path, values):
    path.write_text("TimeStamp,Value\n" + "".join(f"{at},{value}\n" for at, value in enumerate(values)))


def test_the_same_config_gives_the_same_weights_and_another_seed_gives_others(trained, tmp_path):
    assert main(["--config", str(TINY), "--out", str(tmp_path / "again")]) == 0
    assert main(["--config", str(TINY), "--out", str(tmp_path / "other"), "--seed", "6"]) == 0
    assert weights_of(tmp_path / "again") == weights_of(trained)
    assert weights_of(tmp_path / "other") != weights_of(trained)


def test_training_lowers_the_loss(trained):
    training = json.loads((trained / "manifest.json").read_text())["training"]
    assert training["lossLast"]["own"] < training["lossFirst"]["own"]


def test_the_manifest_names_every_file_with_its_size_and_hash(trained):
    manifest = json.loads((trained / "manifest.json").read_text())
    assert [entry["path"] for entry in manifest["files"]] == ["model.json", "weights.bin"]
    for entry in manifest["files"]:
        content = (trained / entry["path"]).read_bytes()
        assert entry["bytes"] == len(content) and entry["sha256"] == sha256(content)


def test_the_weights_file_is_as_long_as_the_topology_says(trained):
    specs = json.loads((trained / "model.json").read_text())["weightsManifest"][0]["weights"]
    assert len(weights_of(trained)) == 4 * sum(math.prod(spec["shape"]) for spec in specs)


def test_the_golden_cases_belong_to_the_weights_and_are_keras_own(trained, tmp_path):
    from pipeline.parity import write_parity
    from pipeline.reference import decode, encode, read_weights

    write_parity(trained, json.loads(TINY.read_text()), tmp_path / "parity.json")
    parity = json.loads((tmp_path / "parity.json").read_text())
    assert parity["weightsSha256"] == sha256(weights_of(trained))
    layers = read_weights(trained)
    for case in parity["cases"]:
        latents = encode(layers, np.array(case["windows"], np.float32))
        assert np.allclose(latents, case["latents"], atol=1e-4)
        assert np.allclose(decode(layers, latents, case["windowSize"]), case["reconstructions"], atol=1e-4)


@pytest.mark.parametrize("corpus", ["none", "synthetic"])
def test_own_data_alone_and_mixed_train_a_model(tmp_path, corpus):
    data, out = tmp_path / "own", tmp_path / "model"
    data.mkdir()
    write_series(data / "cpu.csv", np.sin(np.arange(300) / 5))
    assert main(["--config", str(TINY), "--data", str(data), "--corpus", corpus, "--out", str(out)]) == 0
    training = json.loads((out / "manifest.json").read_text())["training"]
    assert training["ownSeries"] == 1
    assert bool(training["corpusFamilies"]) == (corpus == "synthetic")


def test_the_card_shows_figures_only_of_the_weights_they_belong_to(trained, tmp_path):
    from pipeline.card import write_card

    config = json.loads(TINY.read_text())
    held = {"weightsSha256": sha256(weights_of(trained)), "window": 16, "span": 10, "figures": {"mine": {"plain": 0.5}}}
    (tmp_path / "evaluation.json").write_text(json.dumps(held))
    write_card(trained, config, tmp_path / "evaluation.json")
    assert "| plain | 0.500 |" in (trained / "MODEL_CARD.md").read_text()
    (tmp_path / "evaluation.json").write_text(json.dumps(held | {"weightsSha256": "other"}))
    write_card(trained, config, tmp_path / "evaluation.json")
    assert "have not been judged" in (trained / "MODEL_CARD.md").read_text()


def test_a_time_column_called_time_and_gaps_are_read(tmp_path):
    from pipeline.own_data import read_csv

    rows = [f"{at},{'' if at == 3 else at}" for at in range(100)]
    (tmp_path / "a.csv").write_text("time,Value\n" + "\n".join(rows))
    assert np.allclose(read_csv(tmp_path / "a.csv"), np.arange(100))


@pytest.mark.parametrize("content", [None, "a,b\n1,2\n", "Time,Value\n1,2\n", "", "Time,Value\n1\n"])
def test_a_folder_without_a_usable_series_is_named_and_nothing_is_written(tmp_path, capsys, content):
    data = tmp_path / "empty-of-use"
    data.mkdir()
    if content is not None:
        (data / "x.csv").write_text(content)
    out = tmp_path / "model"
    assert main(["--config", str(TINY), "--data", str(data), "--corpus", "none", "--out", str(out)]) == 2
    assert str(data) in capsys.readouterr().err
    assert not out.exists()


def test_a_missing_folder_is_named(tmp_path, capsys):
    assert main(["--config", str(TINY), "--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "m")]) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_no_corpus_and_no_data_is_refused(tmp_path, capsys):
    assert main(["--config", str(TINY), "--corpus", "none", "--out", str(tmp_path / "m")]) == 2
    assert "--data" in capsys.readouterr().err


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path):
    replace_folder(tmp_path / "model", {"manifest.json": b"1", "model.json": b"2"})
    replace_folder(tmp_path / "model", {"manifest.json": b"3"})
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["manifest.json"]
    with pytest.raises(TypeError):
        replace_folder(tmp_path / "model", {"manifest.json": b"4", "model.json": None})
    assert (tmp_path / "model" / "manifest.json").read_bytes() == b"3"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]

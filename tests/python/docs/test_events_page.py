"""The Python blocks of docs/events.md run as they are written."""

import io
import re

import opiodyn as od
from fixtures import run_blocks
from opiodyn._events.source.columns import COVARIATES, key_of


def page(root):
    return (root / "docs/events.md").read_text(encoding="utf-8")


def test_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, count = run_blocks("docs/events.md")
    assert count == 8


def test_columns(root):
    table, _, _ = page(root).partition("## Columns to leave out")
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    names = re.findall(r"`([A-Za-z0-9_.]+)`", " ".join(row.split("|")[1] for row in rows))
    names = list(dict.fromkeys(["TIME", *names]))
    assert len(names) > 20
    assert all(map(key_of, names))
    for covariate in COVARIATES:
        assert f"`{covariate}`" in page(root)


def test_the_weight_of_the_example_in_the_tour_acts(root):
    tour = (root / "docs/python.md").read_text(encoding="utf-8")
    (study,) = re.findall(r'StringIO\("""(ID,.*?)"""', tour, re.DOTALL)
    (drug,) = re.findall(r'read_events\(study, drug="(.*?)"\)', tour)
    light, heavy = od.simulate(od.read_events(io.StringIO(study), drug=drug))
    assert light.concentration(drug)[0] > 1.05 * heavy.concentration(drug)[0]

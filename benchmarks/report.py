"""Writes the page and the pictures of the benchmark from what benchmarks/measure.py has collected.

python benchmarks/report.py docs/benchmarks.json
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import report_goals
import report_page


def main() -> None:
    """Writes the page beside the JSON, and the pictures into images/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("json", type=Path)
    path = parser.parse_args().json
    figures = json.loads(path.read_text(encoding="utf-8"))

    import report_pictures

    report_pictures.write(figures, path.parent / "images")
    path.with_suffix(".md").write_text(report_page.text(figures), encoding="utf-8")
    for what, wanted, reached, verdict, beside in report_goals.table(figures):
        print(f"{what:42} {wanted:>10} {reached:>10}  {verdict:12} {beside}")


if __name__ == "__main__":
    main()

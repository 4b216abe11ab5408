"""Runs the notebooks of examples/notebooks and stores their outputs: make_notebooks.py [NUMBER]...

The solution of each exercise runs behind the other cells, and leaves nothing in the notebook.
"""

import json
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "examples" / "notebooks"
KEPT = ("text/plain", "text/html", "image/png")
# Addresses of objects, and the names that pandas makes up for styled tables.
CHANCE = re.compile(r" at 0x[0-9a-f]+|(?<=T_)[0-9a-f]{5}(?=[_\" ])")
SOLUTION = re.compile(r"<details><summary>Solution</summary>\n+```python\n(.*?)```", re.DOTALL)


def paths() -> list[Path]:
    """Returns the notebooks in their order."""
    return sorted(FOLDER.glob("*.ipynb"), key=lambda path: int(path.stem.split("_")[0]))


def solution(book: nbformat.NotebookNode) -> str:
    """Returns the code of the solution, which stands in the last cell."""
    found = SOLUTION.search(book.cells[-1].source)
    if found is None:
        raise SystemExit(f"{book.cells[0].source.splitlines()[0]}: its exercise has no solution")
    return found[1]


def executed(path: Path) -> nbformat.NotebookNode:
    """Returns a notebook with the outputs of this installation."""
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(solution(book)))
    NotebookClient(
        book, timeout=600, resources={"metadata": {"path": str(FOLDER)}}, kernel_name="python3"
    ).execute()
    book.cells.pop()
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.metadata, cell.execution_count = {}, None
            cell.outputs = [_plain(output) for output in _joined(cell.outputs)]
    book.metadata.pop("widgets", None)
    return book


def _joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Returns outputs with what was printed in pieces as one: where it is cut is chance."""
    found: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = found[-1] if found else None
        if last and "stream" == last.output_type == output.output_type and last.name == output.name:
            last.text += output.text
        else:
            found.append(output)
    return found


def _plain(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Returns an output without what differs from one machine to another."""
    if "data" in output:
        kept = {kind: output.data[kind] for kind in KEPT if kind in output.data}
        output.data = {kind: CHANCE.sub("", text) for kind, text in kept.items()}
        output.metadata = {}
    if output.output_type == "execute_result":
        output.execution_count = None
    return output


def write(path: Path, book: nbformat.NotebookNode) -> None:
    """Writes a notebook as git keeps it."""
    text = json.dumps(json.loads(nbformat.writes(book)), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = set(sys.argv[1:])
    for notebook in paths():
        if not wanted or notebook.stem.split("_")[0] in wanted:
            known = nbformat.read(notebook, as_version=4)
            fresh = executed(notebook)
            fresh.metadata = known.metadata
            write(notebook, fresh)
            print(notebook.name, notebook.stat().st_size // 1024, "kB")

"""Opens every .docx of a folder with python-docx, and compares its tables,
cell by cell and merge by merge, with the report that it was written from."""

import json
import sys
from pathlib import Path

import docx


def grid_of_report(table):
    """For each position, the number of the cell that covers it, and the texts."""
    grid = [[None] * table["columns"] for _ in range(table["rows"])]
    for index, cell in enumerate(table["cells"]):
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for column in range(cell["column"], cell["column"] + cell["column_span"]):
                grid[row][column] = index
    return grid


def grid_of_word(table):
    """The same from Word: one number for all positions of a merged cell."""
    numbers, texts, grid = {}, {}, []
    for row in table.rows:
        line = []
        for cell in row.cells:
            number = numbers.setdefault(cell._tc, len(numbers))
            texts[number] = cell.text
            line.append(number)
        grid.append(line)
    return grid, texts


def shape(grid):
    """Numbers in order of first sight, so that two grids compare."""
    seen = {}
    return [[seen.setdefault(n, len(seen)) for n in line] for line in grid]


def compare(path):
    report = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected = [b for b in report["document"]["blocks"] if b["type"] == "table"]
    found = docx.Document(str(path)).tables
    assert len(found) == len(expected), f"{len(found)} tables, not {len(expected)}"
    for number, (table, model) in enumerate(zip(found, expected)):
        ours = grid_of_report(model)
        theirs, texts = grid_of_word(table)
        assert shape(ours) == shape(theirs), f"table {number}: {shape(ours)} != {shape(theirs)}"
        for row, line in enumerate(ours):
            for column, index in enumerate(line):
                cell = model["cells"][index]
                if cell.get("blocks"):
                    continue  # python-docx shows the text around a nested table only
                if any("revision" in anchor for anchor in cell.get("anchors", [])):
                    continue  # nor does it show what a tracked change put in
                text = texts[theirs[row][column]]
                assert text == cell["text"], f"table {number}: {text!r} != {cell['text']!r}"


def main():
    failed = 0
    paths = sorted(Path(sys.argv[1]).glob("*.docx"))
    assert paths, "nothing to judge"
    for path in paths:
        try:
            compare(path)
        except Exception as error:  # every file is judged, whatever is wrong with one
            failed += 1
            print(f"{path.name}: {type(error).__name__}: {error}")
    print(f"{len(paths) - failed} of {len(paths)} files are as they should be")
    sys.exit(1 if failed else 0)


main()

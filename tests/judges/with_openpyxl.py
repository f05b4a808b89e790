"""Opens every .xlsx of a folder with openpyxl, and compares its tables, cell
by cell and merge by merge, with the report that it was written from."""

import json
import re
import sys
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import range_boundaries


def unescape(text):
    """openpyxl undoes `_x005F_` twice; only this much may differ."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def compare(path):
    report = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected = [b for b in report["document"]["blocks"] if b["type"] == "table"]
    # Formulas by their results; `compare_sums` works them out once more.
    workbook = openpyxl.load_workbook(path, data_only=True)
    sheets = workbook.worksheets
    assert sheets[0].title == "正文", sheets[0].title
    assert len(sheets) - 1 == len(expected), f"{len(sheets) - 1} sheets, not {len(expected)}"
    for sheet, model in zip(sheets[1:], expected):
        compare_table(sheet, model)
    compare_names(workbook, report)
    compare_sums(workbook, openpyxl.load_workbook(path))


def compare_table(sheet, model):
    merges = set()
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(str(merged))
        merges.add((top - 1, left - 1, bottom - top + 1, right - left + 1))
    spans = {(c["row"], c["column"], c["row_span"], c["column_span"]) for c in model["cells"]}
    spans = {s for s in spans if s[2:] != (1, 1)}
    assert merges == spans, f"{sheet.title}: merges {merges ^ spans}"
    for cell in model["cells"]:
        found = sheet.cell(cell["row"] + 1, cell["column"] + 1)
        where = f"{sheet.title}!{found.coordinate}"
        if found.data_type == "s":
            assert found.value in (cell["text"], unescape(cell["text"])), f"{where}: {found.value!r}"
        elif found.data_type == "n" and found.value is not None:
            value = cell.get("value")
            assert value is not None, f"{where}: a number that the report has not"
            assert abs(float(value) - float(found.value)) < 1e-9, f"{where}: {found.value}"
        elif found.value is None:
            assert cell["text"] == "", f"{where}: {cell['text']!r} is missing"


def compare_sums(results, formulas):
    """Every formula is a sum, perhaps one that stays blank while nothing is
    filled in, and the result stored beside it is that sum."""
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                where = f"{sheet.title}!{cell.coordinate}"
                blank = re.fullmatch(r'=IF\(COUNT\(([A-Z0-9:,]+)\)=0,"",(SUM\(\1\))\)', cell.value)
                formula = f"={blank.group(2)}" if blank else cell.value
                terms = re.fullmatch(r"=SUM\(([A-Z0-9:,]+)\)", formula)
                assert terms, f"{where}: {cell.value} is no sum"
                found = results[sheet.title]
                summed, count = 0, 0
                for term in terms.group(1).split(","):
                    area = found[term]
                    cells = [c for line in area for c in line] if isinstance(area, tuple) else [area]
                    numbers = [c.value for c in cells if isinstance(c.value, (int, float))]
                    summed, count = summed + sum(numbers), count + len(numbers)
                result = found[cell.coordinate].value
                if blank and count == 0:
                    assert result in (None, ""), f"{where}: {result!r} while nothing is filled in"
                    continue
                assert abs(summed - result) < 1e-9, f"{where}: {result} is not the sum {summed}"


def compare_names(workbook, report):
    """Every field that has a cell is a defined name that leads to its text."""
    for field, evidence in (report.get("evidence") or {}).items():
        if evidence["cell"] is None:
            continue
        name = workbook.defined_names[field]
        (sheet, address), = name.destinations
        cell = workbook[sheet][address.replace("$", "")]
        value = "" if cell.value is None else str(cell.value)
        digits = re.sub(r"[^0-9.]", "", evidence["text"])
        assert re.sub(r"[^0-9.]", "", value).rstrip("0").rstrip(".") == digits.rstrip("0").rstrip(".") or (
            value == evidence["text"]
        ), f"{field}: {value!r} at {sheet}!{address}, not {evidence['text']!r}"


def main():
    failed = 0
    paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
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

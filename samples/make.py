#!/usr/bin/env python3
"""Writes the sample reports of this folder, each as .docx and .xlsx.

    pip install python-docx==1.2.0 openpyxl==3.1.5
    python3 samples/make.py            writes them
    python3 samples/make.py --check    fails where one differs from what would be written

The same run gives the same bytes. All organisations, persons and figures are invented. What a
report says and how its author laid it out is in the module of its name under `make/`.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True

from make import jiangbei, qingyuan, yunling  # noqa: E402


def write(folder):
    for report in (qingyuan, yunling, jiangbei):
        report.docx(folder / f"{report.NAME}.docx")
        report.xlsx(folder / f"{report.NAME}.xlsx")


def parts(path):
    """The parts of a package; how they are compressed is up to the machine."""
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def check(folder):
    with tempfile.TemporaryDirectory() as made:
        write(Path(made))
        changed = [p.name for p in sorted(Path(made).iterdir()) if parts(p) != parts(folder / p.name)]
    if changed:
        sys.exit("not as the generator makes them: " + ", ".join(changed))


def main():
    folder = Path(__file__).resolve().parent
    if sys.argv[1:] == ["--check"]:
        check(folder)
    else:
        write(folder)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes the sample reports of this folder, each as .docx and .xlsx.

    pip install python-docx==1.2.0 openpyxl==3.1.5
    python3 samples/make.py

The same run gives the same bytes. All organisations, persons and figures are invented. What a
report says and how its author laid it out is in the module of its name under `make/`.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

from make import jiangbei, qingyuan, yunling  # noqa: E402


def main():
    here = Path(__file__).resolve().parent
    for report in (qingyuan, yunling, jiangbei):
        report.docx(here / f"{report.NAME}.docx")
        report.xlsx(here / f"{report.NAME}.xlsx")
        print(report.NAME)


if __name__ == "__main__":
    main()

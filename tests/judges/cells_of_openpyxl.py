"""Prints what openpyxl reads from workbooks: one line of JSON a file whose path
comes in on standard input, with the cells, merged ranges and formats of its
sheets. A file that openpyxl refuses has an `error` instead."""

import datetime
import json
import sys
import warnings

import openpyxl

# Past this many cells of a sheet nothing new is learnt.
MOST = 20_000


def moment(value):
    """To the second, as the reports have it."""
    if isinstance(value, datetime.datetime):
        value = value + datetime.timedelta(microseconds=500_000)
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, datetime.time):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat()


def cell(found):
    value = found.value
    if isinstance(value, bool):
        kind = "boolean"
    elif isinstance(value, datetime.timedelta):
        kind, value = "number", value.total_seconds() / 86_400
    elif isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        kind, value = "date", moment(value)
    elif isinstance(value, (int, float)):
        kind = "number"
    else:
        kind, value = "text", str(value)
    return [found.row - 1, found.column - 1, kind, value, found.number_format]


def sheet(found):
    stored = [c for c in found._cells.values() if c.value is not None]
    return {
        "name": found.title,
        "whole": len(stored) <= MOST,
        "cells": [cell(c) for c in stored[:MOST]],
        "merges": [str(merged) for merged in found.merged_cells.ranges],
    }


def main():
    warnings.simplefilter("ignore")
    for path in sys.stdin.read().splitlines():
        try:
            workbook = openpyxl.load_workbook(path, data_only=True)
            read = {"sheets": [sheet(found) for found in workbook.worksheets]}
        except Exception as error:  # every file is judged, whatever is wrong with one
            read = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(read))


main()

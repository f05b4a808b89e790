"""Does to a workbook what a person would: edit.py IN OUT EDIT [ARGUMENT...].

figure SHEET ADDRESS NUMBER    changes a figure
paragraph OLD NEW              rewrites a paragraph of the sheet of the text
row-above SHEET                puts an empty row above the table
move SHEET OFFSET              moves a sheet among the others
rename SHEET NAME              renames a sheet
widen SHEET                    makes all columns wider
nothing                        only saves
"""

import sys

import openpyxl

source, target, edit, *arguments = sys.argv[1:]
workbook = openpyxl.load_workbook(source)

if edit == "figure":
    sheet, address, number = arguments
    workbook[sheet][address] = int(number)
elif edit == "paragraph":
    old, new = arguments
    found = [cell for cell in workbook.worksheets[0]["B"] if cell.value == old]
    assert found, f"no paragraph {old!r}"
    found[0].value = new
elif edit == "row-above":
    sheet = workbook[arguments[0]]
    sheet.move_range(sheet.dimensions, rows=1, translate=True)
    for merged in sheet.merged_cells.ranges:
        merged.shift(row_shift=1)
    sheet.conditional_formatting = openpyxl.formatting.formatting.ConditionalFormattingList()
elif edit == "move":
    workbook.move_sheet(arguments[0], int(arguments[1]))
elif edit == "rename":
    workbook[arguments[0]].title = arguments[1]
elif edit == "widen":
    sheet = workbook[arguments[0]]
    for column in "ABCDEFGHIJ":
        sheet.column_dimensions[column].width = 40
else:
    assert edit == "nothing", edit

workbook.save(target)

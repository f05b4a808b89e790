"""Excel: cells, merges and borders as a person would set them."""

import io
import math

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from .text import pack, plain, runs

THIN = Border(*[Side(style="thin")] * 4)


def save(book, path, title, author, modified):
    props = book.properties
    props.title, props.creator, props.lastModifiedBy = title, author, author
    props.created = props.modified = modified
    out = io.BytesIO()
    book.save(out)
    pack(path, out.getvalue(), modified)


def paper(sheet, landscape=False):
    """A4, fitted to one page's width."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True


def widths(sheet, *sizes):
    for column, size in enumerate(sizes, 1):
        sheet.column_dimensions[get_column_letter(column)].width = size


def rich(text, font):
    """Text with inline marks as rich text; as a plain string where there are none."""
    parts = list(runs(text))
    if not any(marks.keys() - {"a"} for _, marks in parts):
        return plain(text)
    blocks = CellRichText()
    for part, marks in parts:
        look = InlineFont(rFont=font.name, sz=font.sz, b=font.b or "b" in marks or None,
                          i="i" in marks or None, u="single" if "u" in marks else None)
        look.vertAlign = "subscript" if "sub" in marks else "superscript" if "sup" in marks else None
        blocks.append(TextBlock(look, part))
    return blocks


def put(sheet, row, column, value, font, rows=1, columns=1, across="left", upright="center",
        wrap=True, fmt=None, border=None):
    """Writes one cell, merged over `rows` and `columns`. Text is never taken for a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = rich(value.replace("\v", "\n"), font)
        if value.startswith(("=", "+")):
            cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value
    cell.font = font
    cell.alignment = Alignment(horizontal=across, vertical=upright, wrap_text=wrap)
    if fmt:
        cell.number_format = fmt
    if border:
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                sheet.cell(r, c).border = border
    if rows > 1 or columns > 1:
        sheet.merge_cells(start_row=row, start_column=column,
                          end_row=row + rows - 1, end_column=column + columns - 1)
    return cell


def prose(sheet, row, columns, text, font, per_line, line, across="left"):
    """A paragraph over the merged row; its height is set for `per_line` characters a line."""
    put(sheet, row, 1, text, font, columns=columns, across=across, upright="center")
    lines = sum(math.ceil(max(1, len(part)) / per_line) for part in plain(text).split("\n"))
    sheet.row_dimensions[row].height = min(409, lines * line + 4)


def table(sheet, cells, top, left, font, bounds=None, border=THIN, aligns={}):
    """Draws a table of `form.Cell`s at (top, left). `bounds` gives, for a table spread over more
    sheet columns than it has itself, the sheet column where each of its columns begins (counted
    from `left`), and one more for the end. Returns the first row below."""
    bounds = bounds or range(max(c.column + c.columns for c in cells) + 1)
    for c in cells:
        start, end = bounds[c.column], bounds[c.column + c.columns]
        across = {"title": "left", "label": "left", "head": "center"}.get(
            c.kind, aligns.get(c.column, "center"))
        face = Font(name=font.name, sz=font.sz, b=True) if c.kind == "title" else font
        text = isinstance(c.value, str) and c.fmt != "@"  # a format says nothing about text
        put(sheet, top + c.row, left + start, c.value, face, c.rows, end - start, across,
            fmt=None if text else c.fmt, border=border)
    return top + max(c.row + c.rows for c in cells)

"""Word: what python-docx leaves to be done by hand."""

import io

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .text import pack, runs, shown


def new(margins, font, size):
    """An A4 document; margins in mm: top, bottom, left, right."""
    doc = Document()
    page = doc.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = map(Mm, margins)
    for lang in doc.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    normal = doc.styles["Normal"]
    face(normal, font, size)
    normal.paragraph_format.space_after = Pt(0)
    return doc


def save(doc, path, title, author, modified):
    props = doc.core_properties
    props.title, props.author, props.last_modified_by = title, author, author
    props.created = props.modified = modified
    props.comments = ""  # the template of python-docx names itself there
    props.revision, props.language = 3, "zh-CN"
    package = doc.part.package
    for key, rel in list(package.rels.items()):  # the picture of the template's first page
        if rel.reltype.endswith("/thumbnail"):
            del package.rels[key]
    out = io.BytesIO()
    doc.save(out)
    pack(path, out.getvalue(), modified)


def face(target, font=None, size=None, bold=None, latin="Times New Roman"):
    """Sets the font of a run or a style, for Chinese and Latin letters."""
    if font:
        fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [n for n in fonts.attrib if n.endswith("Theme")]:
            del fonts.attrib[name]
        for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font)):
            fonts.set(qn("w:" + name), value)
    if size:
        target.font.size = Pt(size)
    if bold is not None:
        target.font.bold = bold


def plain_style(style, font, size, bold=False, **layout):
    """Makes a built-in heading style look Chinese: black, no rule below, own font."""
    face(style, font, size, bold)
    style.font.color.rgb = RGBColor(0, 0, 0)
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    for name, value in layout.items():
        setattr(style.paragraph_format, name, value)


def write(paragraph, text, font=None, size=None, bold=None):
    """Adds text with inline marks to a paragraph; \\v is a line break."""
    for part, marks in runs(text):
        run = paragraph.add_run()
        for i, line in enumerate(part.split("\v")):
            if i:
                run.add_break()
            run.add_text(line)
        face(run, font, size, bold)
        run.bold = True if "b" in marks else run.bold
        run.italic = True if "i" in marks else None
        run.underline = True if "u" in marks or "a" in marks else None
        if "sub" in marks:
            run.font.subscript = True
        if "sup" in marks:
            run.font.superscript = True
        if "a" in marks:
            run.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(marks["a"], RT.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)
    return paragraph


def table(doc, cells, widths, size, font=None, style="Table Grid", repeat=0, aligns={}):
    """Draws a table of `form.Cell`s; widths in mm, `repeat` header rows on every page.
    In a label, \\n starts a new paragraph and \\v a new line. Figures stand centred, or as
    `aligns` says for their column."""
    rows = max(c.row + c.rows for c in cells)
    grid = doc.add_table(rows, len(widths), style)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, wide in zip(grid.columns, widths):
        column.width = Mm(wide)
    lattice = [list(row.cells) for row in grid.rows]
    for row in lattice:
        for cell, wide in zip(row, widths):
            cell.width = Mm(wide)
    for c in cells:
        corner = lattice[c.row][c.column]
        if c.rows > 1 or c.columns > 1:
            corner = corner.merge(lattice[c.row + c.rows - 1][c.column + c.columns - 1])
        corner.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        # "\n" starts a new paragraph
        for i, line in enumerate(shown(c).split("\n")):
            paragraph = corner.paragraphs[0] if i == 0 else corner.add_paragraph()
            paragraph.alignment = {"title": ALIGN.LEFT, "label": ALIGN.LEFT, "head": ALIGN.CENTER}.get(
                c.kind, aligns.get(c.column, ALIGN.CENTER))
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.0
            write(paragraph, line, font, size, bold=True if c.kind == "title" else None)
    for row in grid.rows[:repeat]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    return grid


def shade(grid, row, colour):
    """Colours a row of a table."""
    for tc in grid.rows[row]._tr.tc_lst:
        fill = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            fill.set(qn("w:" + name), value)
        tc.get_or_add_tcPr().insert_element_before(
            fill, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def page_number(doc, size, before="", after=""):
    """A centred page number in the footer, as the field PAGE."""
    paragraph = doc.sections[0].footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    write(paragraph, before, "宋体", size)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = paragraph.add_run("1")
    face(run, "宋体", size, latin="宋体")
    run._r.addprevious(field)
    field.append(run._r)
    write(paragraph, after, "宋体", size)


def bookmark(paragraph, name="_GoBack"):
    """The mark Word leaves where the author last typed."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), "0")
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)

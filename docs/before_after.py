#!/usr/bin/env python3
"""Draws docs/before-after.png: a sample report in Word, and the workbook and the JSON that gongkai makes of it.

    python3 docs/before_after.py [path of the gongkai command]

Needs LibreOffice (soffice), poppler (pdftoppm, pdftotext), Pillow and a Chinese font (Noto Sans CJK SC is looked for
with fc-match).
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from PIL import Image, ImageChops, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent / "samples" / "qingyuan-county-archives-2020.docx"
PICTURE = HERE / "before-after.png"

MARGIN, GAP, CAPTION = 28, 26, 46
PAGE_WIDTH, SHEET_WIDTH = 780, 830
WIDTH = MARGIN + PAGE_WIDTH + GAP + SHEET_WIDTH + MARGIN
INK, SOFT, LINE, DESK, PAPER, GREEN = "#1f2328", "#656d76", "#c9cdd2", "#eef0f2", "white", "#1a7f4b"


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout


def font(size, family="Noto Sans CJK SC", style="Regular"):
    path, index = run("fc-match", "-f", "%{file}|%{index}", f"{family}:style={style}").decode().split("|")
    return ImageFont.truetype(path, size, index=int(index))


def pdf(source, folder):
    run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", folder,
        source)
    return folder / f"{source.stem}.pdf"


def page(document, words, dpi):
    """The first page of a PDF that has all the words, as a picture."""
    pages = run("pdftotext", "-layout", document, "-").decode().split("\f")
    found = next(i for i, text in enumerate(pages, 1) if all(word in text for word in words))
    png = document.with_name(f"{document.stem}-{found}")
    run("pdftoppm", "-r", dpi, "-f", found, "-l", found, "-png", "-singlefile", document, png)
    return Image.open(f"{png}.png").convert("RGB")


def table(picture, border=6):
    """The table that stands on a printed sheet, without the page's footer."""
    picture = picture.crop((0, 0, picture.width, round(picture.height * 0.9)))
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox()
    picture = picture.crop(box)
    framed = Image.new("RGB", (picture.width + 2 * border, picture.height + 2 * border), PAPER)
    framed.paste(picture, (border, border))
    return framed


def fit(picture, width):
    return picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)


def sheet(draw, canvas, x, y, width, picture, names, open_sheet):
    """A sheet in its window: the cells, and the tabs of the workbook below."""
    tabs, inner = 34, 10
    cells = fit(picture, width - 2 * inner)
    height = cells.height + 2 * inner + tabs
    draw.rectangle((x, y, x + width, y + height), fill=PAPER, outline=LINE)
    canvas.paste(cells, (x + inner, y + inner))
    left, top = x, y + height - tabs
    draw.rectangle((x, top, x + width, y + height), fill="#f3f4f5", outline=LINE)
    for name in names:
        face = font(17, style="Bold" if name == open_sheet else "Regular")
        wide = face.getlength(name) + 28
        if name == open_sheet:
            draw.rectangle((left, top, left + wide, y + height), fill=PAPER, outline=LINE)
            draw.line((left + 1, y + height - 2, left + wide - 1, y + height - 2), fill=GREEN, width=4)
        draw.text((left + 14, top + tabs / 2), name, font=face, fill=GREEN if name == open_sheet else SOFT, anchor="lm")
        left += wide
    return y + height


def excerpt(report):
    """A few lines of the JSON, as it stands in the file."""
    data, evidence = report["data"], report["evidence"]["article20_9.procurement.amount"]
    def line(value):
        return json.dumps(value, ensure_ascii=False).replace("{", "{ ").replace("}", " }")

    return [
        '"data": {',
        f'  "article20_9": {line(data["article20_9"])},',
        f'  "applications": {{ "received": {{ "natural_person": {data["applications"]["received"]["natural_person"]}, … }}, … }},',
        "  … },",
        '"evidence": {',
        f'  "article20_9.procurement.amount": {{ "text": {line(evidence["text"])}, "state": {line(evidence["state"])}, '
        f'"place": {line(evidence["place"])}, … }},',
        "  … }",
    ]


def main():
    gongkai = sys.argv[1] if len(sys.argv) > 1 else "gongkai"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workbook, data = folder / "workbook.xlsx", folder / "report.json"
        run(gongkai, "convert", SAMPLE, "-o", workbook)
        run(gongkai, "convert", SAMPLE, "-o", data)
        names = re.findall(r'<sheet name="([^"]+)"', zipfile.ZipFile(workbook).read("xl/workbook.xml").decode())
        word = page(pdf(SAMPLE, folder), ["规范性文件", "申请人情况"], 170)
        word = word.crop([round(size * part) for size, part in zip(word.size * 2, (0.1, 0.05, 0.9, 0.94))])
        cells = pdf(workbook, folder)
        first = table(page(cells, ["规范性文件", "政府集中采购"], 150))
        second = table(page(cells, ["申请人情况"], 200))
        report = json.loads(data.read_text(encoding="utf-8"))

    canvas = Image.new("RGB", (WIDTH, 3000), DESK)
    draw = ImageDraw.Draw(canvas)
    title, mono = font(26, style="Bold"), font(20, "Noto Sans Mono CJK SC")
    right, top = MARGIN + PAGE_WIDTH + GAP, MARGIN + CAPTION

    draw.text((MARGIN, MARGIN), "Word", font=title, fill=INK)
    word = fit(word, PAGE_WIDTH)
    canvas.paste(word, (MARGIN, top))
    draw.rectangle((MARGIN, top, MARGIN + PAGE_WIDTH, top + word.height), outline=LINE)

    draw.text((right, MARGIN), "Excel", font=title, fill=INK)
    below = sheet(draw, canvas, right, top, SHEET_WIDTH, first, names, names[1])
    below = sheet(draw, canvas, right, below + 18, SHEET_WIDTH, second, names, names[2])

    box, text = max(below, top + word.height) + 16 + CAPTION, excerpt(report)
    draw.text((MARGIN, box - CAPTION), "JSON", font=title, fill=INK)
    bottom = box + 31 * len(text) + 22
    draw.rectangle((MARGIN, box, WIDTH - MARGIN, bottom), fill=PAPER, outline=LINE)
    for i, line in enumerate(text):
        draw.text((MARGIN + 16, box + 9 + 31 * i), line, font=mono, fill=INK)

    canvas = canvas.crop((0, 0, WIDTH, bottom + MARGIN))
    canvas.quantize(40, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE.name}: {canvas.width} × {canvas.height}, {PICTURE.stat().st_size // 1024} KB")


main()

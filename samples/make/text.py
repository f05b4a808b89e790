"""Small things both writers need: inline marks, shown numbers, and packages with fixed bytes."""

import io
import re
import zipfile

TAG = re.compile(r"<(/?)(b|i|u|sub|sup|a)(?: ([^>]*))?>")


def runs(text):
    """Splits `text <b>bold</b> H<sub>2</sub>O <a https://…>link</a>` into (text, marks) pairs,
    where marks maps b, i, u, sub and sup to True and a to its address."""
    marks, at = {}, 0
    for tag in TAG.finditer(text):
        if tag.start() > at:
            yield text[at:tag.start()], dict(marks)
        at = tag.end()
        if tag[1]:
            del marks[tag[2]]
        else:
            marks[tag[2]] = tag[3] or True
    if text[at:]:
        yield text[at:], dict(marks)


def plain(text):
    return TAG.sub("", text)


SHOWN = {
    "General": lambda v: f"{v:g}" if isinstance(v, float) else str(v),
    "@": str,
    "0": lambda v: f"{v:.0f}",
    "0.0": lambda v: f"{v:.1f}",
    "0.00": lambda v: f"{v:.2f}",
    "0.0000": lambda v: f"{v:.4f}",
    "0.00%": lambda v: f"{v * 100:.2f}%",
    "#,##0": lambda v: f"{v:,}",
    "#,##0.00": lambda v: f"{v:,.2f}",
    "000": lambda v: f"{v:03}",
    '0"元"': lambda v: f"{v}元",
    "+0;-0;0": lambda v: f"{v:+}" if v else "0",
    "yyyy-mm-dd": lambda v: f"{v:%Y-%m-%d}",
    'yyyy"年"m"月"': lambda v: f"{v.year}年{v.month}月",
    'yyyy"年"m"月"d"日"': lambda v: f"{v.year}年{v.month}月{v.day}日",
}


def shown(cell):
    """The text of a cell as a person reads it."""
    if cell.value is None:
        return ""
    return cell.value if isinstance(cell.value, str) else SHOWN[cell.fmt](cell.value)


def pack(path, package, modified):
    """Writes an Office package so that the same content gives the same bytes: parts in a fixed
    order under one old date, and the time of the last change in place of now."""
    stamp = modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(path, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, data, compresslevel=9)

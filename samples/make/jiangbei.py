"""江北水务集团, third quarter of 2024: no statutory form, plain tables of many kinds of value."""

from datetime import date, datetime

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Font

from . import sheets, words
from .form import Cell

NAME = "jiangbei-water-2024q3"
TITLE = "江北水务集团2024年第三季度信息公开报告"
AUTHOR, WRITTEN = "江北水务集团", datetime(2024, 10, 18, 6, 5, 0)

# Code, kind (blank: as above), indicator, unit, limit, lowest, highest, rate, sampled; with the
# format of lowest and highest.
SAMPLES = [
    ("001", "微生物指标", "总大肠菌群 Total coliforms", "MPN/100mL", "不应检出", "未检出", "未检出", 1.0, date(2024, 7, 9), "@"),
    ("002", "", "菌落总数", "CFU/mL", "≤100", 1, 12, 1.0, date(2024, 7, 9), "0"),
    ("007", "毒理指标", "砷 As", "mg/L", "≤0.01", 0.001, 0.002, 1.0, date(2024, 8, 6), "0.0000"),
    ("012", "", "硝酸盐（以N计）", "mg/L", "≤10", 1.2, 2.35, 1.0, date(2024, 8, 6), "0.00"),
    ("023", "感官性状和一般化学指标", "浑浊度 Turbidity", "NTU", "≤1", 0.08, 0.3, 0.9992, date(2024, 9, 3), "0.00"),
    ("024", "", "pH", "—", "6.5～8.5", 7.12, 7.6, 1.0, date(2024, 9, 3), "0.00"),
    ("031", "", "高锰酸盐指数 COD<sub>Mn</sub>", "mg/L", "≤3", 0.88, 1.4, 1.0, date(2024, 9, 3), "0.00"),
    ("105", "消毒剂指标", "游离余氯（管网末梢水）", "mg/L", "≥0.05", 0.06, 0.5, 0.9987, date(2024, 9, 10), "0.00"),
]

# Month, code of the business hall, name, received, completed, refunds in yuan.
SERVICE = [
    (date(2024, 7, 1), 3, "城东营业厅", 7218, 7189, 684120.5),
    (date(2024, 7, 1), 7, "城西营业厅", 5268, 5242, 524195.9),
    (date(2024, 8, 1), 3, "城东营业厅", 7604, 7571, 702388.25),
    (date(2024, 8, 1), 7, "城西营业厅", 5448, 5427, 531007.0),
    (date(2024, 9, 1), 3, "城东营业厅", 6935, 6918, 648902.4),
    (date(2024, 9, 1), 7, "城西营业厅", 5061, 5049, 498770.15),
]
ALL = [round(sum(row[i] for row in SERVICE), 2) for i in (3, 4, 5)]

TEXT = [
    ("p", "为保障用户知情权，接受社会监督，根据《供水、供气、供热等公共企事业单位信息公开实施办法》，现将江北水务集团"
     "2024年第三季度（7月1日至9月30日）供水水质、用户服务等信息公开如下。本季度集团总供水量为4,286.5万m<sup>3</sup>，"
     "日均供水46.6万m<sup>3</sup>，最高日供水量出现在8月6日，为52.3万m<sup>3</sup>。"),
    ("h1", "供水水质"),
    ("p", "集团水质检测中心按照《生活饮用水卫生标准》（GB 5749—2022）对出厂水、管网水和管网末梢水进行检测，主要指标结果见"
     "下表。检测中心取得CMA资质认定证书，检测结果每月同步报送市供水主管部门。"),
    ("table", "water"),
    ("note", "注：“未检出”指检测结果低于方法检出限；编号为集团内部指标编号，首位的0不可省略。"),
    ("h2", "水质保障措施"),
    ("bullet", "新增管网末梢水在线监测点<b>12个</b>，浑浊度、余氯数据每5分钟上传一次；"),
    ("bullet", "完成清江水厂3号滤池翻砂改造，滤后水浑浊度稳定在0.1 NTU以下；"),
    ("bullet", "对28个老旧小区的二次供水设施进行清洗消毒，清洗后水质检测全部合格。"),
    ("h1", "用户服务"),
    ("p", "本季度两个营业厅共受理用户业务{0:,}件，办结{1:,}件；因水表计量、阶梯水价核减等原因向用户退补水费{2:,.2f}元。"
     "分月、分营业厅情况如下。"),
    ("table", "service"),
    ("note", "办结率 = 办结件数 ÷ 受理件数，截至次月5日统计。"),
    ("h2", "停水与抢修"),
    ("p", "本季度发布计划停水公告9次，均提前24小时通过短信和<i>i-Water</i>小程序告知用户；接报管道爆漏156处，"
     "平均到场时间为<u>32分钟</u>。抢修流程为："),
    ("number", "接报登记，客服中心于5分钟内派单；"),
    ("number", "到场止水，同步通知受影响用户，必要时安排应急送水车；"),
    ("number", "修复通水，经冲洗、检测合格后恢复供水；"),
    ("number", "回访归档，24小时内完成用户回访。"),
    ("h1", "联系我们 Contact us"),
    ("p", "24小时服务热线：0000-96116；境外拨打：+86-0000-96116。For enquiries in English, please write to "
     "service@jiangbeiwater.example."),
    ("sign", "江北水务集团有限公司"),
    ("sign", "2024年10月18日"),
]


def water():
    heads = ["编号", "类别", "检测指标", "单位", "标准限值", "检测结果", None, "合格率", "采样日期"]
    cells = [Cell(0, i, 1 if i == 5 else 2, 2 if i == 5 else 1, h, "head") for i, h in enumerate(heads) if h]
    cells += [Cell(1, 5, 1, 1, "最低值", "head"), Cell(1, 6, 1, 1, "最高值", "head")]
    for row, (code, kind, *texts, low, high, rate, sampled, fmt) in enumerate(SAMPLES, 2):
        if kind:
            same = next((i for i, s in enumerate(SAMPLES[row - 1:], 1) if s[1]), len(SAMPLES) - row + 2)
            cells.append(Cell(row, 1, same, 1, kind, "head"))
        cells += [Cell(row, 0, 1, 1, code, fmt="@"), Cell(row, 2, 1, 1, texts[0], "label"),
                  Cell(row, 3, 1, 1, texts[1]), Cell(row, 4, 1, 1, texts[2]),
                  Cell(row, 5, 1, 1, low, fmt=fmt), Cell(row, 6, 1, 1, high, fmt=fmt),
                  Cell(row, 7, 1, 1, rate, fmt="0.00%"), Cell(row, 8, 1, 1, sampled, fmt="yyyy-mm-dd")]
    return cells


def service():
    heads = ["月份", "代码", "营业厅", "受理件数", "办结件数", "办结率", "退补金额（元）", "联系电话"]
    cells = [Cell(0, i, 1, 1, h, "head") for i, h in enumerate(heads)]
    for row, (month, code, hall, got, done, money) in enumerate(SERVICE, 1):
        if row % 2:  # a month has two rows
            cells.append(Cell(row, 0, 2, 1, month, fmt='yyyy"年"m"月"'))
        cells += figures(row, got, done, money)
        cells += [Cell(row, 1, 1, 1, code, fmt="000"), Cell(row, 2, 1, 1, hall, "label"),
                  Cell(row, 7, 1, 1, f"+86-0000-8712{code:03}")]
    return cells + [Cell(7, 0, 1, 3, "=合计", "head"), *figures(7, *ALL), Cell(7, 7, 1, 1, None)]


def figures(row, got, done, money):
    return [Cell(row, 3, 1, 1, got, fmt="#,##0"), Cell(row, 4, 1, 1, done, fmt="#,##0"),
            Cell(row, 5, 1, 1, round(done / got, 4), fmt="0.00%"), Cell(row, 6, 1, 1, money, fmt="#,##0.00")]


def told():
    return [(kind, text.format(*ALL)) for kind, text in TEXT]


def docx(path):
    doc = words.new((25, 22, 20, 20), "宋体", 12)
    styles = doc.styles
    for name in ("Normal", "List Bullet", "List Number"):
        styles[name].paragraph_format.line_spacing = 1.4
        styles[name].paragraph_format.space_after = Pt(0)
    words.plain_style(styles["Title"], "黑体", 20, alignment=ALIGN.CENTER, space_after=Pt(16))
    words.plain_style(styles["Heading 1"], "黑体", 15, space_before=Pt(14), space_after=Pt(6))
    words.plain_style(styles["Heading 2"], "黑体", 13, space_before=Pt(10), space_after=Pt(4))
    words.page_number(doc, 9)
    words.write(doc.add_paragraph(style="Title"), TITLE)
    named = {"h1": "Heading 1", "h2": "Heading 2", "bullet": "List Bullet", "number": "List Number"}
    for kind, text in told():
        if text == "water":
            widths = [11, 20, 32, 18, 17, 16, 16, 18, 22]
            words.shade(words.table(doc, water(), widths, 8.5, repeat=2), 0, "DAEEF3")
        elif text == "service":
            right = {c: ALIGN.RIGHT for c in (3, 4, 5, 6)}
            words.table(doc, service(), [25, 12, 22, 17, 17, 17, 27, 33], 8.5, style="Light List Accent 1",
                        repeat=1, aligns=right)
        elif kind in named:
            words.write(doc.add_paragraph(style=named[kind]), text)
        else:
            p = words.write(doc.add_paragraph(), text, size=9 if kind == "note" else None)
            if kind == "p":
                p.paragraph_format.first_line_indent = Pt(24)
            elif kind == "sign":
                p.alignment, p.paragraph_format.right_indent = ALIGN.RIGHT, Mm(8)
                p.paragraph_format.space_before = Pt(18 if "公司" in text else 0)
    words.save(doc, path, TITLE, AUTHOR, WRITTEN)


def xlsx(path):
    """Everything on the sheet Excel opens with; the second table has no borders."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheets.paper(sheet)
    sheets.widths(sheet, 12, 14, 26, 13, 13, 12, 15, 20, 13)
    body, bold = Font(name="等线", sz=11), Font(name="等线", sz=11, b=True)
    sheets.put(sheet, 1, 1, TITLE, Font(name="等线", sz=16, b=True), columns=9, across="center")
    sheet.row_dimensions[1].height = 30
    row, item = 3, 0
    for kind, text in told():
        item = item + 1 if kind == "number" else 0
        if kind == "table":
            row += 1
            if text == "water":
                top, row = row, sheets.table(sheet, water(), row, 1, body)
                for at in range(top, row):
                    sheet.row_dimensions[at].height = 18
            else:
                right = {c: "right" for c in (3, 4, 5, 6)}
                top, row = row, sheets.table(sheet, service(), row, 1, body, border=None, aligns=right)
                for line, columns in ((top, range(1, 9)), (row - 1, range(1, 2))):
                    for column in columns:
                        sheet.cell(line, column).font = bold
            row += 1
            continue
        if kind == "h1":
            row += 1
        lead = {"bullet": "• ", "number": f"{item}. "}.get(kind, "")
        across = "right" if kind == "sign" else "left"
        sheets.prose(sheet, row, 9, lead + text, bold if kind in ("h1", "h2") else body, 66, 15, across)
        row += 1
    sheets.save(book, path, TITLE, AUTHOR, WRITTEN)


assert SERVICE and all(done <= got for _, _, _, got, done, _ in SERVICE)

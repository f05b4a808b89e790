"""云岭市住房和城乡建设局, 2024, form ogi-2021: a large bureau, set with styles after GB/T 9704."""

from datetime import datetime

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from . import form, sheets, words

NAME = "yunling-housing-bureau-2024"
BUREAU, SUBJECT = "云岭市住房和城乡建设局", "2024年政府信息公开工作年度报告"
TITLE = BUREAU + SUBJECT
AUTHOR, WRITTEN = "云岭市住房和城乡建设局办公室", datetime(2025, 1, 16, 1, 30, 0)
FORM = "ogi-2021"
SITE = "https://zjj.yunling.example/zwgk/"

FIGURES = {
    "article20_1.regulations.issued": 0,      # a bureau has no power to make 规章
    "article20_1.regulations.repealed": 0,
    "article20_1.regulations.in_force": 0,
    "article20_1.normative_documents.issued": 7,
    "article20_1.normative_documents.repealed": 4,
    "article20_1.normative_documents.in_force": 52,
    "article20_5.administrative_licensing.decisions": 126518,
    "article20_6.administrative_penalty.decisions": 4827,
    "article20_6.administrative_coercion.decisions": 1036,
    "article20_8.fees.amount": 73284.5,
}
APPLICATIONS = {
    "received": (14520, 2210, 159, 143, 1143, 276, 18451),
    "carried_in": (1104, 137, 9, 8, 62, 15, 1335),
    "granted": (6218, 842, 57, 63, 412, 96, 7688),
    "granted_in_part": (1437, 196, 14, 11, 103, 22, 1783),
    "denied_state_secret": (18, 4, 1, 2, 3, 2, 30),
    "denied_prohibited_by_law": (126, 31, 3, 2, 12, 4, 178),
    "denied_security_stability": (41, 7, 2, 1, 5, 3, 59),
    "denied_third_party_rights": (318, 74, 6, 3, 38, 9, 448),
    "denied_internal_affairs": (207, 43, 5, 4, 26, 7, 292),
    "denied_deliberative_process": (264, 58, 8, 3, 31, 6, 370),
    "denied_enforcement_file": (185, 39, 2, 1, 47, 5, 279),
    "denied_administrative_inquiry": (1342, 287, 9, 12, 164, 31, 1845),
    "unavailable_not_held": (2109, 318, 19, 17, 141, 38, 2642),
    "unavailable_requires_creation": (473, 86, 11, 5, 52, 13, 640),
    "unavailable_unclear_after_correction": (158, 27, 3, 2, 14, 6, 210),
    "not_processed_petition_complaint": (689, 52, 1, 6, 19, 8, 775),
    "not_processed_repeated": (347, 28, 2, 3, 16, 5, 401),
    "not_processed_publication": (36, 9, 4, 1, 7, 2, 59),
    "not_processed_excessive": (92, 6, 1, 2, 4, 3, 108),
    "not_processed_confirmation": (113, 21, 2, 1, 10, 3, 150),
    "other_uncorrected": (276, 34, 3, 2, 11, 4, 330),
    "other_fee_unpaid": (24, 5, 1, 2, 3, 1, 36),
    "other_misc": (165, 29, 3, 2, 13, 5, 217),
    "total_handled": (14638, 2196, 157, 145, 1131, 273, 18540),
    "carried_out": (986, 151, 11, 6, 74, 18, 1246),
}
DISPUTES = (412, 57, 183, 64, 716, 38, 6, 21, 17, 82, 46, 9, 15, 23, 93)

TEXT = [
    ("p", "本报告根据<b>《中华人民共和国政府信息公开条例》</b>（以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于"
     "印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。报告中所列数据的统计期限"
     "为2024年1月1日至2024年12月31日。报告电子版可在<a " + SITE + ">云岭市住房和城乡建设局网站</a>查阅下载。如对报告内容"
     "有疑问，请联系云岭市住房和城乡建设局办公室（地址：云岭市建设大道88号，邮政编码：000088，电话：0000-8866120）。"),
    ("h1", "一、总体情况"),
    ("p", "2024年，市住房和城乡建设局坚持以人民为中心的发展思想，聚焦城市更新、保障性住房建设、房屋安全管理等群众关切，"
     "做到<u>应公开尽公开、应上网尽上网</u>，以公开促落实、促规范、促服务，较好完成了全年政府信息公开各项任务。"),
    ("h2", "（一）主动公开"),
    ("p", "全年通过局网站主动公开政府信息3642条，其中政策文件类215条、行政执法类1876条、工程建设类943条、住房保障类608条。"
     "全年印发行政规范性文件<b>7件</b>，废止<b>4件</b>，现行有效52件，均在印发之日起20个工作日内公开并同步解读。"
     "围绕商品房预售资金监管、老旧小区加装电梯、住房公积金支持住房消费等政策，推出<i>“一图读懂”</i>、短视频、"
     "动漫等多种形式的解读材料46篇，召开新闻发布会5场。"),
    ("h2", "（二）依申请公开"),
    ("p", "全年共收到政府信息公开申请{received}件，上年结转{carried_in}件；共办结{handled}件，结转下年度继续办理{carried_out}件。"
     "新收申请中，自然人提出{natural}件，占{natural_share}%；法人或其他组织提出{legal}件，占{legal_share}%。从办理结果看，"
     "予以公开{granted}件，部分公开{part}件，不予公开{denied}件，无法提供{unavailable}件，不予处理{refused}件，其他处理{other}件。"
     "申请内容主要涉及国有土地上房屋征收补偿、商品房规划验收、物业专项维修资金使用等方面。"),
    ("p", "全年政府信息公开行政复议{reconsideration}件，其中结果维持412件，结果纠正57件，其他结果183件，尚未审结64件。"
     "政府信息公开行政诉讼{litigation}件，其中未经复议直接起诉82件，复议后起诉93件。"),
    ("h2", "（三）政府信息管理"),
    ("p", "修订《云岭市住房和城乡建设局政府信息公开审查办法》，将公开属性确定嵌入公文办理流程，公文起草时必须标明"
     "“主动公开”“依申请公开”或者“不予公开”，<b><u>未标明的一律退回</u></b>。对历年规范性文件开展集中清理，"
     "在网站标明有效性，实行动态更新。"),
    ("h2", "（四）政府信息公开平台建设"),
    ("p", "完成局网站政府信息公开专栏改版，增设“好房子”“城市更新”两个专题，检索、下载和适老化功能进一步完善。"
     "政务新媒体“云岭住建”全年发布信息1124条，接受群众留言并全部在三个工作日内回复。"),
    ("h2", "（五）监督保障"),
    ("p", "局党组会议专题研究政务公开工作2次，将政务公开纳入处室绩效考核，权重为4%。全年举办专题培训3期，"
     "编发典型案例汇编1册。2024年未发生因政府信息公开工作被追究责任的情形。"),
    ("h1", "二、主动公开政府信息情况"),
    ("table", "proactive"),
    ("break", ""),
    ("h1", "三、收到和处理政府信息公开申请情况"),
    ("table", "applications"),
    ("h1", "四、政府信息公开行政复议、行政诉讼情况"),
    ("table", "disputes"),
    ("h1", "五、存在的主要问题及改进情况"),
    ("p", "过去一年，我局政府信息公开工作仍存在一些不足：<b>一是</b>申请数量居高不下，同一事项多头申请的情况较为突出，"
     "办理力量与任务量不相适应；<b>二是</b>部分政策解读偏重文字转述，对企业和群众“怎么办、找谁办”回应不够；"
     "<b>三是</b>个别处室答复意见说理不充分，被复议机关纠正的案件仍占一定比例。"),
    ("p", "2025年，我局将重点从以下方面改进："),
    ("h2", "（一）从源头减少争议"),
    ("p", "对房屋征收、工程验收等申请集中的领域，推行<i>“主动公开前移”</i>，凡同类申请较为集中的信息，研究转为主动公开，"
     "并在现场公示栏同步张贴。"),
    ("h2", "（二）提升解读实效"),
    ("p", "建立政策起草处室“首席解读人”制度，解读材料须包含适用对象、办理条件、办理渠道和咨询电话四项内容，"
     "并在政策实施三个月后组织一次效果评估。"),
    ("h2", "（三）规范答复质量"),
    ("p", "落实法制机构与公开机构会商机制，复杂申请一律集体研究；按季度通报被纠正案件，逐案剖析原因，举一反三抓好整改。"),
    ("h1", "六、其他需要报告的事项"),
    ("p", "（一）收取信息处理费情况。根据《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费18640元，"
     "已全部上缴国库。"),
    ("p", "（二）除上述情况外，无其他需要报告的事项。"),
    ("sign", BUREAU),
    ("sign", "2025年1月16日"),
]


def counts():
    """The figures the prose states, taken from the tables."""
    received = APPLICATIONS["received"]
    legal = sum(received[1:6])
    group = lambda name: form.group_total(FORM, APPLICATIONS, name)
    return {
        "received": received[6], "carried_in": APPLICATIONS["carried_in"][6],
        "handled": APPLICATIONS["total_handled"][6], "carried_out": APPLICATIONS["carried_out"][6],
        "natural": received[0], "natural_share": f"{100 * received[0] / received[6]:.1f}",
        "legal": legal, "legal_share": f"{100 * legal / received[6]:.1f}",
        "granted": APPLICATIONS["granted"][6], "part": APPLICATIONS["granted_in_part"][6],
        "denied": group(form.DENIED), "unavailable": group(form.UNAVAILABLE),
        "refused": group(form.REFUSED), "other": group("（六）其他处理"),
        "reconsideration": DISPUTES[4], "litigation": DISPUTES[9] + DISPUTES[14],
    }


def told():
    return [(kind, text.format(**counts())) for kind, text in TEXT]


def docx(path):
    doc = words.new((37, 35, 28, 26), "仿宋_GB2312", 16)
    line = Pt(28.95)  # 22 lines a page
    styles = doc.styles
    styles["Normal"].paragraph_format.line_spacing = line
    words.plain_style(styles["Title"], "方正小标宋简体", 22, alignment=ALIGN.CENTER, line_spacing=Pt(34),
                      space_after=Pt(28), first_line_indent=Pt(0))
    close = dict(space_before=Pt(0), space_after=Pt(0), line_spacing=line, first_line_indent=Pt(32))
    words.plain_style(styles["Heading 1"], "黑体", 16, **close)
    words.plain_style(styles["Heading 2"], "楷体_GB2312", 16, **close)
    words.page_number(doc, 14, "— ", " —")
    words.write(doc.add_paragraph(style="Title"), BUREAU + "\v" + SUBJECT)
    respell = {"规章": "规　章", "商业企业": "商业\v企业", "科研机构": "科研\v机构"}
    for kind, text in told():
        if kind == "table":
            for cells, widths, size, repeat in drawn(text, respell):
                words.table(doc, cells, widths, size, "宋体", repeat=repeat)
                gap = doc.add_paragraph().paragraph_format  # keeps Word from joining two tables
                gap.line_spacing, gap.first_line_indent = Pt(8), Pt(0)
        elif kind == "break":
            gap.line_spacing = Pt(1)
            doc.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        elif kind in ("h1", "h2"):
            words.write(doc.add_paragraph(style="Heading " + kind[1]), text)
        else:
            p = words.write(doc.add_paragraph(), text)
            p.paragraph_format.first_line_indent = Pt(0 if kind == "sign" else 32)
            if kind == "sign":
                p.alignment, p.paragraph_format.right_indent = ALIGN.RIGHT, Mm(22 if "月" in text else 11)
                p.paragraph_format.keep_together = True
                if "月" not in text:
                    p.paragraph_format.space_before, p.paragraph_format.keep_with_next = Pt(40), True
            else:
                p.alignment = ALIGN.JUSTIFY
    words.save(doc, path, TITLE, AUTHOR, WRITTEN)


def drawn(name, respell):
    """The tables of a part: cells, column widths, font size and header rows to repeat."""
    if name == "proactive":
        shapes = {4: [48, 35, 35, 35], 2: [63, 90]}
        return [(cells, shapes[form.width(cells)], 10.5, 2)
                for cells in form.proactive(FORM, FIGURES, respell=respell)]
    if name == "applications":
        return [(form.applications(FORM, APPLICATIONS, respell), [8, 14, 41, 15, *[12.5] * 5, 15], 9, 3)]
    return [(form.disputes(DISPUTES), [10.4] * 15, 9, 3)]


def xlsx(path):
    """The text on one sheet, each part's table on one of its own."""
    book = Workbook()
    body, head = Font(name="仿宋", sz=12), Font(name="黑体", sz=12)
    link = Font(name="仿宋", sz=12, u="single", color="0563C1")
    title, cell = Font(name="黑体", sz=16, b=True), Font(name="宋体", sz=11)

    sheet = book.active
    sheet.title = "年报正文"
    sheets.paper(sheet)
    sheets.widths(sheet, 80)
    sheets.put(sheet, 1, 1, TITLE, Font(name="黑体", sz=18, b=True), across="center")
    sheet.row_dimensions[1].height = 36
    names = {"proactive": "主动公开情况", "applications": "依申请公开情况", "disputes": "复议诉讼情况"}
    row = 2
    for kind, text in told():
        if kind == "break":
            continue
        if kind == "table":
            sheets.prose(sheet, row, 1, f"（见“{names[text]}”工作表）", link, 38, 17)
            sheet.cell(row, 1).hyperlink = Hyperlink(ref="", location=f"'{names[text]}'!A1")
        elif kind == "sign":
            sheets.prose(sheet, row, 1, text, body, 38, 17, across="right")
        else:
            lead, face = ("", head) if kind == "h1" else ("　　", body)
            sheets.prose(sheet, row, 1, lead + text, face, 38, 17)
        row += 1

    sheet = book.create_sheet(names["proactive"])
    sheets.paper(sheet)
    sheets.widths(sheet, 28, 20, 20, 20)
    sheets.put(sheet, 1, 1, "二、主动公开政府信息情况", title, columns=4, across="center")
    formats = {"article20_8.fees.amount": "0.0"}
    formats |= {f"article20_{n}.{k}.decisions": "#,##0" for n, k in
                ((5, "administrative_licensing"), (6, "administrative_penalty"), (6, "administrative_coercion"))}
    sheets.table(sheet, form.stack(form.proactive(FORM, FIGURES, 4, formats=formats)), 3, 1, cell)
    for at in range(1, 17):
        sheet.row_dimensions[at].height = 24

    sheet = book.create_sheet(names["applications"])
    sheets.paper(sheet, landscape=True)
    sheets.widths(sheet, 3, 8, 13, 44, *[11] * 7)
    sheets.put(sheet, 1, 2, "三、收到和处理政府信息公开申请情况", title, columns=10, across="center")
    grouped = {0: "#,##0", 1: "#,##0", 6: "#,##0"}
    last = sheets.table(sheet, form.applications(FORM, APPLICATIONS, formats=grouped), 3, 2, cell,
                        aligns={c: "right" for c in range(3, 10)})
    for at in range(3, last):
        sheet.row_dimensions[at].height = 32 if "行政机关不再处理" in str(sheet.cell(at, 4).value) else 18
    sheet.row_dimensions[1].height, sheet.row_dimensions[5].height = 28, 32
    sheet.freeze_panes = "E6"

    sheet = book.create_sheet(names["disputes"])
    sheets.paper(sheet, landscape=True)
    sheets.widths(sheet, *[8] * 15)
    sheets.put(sheet, 1, 1, "四、政府信息公开行政复议、行政诉讼情况", title, columns=15, across="center")
    sheets.table(sheet, form.disputes(DISPUTES), 2, 1, cell)
    sheet.row_dimensions[1].height, sheet.row_dimensions[5].height = 28, 24
    sheets.save(book, path, TITLE, AUTHOR, WRITTEN)


form.assert_identities(FORM, APPLICATIONS, DISPUTES)
assert len(FIGURES) == 10

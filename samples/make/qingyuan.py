"""清源县档案馆, 2020, form ogi-2019: a clerk of a small office, without styles, by hand."""

from datetime import datetime

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font

from . import form, sheets, words

NAME = "qingyuan-county-archives-2020"
TITLE = "清源县档案馆2020年政府信息公开工作年度报告"
AUTHOR, WRITTEN = "清源县档案馆", datetime(2021, 1, 20, 7, 42, 0)
FORM = "ogi-2019"

FIGURES = {
    "article20_1.regulations.made": 0,
    "article20_1.regulations.disclosed": 0,
    "article20_1.regulations.total_disclosed": 0,
    "article20_1.normative_documents.made": 1,
    "article20_1.normative_documents.disclosed": 1,
    "article20_1.normative_documents.total_disclosed": 6,
    "article20_5.administrative_licensing.previous_items": 1,
    "article20_5.administrative_licensing.change": -1,
    "article20_5.administrative_licensing.decisions": 0,
    "article20_5.other_services.previous_items": 19,
    "article20_5.other_services.change": 3,
    "article20_5.other_services.decisions": 2146,
    "article20_6.administrative_penalty.previous_items": 8,
    "article20_6.administrative_penalty.change": -8,
    "article20_6.administrative_penalty.decisions": 0,
    "article20_6.administrative_coercion.previous_items": 0,
    "article20_6.administrative_coercion.change": 0,
    "article20_6.administrative_coercion.decisions": None,
    "article20_8.fees.previous_items": 0,
    "article20_8.fees.change": "/",
    "article20_9.procurement.items": 3,
    "article20_9.procurement.amount": 104150,
}
FORMATS = {name: "+0;-0;0" for name in FIGURES if name.endswith(".change")}
FORMATS["article20_9.procurement.amount"] = '0"元"'

B = None  # left blank by the clerk
ZERO, BLANK = (0, 0, 0, 0, 0, 0, 0), (B, B, B, B, B, B, B)
APPLICATIONS = {
    "received": (5, 1, 0, 0, 0, 0, 6),
    "carried_in": (1, B, B, B, B, B, 1),
    "granted": (3, 1, 0, 0, 0, 0, 4),
    "granted_in_part": (1, 0, 0, 0, 0, 0, 1),
    "denied_state_secret": ZERO,
    "denied_prohibited_by_law": ZERO,
    "denied_security_stability": ZERO,
    "denied_third_party_rights": ZERO,
    "denied_internal_affairs": ZERO,
    "denied_deliberative_process": ZERO,
    "denied_enforcement_file": ZERO,
    "denied_administrative_inquiry": (1, 0, 0, 0, 0, 0, 1),
    "unavailable_not_held": (1, 0, 0, 0, 0, 0, 1),
    "unavailable_requires_creation": ZERO,
    "unavailable_unclear_after_correction": ZERO,
    "not_processed_petition_complaint": ZERO,
    "not_processed_repeated": ZERO,
    "not_processed_publication": ZERO,
    "not_processed_excessive": (0, 0, B, B, B, 0, 0),
    "not_processed_confirmation": ZERO,
    "other_handling": BLANK,
    "total_handled": (6, 1, 0, 0, 0, 0, 7),
    "carried_out": ZERO,
}
DISPUTES = (1, 0, 0, 0, 1, 0, 0, 0, 0, 0, B, B, B, B, 0)

# typed: begins with two typed full-width spaces; indent: with a first-line indent.
TEXT = [
    ("typed", "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于"
     "政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）要求，清源县档案馆编制2020年度政府信息公开"
     "工作年度报告。本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和"
     "行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成，所列数据的统计期限自2020年1月1日起至"
     "2020年12月31日止。如对本报告有疑问，请与清源县档案馆办公室联系（地址：清源县城关镇文昌路16号，"
     "电话：0000-6620417）。"),
    ("h1", "一、总体情况"),
    ("typed", "2020年，县档案馆在县委、县政府的正确领导下，认真贯彻落实新修订的《条例》，围绕“为党管档、为国守史、为民服务”"
     "的职责定位，把政府信息公开作为转变作风、服务群众的重要抓手，明确一名副馆长分管、办公室两名同志具体承办，"
     "各项工作平稳有序开展。"),
    ("h2", "（一）主动公开情况"),
    ("typed", "全年主动公开政府信息126条，其中通过县政府门户网站公开82条，通过“清源档案”微信公众号公开44条。公开内容主要包括"
     "机构职能、部门预决算、查档指南、档案开放目录、征集公告和疫情防控期间预约查档的通知等。制定并公开规范性文件1件，"
     "即《清源县重大活动档案收集办法》。"),
    ("h2", "（二）依申请公开情况"),
    ("indent", "全年共收到政府信息公开申请6件，其中自然人申请5件，商业企业申请1件；上年结转申请1件。全部7件申请均在法定期限内"
     "办结，其中予以公开4件，部分公开1件，不予公开1件，无法提供1件。申请内容集中在原乡镇企业改制档案、山林权属档案和"
     "建国初期移民安置档案三个方面，未收取任何费用。全年因政府信息公开引起的行政复议1件，结果维持；未发生行政诉讼。"),
    ("h2", "（三）政府信息管理情况"),
    ("indent", "严格执行“先审查、后公开，一事一审”制度，凡拟公开的信息均由承办股室初审、办公室复核、分管领导签发，全年未发生"
     "失泄密事件。结合馆藏档案开放鉴定，对已到期的城建、民政两个全宗进行了公开属性审核。"),
    ("h2", "（四）平台建设情况"),
    ("indent", "按照县政府办公室统一部署，完成门户网站“县档案馆”栏目改版，新设“网上查档”“兰台记忆”两个子栏目；"
     "对微信公众号菜单作了调整，群众可直接填写查档预约单。"),
    ("h2", "（五）监督保障情况"),
    ("typed", "将政府信息公开纳入股室年度考核，全年组织学习《条例》2次，参加县里举办的业务培训3人次。设立监督电话和意见箱，"
     "未收到群众对我馆政府信息公开工作的投诉。"),
    ("h1", "二、主动公开政府信息情况"),
    ("table", "proactive"),
    ("note", "注：因机构改革，原由我馆行使的行政许可1项、行政处罚8项已划转，故本年相应减少；因县域查档服务向乡镇延伸，"
     "其他对外管理服务事项增加3项。"),
    ("h1", "三、收到和处理政府信息公开申请情况"),
    ("table", "applications"),
    ("blank", ""),
    ("h1", "四、政府信息公开行政复议、行政诉讼情况"),
    ("table", "disputes"),
    ("blank", ""),
    ("h1", "五、存在的主要问题及改进情况"),
    ("h2", "（一）存在的主要问题"),
    ("typed", "2020年，我馆政府信息公开工作取得了一定成效，但对照上级要求和群众期盼还有差距：一是公开内容不够丰富，通知公告类"
     "信息偏多，档案编研成果公开偏少；二是信息更新不够及时，个别栏目存在集中补发的现象；三是工作人员身兼数职，对《条例》"
     "的理解还不够透彻，答复文书的规范性有待提高。"),
    ("h2", "（二）改进措施"),
    ("typed", "针对以上问题，下一步着重做好三项工作：一是拓展公开内容，分批公开馆藏开放档案目录，把群众关心的婚姻、知青、"
     "林权等民生档案查询办法讲清楚；二是健全更新机制，实行栏目专人负责、按月通报，杜绝突击发布；三是加强学习培训，对照"
     "上级印发的答复文书示范文本逐件规范，邀请县司法局同志进行一次专题授课。"),
    ("h1", "六、其他需要报告的事项"),
    ("typed", "全年办理政府集中采购3项，主要为档案数字化加工、密集架维护和恒温恒湿设备更换，采购结果均已在县公共资源交易网公开。"
     "除此之外，没有其他需要报告的事项。"),
    ("blank", ""),
    ("sign", "清源县档案馆"),
    ("sign", "2021年1月20日"),
]

# How the labels came out of the clerk's hands.
IN_WORD = {
    "第二十条第（五）项": "第二十条 第（五）项",
    "本年新制作数量": "本年新\v制作数量", "本年新公开数量": "本年新\v公开数量", "对外公开总数量": "对外公开\v总数量",
    "规章": "规　章", "自然人": "自　然　人", "商业企业": "商业\n企业", "科研机构": "科研\n机构",
    "社会公益组织": "社会公益\v组织", "法律服务机构": "法律服务\v机构", "总计": "总　计",
    "三、本年度办理结果": "三、\n本年\n度办\n理结\n果", "6.属于四类过程性信息": "6.属于四类过程性信息　",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）":
        "（二）部分公开\v（区分处理的，只计这一情形，不计其他情形）",
}
IN_EXCEL = {
    "信息内容": "信 息 内 容", "自然人": "自 然 人", "商业企业": "商业\n企业", "科研机构": "科研\n机构",
    "社会公益组织": "社会公\n益组织", "法律服务机构": "法律服\n务机构",
    "1.属于国家秘密": "1、属于国家秘密", "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
    "（七）总计": "(七)总计",
}


def tables(respell):
    return {
        "proactive": form.stack(form.proactive(FORM, FIGURES, 4, respell, FORMATS)),
        "applications": form.applications(FORM, APPLICATIONS, respell),
        "disputes": form.disputes(DISPUTES, respell),
    }


def docx(path):
    doc = words.new((25.4, 25.4, 28, 28), "仿宋", 14)
    doc.styles["Normal"].paragraph_format.line_spacing = 1.5
    # The title in the pieces it was typed in, the year having been changed from last year's.
    title = doc.add_paragraph()
    title.alignment = ALIGN.CENTER
    for part in ("清源县档案馆", "20", "20", "年政府信息公开工作年度报告"):
        words.write(title, part, "宋体", 18, bold=True)
    doc.add_paragraph()
    drawn = tables(IN_WORD)
    widths = {"proactive": [40, 35, 35, 40], "applications": [9, 14, 46] + [12] * 7, "disputes": [10.2] * 15}
    for kind, text in TEXT:
        if kind == "table":
            words.table(doc, drawn[text], widths[text], 12 if text == "proactive" else 9, "宋体")
            continue
        p = doc.add_paragraph()
        if kind == "typed":
            words.write(p, "　　" + text)
        elif kind == "indent":
            p.paragraph_format.first_line_indent = Pt(28)
            words.write(p, text)
        elif kind in ("h1", "h2"):
            words.write(p, "　　" + text, "黑体" if kind == "h1" else None, bold=True)
            p.paragraph_format.keep_with_next = True
        elif kind == "note":
            words.write(p, text, size=10.5)
        elif kind == "sign":
            p.alignment = ALIGN.RIGHT
            words.write(p, text + "　　")
    words.bookmark(p)
    words.save(doc, path, TITLE, AUTHOR, WRITTEN)


def xlsx(path):
    """One sheet of 15 columns, everything below each other, the prose merged across."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2020年报"
    sheets.paper(sheet)
    sheets.widths(sheet, *[7] * 15)
    body, small = Font(name="宋体", sz=12), Font(name="宋体", sz=9)
    sheets.put(sheet, 1, 1, TITLE, Font(name="宋体", sz=18, b=True), columns=15, across="center")
    sheet.row_dimensions[1].height = 42
    drawn = tables(IN_EXCEL)
    bounds = {"proactive": [0, 4, 8, 12, 15], "applications": [0, 1, 3, 8, *range(9, 16)], "disputes": None}
    row = 2
    for kind, text in TEXT:
        if kind == "table":
            last = sheets.table(sheet, drawn[text], row, 1, small, bounds[text])
            heights = {"applications": {1: 18, 2: 30}, "disputes": {}}.get(text, {})
            for at in range(row, last):
                sheet.row_dimensions[at].height = heights.get(at - row, 24)
            row = last
            continue
        if kind in ("h1", "h2"):
            sheets.prose(sheet, row, 15, text, Font(name="宋体", sz=12, b=True), 48, 17)
        elif kind == "sign":
            sheets.prose(sheet, row, 15, text, body, 48, 17, across="right")
        elif kind != "blank":
            sheets.prose(sheet, row, 15, "　　" * (kind != "note") + text, body, 48, 17)
        row += 1
    sheets.save(book, path, TITLE, AUTHOR, WRITTEN)


form.assert_identities(FORM, APPLICATIONS, DISPUTES)
assert len(FIGURES) == 22

"""The two statutory forms as tables of cells, and the identities their figures obey.

A table is a list of `Cell`s, each once, at its top-left corner. `words.py` and `sheets.py` draw
such a table in Word and in Excel; what a particular author does to the labels (breaks, padding,
another kind of bracket) is given as `respell`, from the official label to the typed one.
"""

from typing import NamedTuple


class Cell(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int
    value: object          # text, number, date or None (blank)
    kind: str = "figure"   # title, head, label or figure
    fmt: str = "General"   # number format


PEOPLE = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]

# Part two: title row, columns, rows. The keys are those of the field names.
PROACTIVE = {
    "ogi-2019": [
        ("article20_1", "第二十条第（一）项",
         {"made": "本年新制作数量", "disclosed": "本年新公开数量", "total_disclosed": "对外公开总数量"},
         {"regulations": "规章", "normative_documents": "规范性文件"}),
        ("article20_5", "第二十条第（五）项",
         {"previous_items": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"},
         {"administrative_licensing": "行政许可", "other_services": "其他对外管理服务事项"}),
        ("article20_6", "第二十条第（六）项",
         {"previous_items": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"},
         {"administrative_penalty": "行政处罚", "administrative_coercion": "行政强制"}),
        ("article20_8", "第二十条第（八）项",
         {"previous_items": "上一年项目数量", "change": "本年增/减"}, {"fees": "行政事业性收费"}),
        ("article20_9", "第二十条第（九）项",
         {"items": "采购项目数量", "amount": "采购总金额"}, {"procurement": "政府集中采购"}),
    ],
    "ogi-2021": [
        ("article20_1", "第二十条第（一）项",
         {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"},
         {"regulations": "规章", "normative_documents": "行政规范性文件"}),
        ("article20_5", "第二十条第（五）项",
         {"decisions": "本年处理决定数量"}, {"administrative_licensing": "行政许可"}),
        ("article20_6", "第二十条第（六）项", {"decisions": "本年处理决定数量"},
         {"administrative_penalty": "行政处罚", "administrative_coercion": "行政强制"}),
        ("article20_8", "第二十条第（八）项",
         {"amount": "本年收费金额（单位：万元）"}, {"fees": "行政事业性收费"}),
    ],
}

DENIED, UNAVAILABLE, REFUSED = "（三）不予公开", "（四）无法提供", "（五）不予处理"

# Part three: key, group, label. Rows of no group take the width of both label columns.
RESULTS = [
    ("granted", None, "（一）予以公开"),
    ("granted_in_part", None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("denied_state_secret", DENIED, "1.属于国家秘密"),
    ("denied_prohibited_by_law", DENIED, "2.其他法律行政法规禁止公开"),
    ("denied_security_stability", DENIED, "3.危及“三安全一稳定”"),
    ("denied_third_party_rights", DENIED, "4.保护第三方合法权益"),
    ("denied_internal_affairs", DENIED, "5.属于三类内部事务信息"),
    ("denied_deliberative_process", DENIED, "6.属于四类过程性信息"),
    ("denied_enforcement_file", DENIED, "7.属于行政执法案卷"),
    ("denied_administrative_inquiry", DENIED, "8.属于行政查询事项"),
    ("unavailable_not_held", UNAVAILABLE, "1.本机关不掌握相关政府信息"),
    ("unavailable_requires_creation", UNAVAILABLE, "2.没有现成信息需要另行制作"),
    ("unavailable_unclear_after_correction", UNAVAILABLE, "3.补正后申请内容仍不明确"),
    ("not_processed_petition_complaint", REFUSED, "1.信访举报投诉类申请"),
    ("not_processed_repeated", REFUSED, "2.重复申请"),
    ("not_processed_publication", REFUSED, "3.要求提供公开出版物"),
    ("not_processed_excessive", REFUSED, "4.无正当理由大量反复申请"),
    ("not_processed_confirmation", REFUSED, "5.要求行政机关确认或重新出具已获取信息"),
]
OTHER = {
    "ogi-2019": [("other_handling", None, "（六）其他处理")],
    "ogi-2021": [
        ("other_uncorrected", "（六）其他处理",
         "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("other_fee_unpaid", "（六）其他处理",
         "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("other_misc", "（六）其他处理", "3.其他"),
    ],
}
TOTAL = [("total_handled", None, "（七）总计")]


def results(form):
    return RESULTS + OTHER[form] + TOTAL


def proactive(form, figures, width=None, respell={}, formats={}):
    """The blocks of part two, one table each. With `width`, all are so many columns wide and the
    last cell of a row takes the rest, so that they can be stacked into one table."""
    tables = []
    for table, title, columns, rows in PROACTIVE[form]:
        wide = width or len(columns) + 1
        cells = [Cell(0, 0, 1, wide, respell.get(title, title), "title")]

        def line(row, texts, kinds, fmts):
            for column, (text, kind, fmt) in enumerate(zip(texts, kinds, fmts)):
                span = wide - column if column == len(columns) else 1
                cells.append(Cell(row, column, 1, span, text, kind, fmt))

        heads = ["信息内容", *columns.values()]
        line(1, [respell.get(t, t) for t in heads], ["head"] * 4, ["General"] * 4)
        for row, (key, label) in enumerate(rows.items(), 2):
            names = [f"{table}.{key}.{column}" for column in columns]
            line(row, [respell.get(label, label), *(figures[n] for n in names)],
                 ["label"] + ["figure"] * 3, ["General", *(formats.get(n, "General") for n in names)])
        tables.append(cells)
    return tables


def stack(tables):
    """Several tables under each other as one."""
    cells, top = [], 0
    for table in tables:
        cells += [c._replace(row=c.row + top) for c in table]
        top += height(table)
    return cells


def height(table):
    return max(c.row + c.rows for c in table)


def width(table):
    return max(c.column + c.columns for c in table)


def applications(form, figures, respell={}, formats={}):
    """Part three. `figures` maps a row to its seven figures, `formats` a column to its format."""
    head = [
        Cell(0, 0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "head"),
        Cell(0, 3, 1, 7, "申请人情况", "head"),
        Cell(1, 3, 2, 1, PEOPLE[0], "head"),
        Cell(1, 4, 1, 5, "法人或其他组织", "head"),
        Cell(1, 9, 2, 1, PEOPLE[6], "head"),
        *(Cell(2, 3 + i, 1, 1, PEOPLE[i], "head") for i in range(1, 6)),
    ]
    rows = results(form)
    last = 5 + len(rows)
    labels = [
        Cell(3, 0, 1, 3, "一、本年新收政府信息公开申请数量", "label"),
        Cell(4, 0, 1, 3, "二、上年结转政府信息公开申请数量", "label"),
        Cell(5, 0, len(rows), 1, "三、本年度办理结果", "head"),
        Cell(last, 0, 1, 3, "四、结转下年度继续办理", "label"),
    ]
    groups = [group for _, group, _ in rows]
    for at, (_, group, label) in enumerate(rows, 5):
        if group is None:
            labels.append(Cell(at, 1, 1, 2, label, "label"))
            continue
        if groups.index(group) == at - 5:
            labels.append(Cell(at, 1, groups.count(group), 1, group, "head"))
        labels.append(Cell(at, 2, 1, 1, label, "label"))
    keys = ["received", "carried_in", *(key for key, _, _ in rows), "carried_out"]
    body = [Cell(row, 3 + i, 1, 1, value, fmt=formats.get(i, "General"))
            for row, key in enumerate(keys, 3) for i, value in enumerate(figures[key])]
    return [c._replace(value=respell.get(c.value, c.value)) for c in head + labels] + body


def disputes(figures, respell={}):
    """Part four, from its 15 figures."""
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    cells = [
        Cell(0, 0, 1, 5, "行政复议", "head"), Cell(0, 5, 1, 10, "行政诉讼", "head"),
        Cell(1, 5, 1, 5, "未经复议直接起诉", "head"), Cell(1, 10, 1, 5, "复议后起诉", "head"),
        *(Cell(1, i, 2, 1, o, "head") for i, o in enumerate(outcomes)),
        *(Cell(2, 5 + i, 1, 1, o, "head") for i, o in enumerate(outcomes * 2)),
    ]
    return ([c._replace(value=respell.get(c.value, c.value)) for c in cells]
            + [Cell(3, i, 1, 1, value) for i, value in enumerate(figures)])


def number(value):
    """A figure for adding up: blanks and marks count as nothing."""
    return value if isinstance(value, (int, float)) else 0


def group_total(form, figures, group):
    """The sum of the rows of a group, such as （三）不予公开, over all applicants."""
    return sum(number(figures[key][6]) for key, g, _ in results(form) if g == group)


def assert_identities(form, apps, court):
    """What the form prints and what adds up, blanks taken as 0."""
    for key, row in apps.items():
        assert len(row) == 7, key
        assert sum(map(number, row[:6])) == number(row[6]), f"{key}: 总计 is not the sum"
    parts = [key for key, _, _ in results(form) if key != "total_handled"]
    assert set(apps) == {"received", "carried_in", "total_handled", "carried_out", *parts}
    for i, name in enumerate(PEOPLE):
        at = {key: number(row[i]) for key, row in apps.items()}
        assert sum(at[key] for key in parts) == at["total_handled"], f"{name}: （七） is not the sum"
        assert at["received"] + at["carried_in"] == at["total_handled"] + at["carried_out"], \
            f"{name}: {at['received']} + {at['carried_in']} is not {at['total_handled']} + {at['carried_out']}"
    assert len(court) == 15
    for i in (0, 5, 10):
        assert sum(map(number, court[i:i + 4])) == number(court[i + 4]), "disputes: 总计 is not the sum"

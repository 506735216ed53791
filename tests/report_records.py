"""Reports for tests: any, made up of words of any kind; and one of every block in three languages, written by hand."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from throughline.engine.reporting.blocks import (
    Block,
    Chart,
    Column,
    Drawn,
    Figure,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    Row,
    RowKind,
    Run,
    Series,
    Table,
    Text,
    Tone,
)

words = st.text(max_size=20)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def reports_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[Report]:
    """Reports of every block that say nothing but the given words."""
    runs = st.lists(_runs(words), max_size=4).map(tuple)
    blocks = (
        st.builds(Heading, st.integers(1, 4), words, words)
        | st.builds(Paragraph, runs, words)
        | st.builds(Points, st.lists(runs, max_size=3).map(tuple), st.booleans())
        | _tables(words)
        | _charts(words)
        | st.builds(Note, runs, st.sampled_from(Tone))
    )
    return st.builds(
        Report,
        *(words, words, st.sampled_from(LANGUAGES) | words, words),
        *(st.lists(blocks, max_size=5).map(tuple), words, st.lists(words, max_size=2).map(tuple), st.booleans()),
    )


def _runs(words: st.SearchStrategy[str]) -> st.SearchStrategy[Run]:
    languages = st.sampled_from(("", "", *LANGUAGES)) | words
    texts = st.builds(Text, words, st.booleans(), st.booleans(), words, languages, st.sampled_from(Tone))
    return texts | st.builds(Figure, words, words, words, words)


def _tables(words: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    runs = st.lists(_runs(words), max_size=3).map(tuple)
    rows = st.builds(Row, st.lists(runs, max_size=3).map(tuple), st.sampled_from(RowKind))
    columns = st.builds(Column, words, st.booleans())
    return st.builds(
        Table, words, st.lists(columns, max_size=3).map(tuple), st.lists(rows, max_size=3).map(tuple), words
    )


def _charts(words: st.SearchStrategy[str]) -> st.SearchStrategy[Chart]:
    decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)
    series = st.builds(Series, words, st.lists(st.none() | decimals, max_size=3).map(tuple))
    return st.builds(
        Chart,
        *(words, st.sampled_from(Drawn), words, st.lists(words, max_size=3).map(tuple)),
        *(st.lists(series, max_size=2).map(tuple), _tables(words), words),
    )


reports = reports_of(words)


def said_in(report: Report) -> list[str]:
    """Every text of a report that is to be read in it, figures as they are shown."""
    found = [report.title, report.organization, report.symbol, *report.facts]
    for block in report.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found += [block.number, *map(_shown, block.runs)]
            case Note():
                found += map(_shown, block.runs)
            case Points():
                found += [_shown(run) for item in block.items for run in item]
            case Table():
                found += _said_in_table(block)
            case Chart():
                found += [block.title, *_said_in_table(block.behind)]
    return found


def _said_in_table(table: Table) -> list[str]:
    cells = [_shown(run) for row in table.rows for cell in row.cells for run in cell]
    return [table.caption, *(column.title for column in table.columns), *cells, table.note]


def _shown(run: Run) -> str:
    return run.typed or run.text if isinstance(run, Figure) else run.text


@dataclass(frozen=True, slots=True)
class Said:
    """What the report of every block says in one language."""

    title: str
    organization: str
    facts: tuple[str, ...]
    headings: tuple[str, str, str, str]
    asked: str
    opened: str
    point: str
    caption: str
    columns: tuple[str, ...]
    group: str
    row: str
    unit: str
    total: str
    status: str
    note: str
    drawn: str
    counted: str
    series: tuple[str, str]
    missing: str


SAID = {
    "en": Said(
        "Progress of the plans of the Commission on Boats in 2026",
        "Commission on Boats",
        ("Report of the Executive Secretary", "Period: 1 January to 31 December 2026"),
        ("Goal 1: safe passage on every river", "What was asked", "Indicators", "A note on method"),
        "By its resolution 78/243, the Commission requested more stations (BC/RES/78/243). Of those planned, ",
        " were opened; the others wait for the host country.",
        "Stations on the upper river, with trained staff and a reserve of spare parts",
        "Deliverables planned and delivered, by kind",
        ("Deliverable", "Unit responsible", "Planned", "Delivered", "Share", "Status"),
        "A. Meetings and documents",
        "Workshops for masters of stations",
        "Division for Inland Navigation",
        "Total",
        "Behind",
        "Counted from approved values only.",
        "Seven of ten stations were opened by the end of 2026",
        "Stations",
        ("Target", "Actual"),
        "Two indicators have not been reported for the last quarter.",
    ),
    "ar": Said(
        "التقدم المحرز في تنفيذ خطط لجنة القوارب في عام 2026",
        "لجنة القوارب",
        ("تقرير الأمين التنفيذي", "الفترة من 1 كانون الثاني/يناير إلى 31 كانون الأول/ديسمبر 2026"),
        ("الهدف 1: عبور آمن في كل نهر", "ما طُلب", "المؤشرات", "ملاحظة بشأن المنهج"),
        "طلبت اللجنة في قرارها 78/243 مزيدا من المحطات (BC/RES/78/243). ومن المحطات المقررة افتُتحت ",
        " محطة؛ أما بقيتها فتنتظر البلد المضيف.",
        "محطات في أعالي النهر بموظفين مدربين واحتياطي من قطع الغيار",
        "النواتج المقررة والمنجزة بحسب النوع",
        ("الناتج", "الوحدة المسؤولة", "المقرر", "المنجز", "النسبة", "الحالة"),
        "ألف - الاجتماعات والوثائق",
        "حلقات عمل لمديري المحطات",
        "شعبة الملاحة الداخلية",
        "المجموع",
        "متأخر",
        "تحسب القيم المعتمدة وحدها.",
        "افتُتحت سبع محطات من عشر بنهاية عام 2026",
        "محطات",
        ("المستهدف", "الفعلي"),
        "لم يُبلغ عن مؤشرين في الربع الأخير.",
    ),
    "zh": Said(
        "2026年船舶委员会计划的进展情况",
        "船舶委员会",
        ("执行秘书的报告", "期间：2026年1月1日至12月31日"),
        ("目标1：每条河流的安全通行", "所提要求", "指标", "关于方法的说明"),
        "委员会第78/243号决议要求增加站点（BC/RES/78/243）。在计划的站点中，",
        "个已经开放；其余站点有待东道国决定。",
        "上游的站点，配有训练有素的工作人员和备件",
        "按类别分列的计划和已完成的应交付产出",
        ("应交付产出", "负责单位", "计划", "完成", "比例", "状态"),
        "A. 会议和文件",
        "站长讲习班",
        "内河航运司",
        "共计",
        "落后",
        "仅计算已核准的数值。",
        "到2026年底，十个站点中有七个开放",
        "站点",
        ("目标", "实际"),
        "上一季度有两个指标没有报告。",
    ),
}


def written_report(language: str, goals: int = 2) -> Report:
    """A report with every block, in English, Arabic or Chinese; each goal has two charts and three tables."""
    said = SAID[language]
    return Report(
        *(said.title, said.organization, language, "2027-02-14"),
        tuple(block for goal in range(1, goals + 1) for block in _goal(said, goal)),
        *("BC/2027/4", said.facts, True),
    )


def _goal(said: Said, goal: int) -> list[Block]:
    one, two, three, four = said.headings
    opened = Figure("7", "BC/2026/10/SP1/R1/M1", "stations.opened")
    return [
        Heading(1, one, f"goal-{goal}"),
        Heading(2, two, f"goal-{goal}-asked"),
        Paragraph((Text(said.asked), Figure("7", opened.address, opened.field, typed="8"), Text(said.opened)), "1."),
        Paragraph((Text(said.asked), opened, Text(said.opened), Text(said.missing, strong=True))),
        Points(
            ((Text(said.point),), (Text(said.missing, emphasis=True),), (Text("Stations ouvertes", language="fr"),))
        ),
        Points(((Text(said.point),), (Text(said.unit, address="BC/2026/10"),)), ordered=True),
        written_table(said),
        Note((Text(said.missing),)),
        Heading(3, three, f"goal-{goal}-indicators"),
        written_chart(said, Drawn.LINES),
        Heading(4, four, f"goal-{goal}-method"),
        Note((Text(said.note),), Tone.BAD),
        written_chart(said, Drawn.BARS),
    ]


def written_table(said: Said) -> Table:
    """A table with a group, lines and a total."""

    def line(number: int) -> Row:
        return Row(
            (
                (Text(f"{said.row} {number}"),),
                (Text(said.unit, address="BC/2026/10"),),
                (Figure(str(number * 3), f"BC/2026/10/SP1/D-A.{number}"),),
                (Figure(str(number * 2), f"BC/2026/10/SP1/D-A.{number}"),),
                (Figure("66.7%"),),
                (Text(said.status, tone=Tone.ATTENTION),),
            )
        )

    group = Row(((Text(said.group),),), RowKind.GROUP)
    total = Row(((Text(said.total),), (), (Figure("165"),), (Figure("110"),), (Figure("66.7%"),), ()), RowKind.TOTAL)
    columns = tuple(Column(title, numeric=2 <= place <= 4) for place, title in enumerate(said.columns))
    return Table(said.caption, columns, (group, *map(line, range(1, 11)), total), said.note)


def written_chart(said: Said, drawn: Drawn) -> Chart:
    """A chart of two series over five years, one value of which is missing."""
    years = tuple(str(year) for year in range(2022, 2027))
    values = (
        tuple(Decimal(one) for one in (2, 4, 6, 8, 10)),
        (Decimal(1), Decimal("3.5"), None, Decimal(6), Decimal(7)),
    )
    rows = tuple(
        Row(((Text(name),), *((Figure("" if one is None else str(one), "BC/2026"),) for one in own)))
        for name, own in zip(said.series, values, strict=True)
    )
    behind = Table("", (Column(said.counted), *(Column(year, numeric=True) for year in years)), rows)
    series = tuple(Series(name, own) for name, own in zip(said.series, values, strict=True))
    return Chart(said.drawn, drawn, said.counted, years, series, behind, f"{said.drawn}.")

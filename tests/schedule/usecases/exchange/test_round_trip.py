"""第八条（倒排）：a plan that is handed out and taken in again is the same plan, as MS Project XML and as a table."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.law.text import clean_name
from services.schedule.domain.exchange.table import read_table, write_table
from services.schedule.domain.exchange.tasks import Defaults, Directory, ExportPlan, ExportRow, FilePlan, mapped
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.usecases.exchange.mspdi_read import read_mspdi
from services.schedule.usecases.exchange.mspdi_write import write_mspdi

UNITS = {
    UUID(int=1): "示例自然资源局",
    UUID(int=2): "示例“住建”局, 一科",
    UUID(int=3): "=同名单位",
    UUID(int=4): "=同名单位",
}
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)


def names(longest=12):
    odd = st.sampled_from(
        ["=1+1", "'引号", "@SUM", "-2", "A:FS", "A;B", "甲；乙", "<b>&amp;", "a,b", '"双"', "]]>", "A:FS+3工作日"]
    )
    return st.one_of(odd, WORDS).map(lambda w: clean_name(w[:longest], "名称")).filter(lambda n: isinstance(n, str))


@st.composite
def plans(draw):
    codes = draw(st.lists(names(), unique=True, min_size=1, max_size=6))
    drafts = []
    for at, code in enumerate(codes):
        links = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(codes[:at] or [""]),
                    st.sampled_from(LinkKind),
                    st.integers(-30, 400),
                    st.sampled_from(DayUnit),
                ),
                max_size=3 if at else 0,
                unique_by=lambda k: k[:2],
            )
        )
        constraint = draw(st.none() | st.sampled_from(ConstraintKind))
        drafts.append(
            NodeDraft(
                code=code,
                name=draw(names()),
                stage=draw(st.none() | names()),
                key_link=draw(names()),
                responsible_unit_id=draw(st.sampled_from(list(UNITS))),
                responsible_person=draw(names().filter(lambda n: n not in UNITS.values())),
                duration=draw(st.integers(0, 1830)),
                unit=draw(st.sampled_from(DayUnit)),
                links=tuple(Link(p, k, lag, u if lag else DayUnit.WORKING_DAY) for p, k, lag, u in links),
                evidence=tuple(draw(st.lists(names(), min_size=1, max_size=3, unique=True))),
                waits_for=draw(st.none() | st.just("LAND_QUOTA")),
                constraint=constraint,
                constraint_on=draw(DAYS) if constraint else None,
            )
        )
    return tuple(drafts)


def exported(drafts):
    day = date(2027, 3, 1)
    rows = tuple(
        ExportRow(
            draft=draft,
            unit_name=UNITS[draft.responsible_unit_id],
            start_on=day,
            due_on=day,
            early_start_on=day,
            early_due_on=day,
            critical=True,
            completed_on=None,
            baseline_start_on=day,
            baseline_due_on=day,
        )
        for draft in drafts
    )
    return ExportPlan(
        project_name="示例项目", title="示例项目倒排计划", target_on=date(2028, 12, 29), planned_on=day, rows=rows
    )


def directory():
    by_name = {}
    for id_, name in UNITS.items():
        by_name.setdefault(name, []).append(id_)
    return Directory(by_name, frozenset(UNITS))


def taken_in(read):
    assert isinstance(read, FilePlan), read
    assert read.faults == ()
    made = mapped(read, directory(), Defaults())
    assert made.faults == []
    return tuple(made.drafts)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(plans())
def test_as_ms_project_xml_a_plan_comes_back_as_it_was(drafts):
    read = read_mspdi(write_mspdi(exported(drafts), calendar()), calendar())
    assert taken_in(read) == drafts
    assert read.target_on == date(2028, 12, 29)
    assert read.notes == ()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(plans())
def test_as_a_table_a_plan_comes_back_as_it_was(drafts):
    assert taken_in(read_table(write_table(exported(drafts)))) == drafts


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_reading_answers(content):
    read_table(content)
    read_mspdi(content, calendar())


def test_a_table_begins_with_the_mark_of_utf8_and_no_cell_is_a_formula():
    (draft,) = exported([named("=HYPERLINK(1)")]).rows
    written = write_table(exported([draft.draft]))
    assert written.startswith(b"\xef\xbb\xbf" + "节点编号,节点名称".encode())
    assert "\n'=HYPERLINK(1)," in written.decode("utf-8-sig").replace("\r", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_a_table_is_read_in_the_encodings_that_offices_use(encoding):
    text = (
        "节点编号,节点名称,办理时限,责任单位,责任人,前置关系,约束日期,日期约束,备注列\r\n"
        "A,用地报批,20,示例自然资源局,责任人甲,,,,\r\n"
        "B,开工,0,示例自然资源局,责任人甲,A;A:SS+5自然日,2027/3/8,不早于某日开始,x\r\n,,,,,,,,\r\n"
    )
    read = read_table(text.encode(encoding))
    a, b = taken_in(read)
    assert (a.duration, a.unit, a.stage, b.duration) == (20, DayUnit.WORKING_DAY, None, 0)
    assert b.links == (Link("A"), Link("A", LinkKind.START_TO_START, 5, DayUnit.CALENDAR_DAY))
    assert (b.constraint, b.constraint_on) == (ConstraintKind.START_NO_EARLIER_THAN, date(2027, 3, 8))
    assert read.not_carried == ("列“备注列”",)


def test_the_faults_of_a_table_are_told_by_row():
    text = "节点编号,节点名称,办理时限,天数单位,约束日期,日期约束\nA,甲,五,周,2027-02-30,随便\nB,乙,5,天,,\n"
    read = read_table(text.encode())
    assert [(f.place, f.code) for f in read.faults] == [
        ("第2行", "UNIT_OF_DAYS_UNKNOWN"),
        ("第2行", "DURATION_INVALID"),
        ("第2行", "CONSTRAINT_UNKNOWN"),
        ("第2行", "DATE_INVALID"),
    ]
    made = mapped(read, directory(), Defaults())
    assert {f.code for f in made.faults} == {"UNIT_UNMAPPED", "PERSON_UNMAPPED"}
    filled = mapped(read, directory(), Defaults(unit_id=UUID(int=1), person="责任人乙"))
    assert (filled.faults, len(filled.drafts), len(filled.notes)) == ([], 2, 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "COLUMNS_MISSING"),
        ("节点编号,办理时限".encode(), "COLUMNS_MISSING"),
        ("节点编号,节点名称,办理时限,节点编号".encode(), "COLUMNS_REPEATED"),
        (b'"a', "FILE_UNREADABLE"),
        (b"\xff\xff", "FILE_UNREADABLE"),
    ],
)
def test_what_is_no_table_is_refused(content, code):
    assert read_table(content).code == code


def test_a_name_that_two_units_bear_is_not_guessed():
    text = "节点编号,节点名称,办理时限,责任单位,责任人\nA,甲,5,'=同名单位,责任人甲\n"
    read = read_table(text.encode())
    assert [f.code for f in mapped(read, directory(), Defaults()).faults] == ["UNIT_AMBIGUOUS"]


def named(code):
    return NodeDraft(
        code=code,
        name="节点",
        stage=None,
        key_link="报批",
        responsible_unit_id=UUID(int=1),
        responsible_person="责任人甲",
        duration=5,
        unit=DayUnit.WORKING_DAY,
        links=(),
        evidence=("批复",),
        waits_for=None,
    )

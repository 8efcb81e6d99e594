"""第八条（倒排）：MS Project XML as MS Project and ProjectLibre write it, and files that could do harm."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from services.chassis.calendar import calendar
from services.law.breach import Breach
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.usecases.exchange.mspdi_read import read_mspdi
from services.schedule.usecases.exchange.mspdi_write import write_mspdi
from tests.schedule.usecases.exchange.test_round_trip import exported, named

HEAD = '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
NS = "{http://schemas.microsoft.com/project}"


def file(*tasks, head="", rest=""):
    return f"{HEAD}{head}<Tasks>{''.join(tasks)}</Tasks>{rest}</Project>".encode()


def task(uid, name="任务", level=1, duration="PT40H0M0S", more=""):
    return (
        f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>{duration}</Duration><DurationFormat>7</DurationFormat>{more}</Task>"
    )


def after(uid, type_=1, lag=0, form=7, more=""):
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{type_}</Type>{more}"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def read(*tasks, **parts):
    return read_mspdi(file(*tasks, **parts), calendar())


@pytest.mark.parametrize(
    ("duration", "form", "days", "unit"),
    [
        ("PT40H0M0S", 7, 5, DayUnit.WORKING_DAY),
        ("PT40H0M0S", 5, 5, DayUnit.WORKING_DAY),  # hours
        ("PT41H0M0S", 39, 6, DayUnit.WORKING_DAY),  # estimated; a part of a day takes the whole one
        ("PT120H0M0S", 8, 5, DayUnit.CALENDAR_DAY),  # elapsed days
        ("PT121H0M0S", 6, 6, DayUnit.CALENDAR_DAY),
        ("PT0H0M0S", 7, 0, DayUnit.WORKING_DAY),
        ("P1DT0H0M0S", 8, 1, DayUnit.CALENDAR_DAY),
    ],
)
def test_durations_are_read_in_hours_days_and_elapsed_days(duration, form, days, unit):
    element = task(1, duration=duration).replace("<DurationFormat>7<", f"<DurationFormat>{form}<")
    found = read(element)
    assert (found.tasks[0].duration, found.tasks[0].unit, found.faults) == (days, unit, ())
    assert bool(found.notes) is ("41H" in duration or "121H" in duration)


@pytest.mark.parametrize("written", ["", "5d", "PT", "-PT8H0M0S"])
def test_a_duration_that_is_none_is_a_fault_of_its_task(written):
    found = read(task(7, duration=written))
    if written == "PT":
        assert found.tasks[0].duration == 0
        return
    assert [(f.place, f.code) for f in found.faults] == [("任务7", "DURATION_INVALID")]


def test_links_lags_constraints_milestones_and_summaries_are_read():
    found = read(
        task(1, "前期阶段", more="<Summary>1</Summary>"),
        task(2, "立项", 2),
        task(
            3,
            "用地",
            2,
            more=after(2, 3, 14400, 8)
            + "<ConstraintType>4</ConstraintType><ConstraintDate>2027-03-08T08:00:00</ConstraintDate>",
        ),
        task(4, "施工阶段", more=after(1, 1, 9600)),
        task(5, "基础", 2, more=after(3, 0, -4800)),
        task(6, "开工", 2, "PT0H0M0S", after(5) + "<Milestone>1</Milestone><Deadline>2027-06-30T17:00:00</Deadline>"),
        head="<FinishDate>2027-12-31T17:00:00</FinishDate>",
    )
    assert found.faults == ()
    assert found.target_on == date(2027, 12, 31)
    tasks = {t.name: t for t in found.tasks}
    assert {n: t.stage for n, t in tasks.items()} == {
        "立项": "前期阶段",
        "用地": "前期阶段",
        "基础": "施工阶段",
        "开工": "施工阶段",
    }
    assert tasks["用地"].links == (Link("T2", LinkKind.START_TO_START, 1, DayUnit.CALENDAR_DAY),)
    assert (tasks["用地"].constraint, tasks["用地"].constraint_on) == (
        ConstraintKind.START_NO_EARLIER_THAN,
        date(2027, 3, 8),
    )
    # what follows a summary follows all of its tasks, and so does each task of a summary that follows it
    both = {Link("T2", lag=2), Link("T3", lag=2)}
    assert set(tasks["基础"].links) == both | {Link("T3", LinkKind.FINISH_TO_FINISH, -1)}
    assert set(tasks["开工"].links) == both | {Link("T5")}
    assert (tasks["开工"].constraint, tasks["开工"].duration) == (ConstraintKind.FINISH_NO_LATER_THAN, 0)


@pytest.mark.parametrize(
    ("code", "kind"),
    list(
        enumerate(
            [
                None,
                None,
                "MUST_START_ON",
                "MUST_FINISH_ON",
                "START_NO_EARLIER_THAN",
                "START_NO_LATER_THAN",
                "FINISH_NO_EARLIER_THAN",
                "FINISH_NO_LATER_THAN",
            ]
        )
    ),
)
def test_constraints_are_read_by_their_codes(code, kind):
    more = f"<ConstraintType>{code}</ConstraintType><ConstraintDate>2027-03-08T00:00:00</ConstraintDate>"
    assert read(task(1, more=more)).tasks[0].constraint == kind


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (after(9), "PREDECESSOR_UNKNOWN"),
        (after(1, 3), "SUMMARY_LINK"),
        (after(2, 1, 5, 19), "LAG_PERCENT"),
        (after(2, 7), "LINK_INVALID"),
        (after(2, more="<CrossProject>1</CrossProject>"), "LINK_CROSS_PROJECT"),
        ("<ConstraintType>2</ConstraintType>", "CONSTRAINT_INCOMPLETE"),
    ],
)
def test_what_cannot_be_carried_without_changing_the_plan_is_a_fault_of_its_task(more, code):
    found = read(task(1), task(2, level=2), task(3, "后续", more=more))
    assert [(f.place, f.name, f.code) for f in found.faults] == [("任务3", "后续", code)]


def test_what_has_no_place_is_named_and_resources_say_who_answers():
    found = read(
        task(1, more="<Cost>100</Cost><PercentComplete>50</PercentComplete><Notes>说明</Notes><Manual>1</Manual>"),
        task(2, more="<Active>0</Active>"),
        rest=(
            "<Resources><Resource><UID>1</UID><Name>示例自然资源局</Name></Resource></Resources>"
            "<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment></Assignments>"
        ),
    )
    assert [t.code for t in found.tasks] == ["T1"]
    assert found.tasks[0].unit_names == ("示例自然资源局",)
    said = "".join(found.not_carried)
    for what in ("资源", "费用", "完成百分比", "备注", "手动排程", "已停用"):
        assert what in said


@pytest.mark.parametrize("midnight", ["00:00:00", "²:²", "9" * 5000 + ":00"])  # what is no time is none, and no fault
def test_calendars_that_differ_are_told_and_one_that_works_every_day_counts_calendar_days(midnight):
    day = "<WeekDay><DayType>{}</DayType><DayWorking>{}</DayWorking>{}</WeekDay>"
    span = f"<FromTime>{midnight}</FromTime><ToTime>{midnight}</ToTime>"
    shift = f"<WorkingTimes><WorkingTime>{span}</WorkingTime></WorkingTimes>"
    old = day.format(
        0, 0, "<TimePeriod><FromDate>2026-03-02T00:00:00</FromDate><ToDate>2026-03-03T23:59:00</ToDate></TimePeriod>"
    )
    calendars = (
        "<Calendars><Calendar><UID>1</UID><Name>标准</Name><WeekDays>"
        + "".join(day.format(n, int(n > 1), "") for n in range(1, 8))
        + old
        + "</WeekDays></Calendar><Calendar><UID>2</UID><Name>24小时</Name><WeekDays>"
        + "".join(day.format(n, 1, shift) for n in range(1, 8))
        + "</WeekDays></Calendar></Calendars>"
    )
    found = read(
        task(1, duration="PT48H0M0S", more="<CalendarUID>2</CalendarUID>"),
        head=f"<CalendarUID>1</CalendarUID>{calendars}",
    )
    assert (found.tasks[0].duration, found.tasks[0].unit) == (2, DayUnit.CALENDAR_DAY)
    assert any("工作周" in n for n in found.notes)
    assert any("有2天" in n and "2026-03-02" in n for n in found.notes)


ENTITIES = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "哈"}">' for i in range(12))


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project xmlns="http://schemas.microsoft.com/project"><Tasks><Task><UID>1</UID><Name>&x;</Name></Task></Tasks></Project>',
        f"<!DOCTYPE p [{ENTITIES}]>{HEAD[38:]}<Name>&a11;</Name></Project>".encode(),
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE p [{ENTITIES}]><p>&a11;</p>'.encode("utf-16"),
        b'<!DOCTYPE p SYSTEM "http://example.invalid/p.dtd"><p/>',
    ],
)
def test_files_with_a_document_type_are_refused_unread(content):
    found = read_mspdi(content, calendar())
    assert isinstance(found, Breach)
    assert found.code == "FILE_HAS_DOCTYPE"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_UNREADABLE"),
        (b"PK\x03\x04", "FILE_UNREADABLE"),
        (b"<a>" * 5000, "FILE_UNREADABLE"),
        (b"<Project/>", "FILE_NOT_MSPDI"),
        (f"{HEAD}</Project>".encode(), "NODES_MISSING"),
        (file(task(0, level=0)), "NODES_MISSING"),
        (file(task(1), task(1)), "FILE_UNREADABLE"),
        (f"{HEAD}<Name>&undefined;</Name></Project>".encode(), "FILE_UNREADABLE"),
    ],
)
def test_what_is_no_plan_is_refused(content, code):
    assert read_mspdi(content, calendar()).code == code


def test_links_of_large_summaries_do_not_grow_without_bound():
    many = (
        [task(1000 + n, level=2) for n in range(500)]
        + [task(2, "乙")]
        + [task(2000 + n, level=2, more="") for n in range(500)]
    )
    found = read(task(1, "甲"), *many[:500], task(2, "乙", more=after(1)), *many[501:])
    assert [f.code for f in found.faults] == ["TOO_MANY_PREDECESSORS"]


def test_a_file_has_the_calendar_with_holidays_and_makeup_workdays_and_is_scheduled_from_its_finish():
    root = etree.fromstring(write_mspdi(exported([named("A")]), calendar()))
    assert root.findtext(f"{NS}ScheduleFromStart") == "0"
    found = {}
    for one in root.iterfind(f"{NS}Calendars/{NS}Calendar/{NS}Exceptions/{NS}Exception"):
        first = one.findtext(f"{NS}TimePeriod/{NS}FromDate")[:10]
        found[first] = one.findtext(f"{NS}DayWorking")
    for day, works in found.items():
        assert calendar().is_workday(date.fromisoformat(day)) is (works == "1")
    assert found["2027-01-01"] == "0"
    (node,) = [t for t in root.iterfind(f"{NS}Tasks/{NS}Task") if t.findtext(f"{NS}UID") == "1"]
    assert (node.findtext(f"{NS}Duration"), node.findtext(f"{NS}ConstraintType")) == ("PT40H0M0S", "1")
    assert node.findtext(f"{NS}Baseline/{NS}Start") == "2027-03-01T08:00:00"

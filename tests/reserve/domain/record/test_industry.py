from __future__ import annotations

from datetime import date

import pytest

from services.reserve.domain.record.industry import SECTIONS, industry_name, read_industry

TODAY = date(2026, 11, 24)


def told(code: str) -> tuple[str, ...]:
    return tuple(b.code for b in read_industry(code, TODAY))


def test_the_standard_has_twenty_sections_and_ninety_seven_divisions_that_follow_each_other():
    sections = SECTIONS.on(TODAY)
    assert "".join(sections) == "ABCDEFGHIJKLMNOPQRST"
    codes = [s.first + n for s in sections.values() for n in range(len(s.divisions))]
    assert codes == list(range(1, 98))
    assert SECTIONS.entry_on(TODAY).source.startswith("GB/T 4754-2017")


@pytest.mark.parametrize(
    ("code", "breach"),
    [
        ("C26", None),
        ("C264", None),
        ("C2641", None),
        ("C", "INDUSTRY_CODE_MALFORMED"),
        ("C2", "INDUSTRY_CODE_MALFORMED"),
        ("C26411", "INDUSTRY_CODE_MALFORMED"),
        ("2641", "INDUSTRY_CODE_MALFORMED"),
        ("U26", "INDUSTRY_CODE_MALFORMED"),
        ("Ｃ26", "INDUSTRY_CODE_MALFORMED"),
        ("C２６", "INDUSTRY_CODE_MALFORMED"),
    ],
)
def test_a_code_is_a_letter_with_two_three_or_four_figures(code, breach):
    assert told(code) == ((breach,) if breach else ())


@pytest.mark.parametrize(
    ("code", "breach"),
    [
        ("B12", None),
        ("C12", "INDUSTRY_SECTION_MISMATCH"),
        ("C13", None),
        ("C43", None),
        ("C44", "INDUSTRY_SECTION_MISMATCH"),
        ("D44", None),
        ("T97", None),
        ("T98", "INDUSTRY_DIVISION_UNKNOWN"),
        ("A00", "INDUSTRY_DIVISION_UNKNOWN"),
        ("A01", None),
        ("K7010", None),
        ("K71", "INDUSTRY_SECTION_MISMATCH"),
    ],
)
def test_a_division_belongs_to_its_section(code, breach):
    assert told(code) == ((breach,) if breach else ())


def test_the_refusal_names_the_section_that_was_written_and_the_one_that_the_division_belongs_to():
    (breach,) = read_industry("A2641", TODAY)
    for word in ("大类26", "化学原料和化学制品制造业", "C（制造业）", "A（农、林、牧、渔业）", "C2641"):
        assert word in breach.message
    assert (str(breach.article), breach.field) == ("第四条", "industryCode")


def test_figures_alone_are_told_with_the_letter_that_they_lack():
    (breach,) = read_industry("2641", TODAY)
    assert "如C2641" in breach.message


@pytest.mark.parametrize(
    ("code", "name"),
    [("K70", "房地产业—房地产业"), ("G5810", "交通运输、仓储和邮政业—多式联运和运输代理业"), ("C", None), (None, None)],
)
def test_a_code_is_named_by_section_and_division(code, name):
    assert industry_name(code, TODAY) == name

"""Forms judged by the data of their rule: both sides of every bound, everything at once, one spelling."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain import form
from services.support.domain.kinds.model import FieldType, FormField, RequestKind
from tests.support.domain import builders as b

FILE = "01930000-0000-7000-8000-000000000901"
FIELDS = (
    FormField(code="name", name="名称", type=FieldType.TEXT, longest=5),
    FormField(
        code="area",
        name="面积",
        type=FieldType.NUMBER,
        at_least=Decimal(1),
        at_most=Decimal(100),
        places=2,
        unit="平方米",
        required=False,
    ),
    FormField(code="cost", name="造价", type=FieldType.MONEY, required=False),
    FormField(code="from", name="起", type=FieldType.DATE, required=False),
    FormField(code="until", name="止", type=FieldType.DATE, required=False, not_before="from"),
    FormField(code="urgent", name="加急", type=FieldType.BOOLEAN, required=False),
    FormField(code="how", name="方式", type=FieldType.CHOICE, choices=(("A", "甲"), ("B", "乙")), required=False),
    FormField(code="map", name="图", type=FieldType.FILE, required=False),
)


def rule() -> RequestKind:
    return replace(b.rule(), form=FIELDS)


def faults(**written: str) -> list[tuple[str, str | None]]:
    _, breaches = form.judge({"name": "甲"} | written, rule())
    assert all(breach.article == rule().article for breach in breaches)
    return [(breach.code, breach.field) for breach in breaches]


def kept(**written: str) -> dict[str, str]:
    values, breaches = form.judge({"name": "甲"} | written, rule())
    assert breaches == ()
    return values


@pytest.mark.parametrize(
    ("code", "written", "fault"),
    [
        ("name", "", "FIELD_MISSING"),
        ("name", "  ", "FIELD_MISSING"),
        ("name", "一二三四五", None),
        ("name", "一二三四五六", "FIELD_INVALID"),
        ("area", "0.99", "FIELD_OUT_OF_BOUNDS"),
        ("area", "1", None),
        ("area", "100.00", None),
        ("area", "100.01", "FIELD_OUT_OF_BOUNDS"),
        ("area", "1.234", "FIELD_INVALID"),
        ("area", "NaN", "FIELD_INVALID"),
        ("area", "1e999999999", "FIELD_INVALID"),
        ("area", "一", "FIELD_INVALID"),
        ("cost", "0", None),
        ("cost", "-0.0001", "FIELD_OUT_OF_BOUNDS"),
        ("cost", "0.00001", "FIELD_INVALID"),
        ("from", "2026-02-28", None),
        ("from", "2026-02-29", "FIELD_INVALID"),
        ("from", "0026-03-02", "FIELD_OUT_OF_BOUNDS"),
        ("urgent", "true", None),
        ("urgent", "是", "FIELD_INVALID"),
        ("how", "B", None),
        ("how", "乙", "FIELD_INVALID"),
        ("map", FILE, None),
        ("map", f"{FILE},{FILE}", "FIELD_INVALID"),
        ("map", "示例.pdf", "FIELD_INVALID"),
        ("other", "1", "FIELD_UNKNOWN"),
    ],
)
def test_a_field_is_judged_on_both_sides_of_its_bounds(code, written, fault):
    assert faults(**{code: written}) == ([] if fault is None else [(fault, f"form.{code}")])


def test_everything_is_told_at_once():
    _, breaches = form.judge({"area": "0", "from": "?", "x": "1"}, rule())
    assert {(breach.code, breach.field) for breach in breaches} == {
        ("FIELD_MISSING", "form.name"),
        ("FIELD_OUT_OF_BOUNDS", "form.area"),
        ("FIELD_INVALID", "form.from"),
        ("FIELD_UNKNOWN", "form.x"),
    }


@pytest.mark.parametrize(("until", "refused"), [("2026-03-01", True), ("2026-03-02", False), ("2026-03-03", False)])
def test_a_day_does_not_precede_the_one_that_the_rule_names(until, refused):
    found = faults(**{"from": "2026-03-02", "until": until})
    assert found == ([("FIELD_OUT_OF_ORDER", "form.until")] if refused else [])


def test_values_have_one_spelling_and_the_order_of_the_rule():
    values = kept(map=FILE.upper(), urgent="true", area="012.50", cost="+1000.0")
    assert list(values.items()) == [
        ("name", "甲"),
        ("area", "12.5"),
        ("cost", "1000"),
        ("urgent", "true"),
        ("map", FILE),
    ]
    assert [form.shown(value, field) for field in FIELDS for value in [values.get(field.code)] if value] == [
        "甲",
        "12.5 平方米",
        "1000 万元",
        "是",
        "附件 1 份",
    ]
    assert {code: [str(i) for i in ids] for code, ids in form.files_of(values, rule()).items()} == {"map": [FILE]}


@given(st.dictionaries(st.sampled_from([f.code for f in FIELDS]), st.text(max_size=60)))
def test_whatever_is_written_is_kept_or_refused_and_what_is_kept_is_kept_again(written):
    values, breaches = form.judge(written, rule())
    again, none = form.judge(values | ({} if "name" in values else {"name": "甲"}), rule())
    assert none == ()
    assert {code: again[code] for code in values} == values
    assert {breach.field for breach in breaches} <= {f"form.{f.code}" for f in FIELDS}

"""What two schemes say differently, place by place."""

from dataclasses import replace
from decimal import Decimal

from services.assessment.domain.scheme.differences import differences
from tests.assessment.domain.given import linear, ratio, scheme
from tests.assessment.domain.scheme.test_judge_year import AWARDS, COUNT, PRAISE, RANKED, TIERS


def changes(before, after) -> dict[str, tuple[str | None, str | None]]:
    return {d.path: (d.before, d.after) for d in differences(before, after)}


def test_a_scheme_does_not_differ_from_itself() -> None:
    whole = scheme(ratio(40), TIERS, COUNT, RANKED, PRAISE)
    assert differences(whole, whole) == ()


def test_numbers_that_are_equal_do_not_differ_however_they_are_written() -> None:
    assert differences(scheme(ratio("100")), scheme(ratio("100.0000"))) == ()


def test_a_changed_weight_is_named_at_its_place_in_every_group() -> None:
    found = differences(scheme(ratio(60), linear(40)), scheme(ratio(55), linear("45.5")))
    assert [(d.path, d.label, d.before, d.after) for d in found[:2]] == [
        ("groups.TOWN.indicators.NODES.weight", "镇（街道）季度 NODES 权重", "60", "55"),
        ("groups.TOWN.indicators.INVESTMENT.weight", "镇（街道）季度 INVESTMENT 权重", "40", "45.5"),
    ]
    assert len(found) == 10


def test_a_new_indicator_has_nothing_before_and_one_that_is_gone_nothing_after() -> None:
    found = changes(scheme(ratio()), scheme(ratio(), PRAISE))
    assert found["groups.OWNER.indicators.P.points"] == (None, "1")
    gone = changes(scheme(ratio(), PRAISE), scheme(ratio()))
    assert gone["groups.OWNER.indicators.P.points"] == ("1", None)
    assert gone["groups.OWNER.indicators"] == ("NODES、P", None)


def test_another_order_is_one_difference_of_the_group() -> None:
    one = scheme(ratio(60), linear(40))
    other = replace(one, groups=tuple(replace(r, indicators=r.indicators[::-1]) for r in one.groups))
    assert set(changes(one, other)) == {f"groups.{r.group}.indicators" for r in one.groups}


def test_steps_and_awards_are_told_in_words() -> None:
    found = changes(scheme(RANKED), replace(scheme(TIERS), awards=AWARDS, highest=Decimal(110)))
    assert found["groups.TOWN.indicators.T.tiers"] == (None, "≥0 得 0；≥0.8 得 0.6；≥1 得 1")
    assert found["awards.unitShare"] == (None, "0.2")
    assert found["awards.perGroup"] == (None, "按各考核组分别计算")
    assert found["highest"] == ("100", "110")

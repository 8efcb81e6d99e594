from dataclasses import replace
from decimal import Decimal

import pytest

from services.law.breach import Refusal
from services.support.domain import keeping
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.quota import Account, EntryKind, Posted
from services.support.domain.request import Held, Request
from tests.support.domain.builders import ACCOUNT, DIVISION, accepted, account, identifier

KIND = ACCOUNT_KINDS["NEW_CONSTRUCTION_LAND"]


def opening(year=2027, division=DIVISION, opened=None):
    return keeping.open_account(ACCOUNT, KIND, year, division, opened)


def refused(outcome):
    assert isinstance(outcome, Refusal), outcome
    return {b.code: b.field for b in outcome.breaches}


def test_an_account_is_opened_empty_for_the_division_of_its_keeper():
    opened = opening()
    assert opened == Account(id=ACCOUNT, division=DIVISION, kind=KIND.code, year=2027)
    assert opened.available == 0


@pytest.mark.parametrize(("year", "fits"), [(2003, False), (2004, True), (2100, True), (2101, False)])
def test_the_years_are_those_in_which_the_platform_can_work(year, fits):
    assert isinstance(opening(year), Account) is fits


def test_all_that_forbids_an_opening_is_said_at_once():
    assert refused(opening(2101, None, identifier(9))) == {
        "NOT_THE_BUREAU": None,
        "YEAR_INVALID": "year",
        "QUOTA_ACCOUNT_EXISTS": "kind",
    }


@pytest.mark.parametrize(("amount", "available"), [("0.0001", "50.0001"), ("-0.0001", "49.9999"), ("-50", "0")])
def test_a_document_adds_to_the_quota_or_takes_from_what_is_free(amount, available):
    posted = keeping.adjust(account("100", "30", "20"), Decimal(amount), " 文件 ", DIVISION)
    assert posted.account.available == Decimal(available)
    assert posted.entries[0].basis == "文件"
    assert posted.entries[0].amount == abs(Decimal(amount))


def test_more_than_is_free_cannot_be_taken_back():
    outcome = keeping.adjust(account("100", "30", "20"), Decimal("-50.0001"), "文件", DIVISION)
    assert refused(outcome) == {"QUOTA_EXCEEDED": "amount"}
    assert "调减 50.0001 亩，超出 0.0001 亩" in outcome.breaches[0].message


@pytest.mark.parametrize("division", [None, "430212"])
def test_only_the_keeper_of_the_accounts_own_division_changes_it_and_all_faults_are_said(division):
    outcome = keeping.adjust(account(), Decimal(0), "", division)
    assert refused(outcome) == {"NOT_THE_BUREAU": None, "QUANTITY_INVALID": "amount", "TEXT_MISSING": "basis"}


def test_a_basis_has_at_most_five_hundred_characters():
    assert not isinstance(keeping.adjust(account(), Decimal(1), "字" * 500, DIVISION), Refusal)
    assert refused(keeping.adjust(account(), Decimal(1), "字" * 501, DIVISION)).get("TEXT_TOO_LONG") == "basis"


def test_an_unknown_kind_is_answered_with_those_that_exist():
    breach = keeping.kind_unknown("AIR")
    assert breach.field == "kind"
    assert all(kind.code in breach.message for kind in ACCOUNT_KINDS.values())


def waiting(number: int, asked: str, held: str | None = None) -> Request:
    already = Held(ACCOUNT, Decimal(held)) if held else None
    return replace(accepted().request, id=identifier(number), quantity=Decimal(asked), held=already)


@pytest.mark.parametrize(
    ("allocated", "held"),
    [
        ("0", []),
        ("29.9999", ["29.9999"]),
        ("30", ["30"]),
        ("30.0001", ["30", "0.0001"]),
        ("70", ["30", "40"]),
        ("70.0001", ["30", "40"]),
    ],
)
def test_what_becomes_free_goes_to_those_who_wait_in_the_order_of_their_acceptance(allocated, held):
    posted, changed = keeping.share_out(account(allocated), [waiting(71, "30"), waiting(72, "40")])
    assert [(r.id, r.held.amount) for r in changed] == [
        (identifier(71 + n), Decimal(amount)) for n, amount in enumerate(held)
    ]
    assert posted.account.reserved == sum((Decimal(h) for h in held), Decimal(0))
    assert [e.kind for e in posted.entries] == [EntryKind.RESERVED] * len(held)


def test_a_request_that_holds_a_part_is_given_the_rest_and_its_version_stays():
    first = waiting(71, "30", "12.5")
    posted, (after,) = keeping.share_out(account("100", reserved="12.5"), [first])
    assert (after.held, after.version) == (Held(ACCOUNT, Decimal(30)), first.version)
    assert [e.amount for e in posted.entries] == [Decimal("17.5")]


def test_a_request_that_holds_all_it_asks_for_is_left_alone():
    full = account("100", reserved="30")
    assert keeping.share_out(full, [waiting(71, "30", "30")]) == (Posted(full), ())

"""Clues handed to discipline inspection: what is done with one, and that nobody else learns of it (A21)."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.assessment.store import discipline, tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.assessment.awarding import CLUE, DAY, Awarding
from tests.assessment.district import District, codes
from tests.harness.people import Person, person

LIST = "query($f: DisciplineClueFilter) { disciplineClues(filter: $f) { totalCount edges { node { id seen } } } }"
SECRET = "不可外传的情况"


@pytest.fixture
def awarding(district: District) -> Awarding:
    return Awarding(district)


def inspector(awarding: Awarding, subject: str = "inspector-1", **its) -> Person:
    given = {"unit": its.get("unit"), "division": its.get("division", awarding.district.division)}
    return person(its.get("role", Role.INSPECTOR), subject=f"{subject}-{awarding.district.division}", **given)


async def handed(awarding: Awarding, **its):
    """An office with a person who hands a clue over about a unit."""
    office, unit = await awarding.district.unit("DEPARTMENT"), await awarding.district.unit()
    who = inspector(awarding, unit=office)
    done = await awarding.transfer(
        unit, as_=who, seen=SECRET, place="不可外传的地点", documents=["不可外传的材料"], **its
    )
    assert codes(done) == [], done["userErrors"]
    return who, done["clue"]


async def count(awarding: Awarding, who: Person) -> int:
    return (await awarding.district.api(LIST, as_=who, on=DAY))["disciplineClues"]["totalCount"]


async def test_a_clue_is_handed_over_received_and_concluded_on_record(awarding: Awarding):
    who, clue = await handed(awarding)
    assert (clue["status"], clue["receiptDueOn"]) == ("TRANSFERRED", "2027-03-08")
    discipline = awarding.discipline
    assert codes(await awarding.step("withdrawClue", clue | {"version": 9}, as_=who)) == ["VERSION_CONFLICT"]
    back = (await awarding.step("returnClue", clue, as_=discipline, note="请补充时间"))["clue"]
    assert back["status"] == "RETURNED"
    more = {"input_type": "SupplementClueInput", "note": "补充如下", "documents": ["示例补充材料"]}
    again = (await awarding.step("supplementClue", back, as_=who, **more))["clue"]
    assert (again["status"], again["documents"]) == ("TRANSFERRED", ["不可外传的材料", "示例补充材料"])
    received = (await awarding.step("receiveClue", again, as_=discipline))["clue"]
    assert (received["status"], received["receivedOn"]) == ("RECEIVED", str(DAY))
    assert codes(await awarding.step("withdrawClue", received, as_=who)) == ["CLUE_NOT_IN_STATUS"]
    end = {"input_type": "ConcludeClueInput", "outcome": "TALKED_TO", "note": "已谈话提醒"}
    wrong = await awarding.step("concludeClue", received, as_=discipline, **end | {"outcome": "X"})
    assert codes(wrong) == ["OUTCOME_UNKNOWN"]
    done = (await awarding.step("concludeClue", received, as_=discipline, **end))["clue"]
    assert (done["status"], done["outcome"], done["outcomeNote"]) == ("CONCLUDED", "TALKED_TO", "已谈话提醒")
    reopened = (await awarding.step("reopenClue", done, as_=discipline))["clue"]
    assert (reopened["status"], reopened["outcome"]) == ("RECEIVED", None)
    assert [e["step"] for e in reopened["entries"]] == [
        "TRANSFER",
        "RETURN",
        "SUPPLEMENT",
        "RECEIVE",
        "CONCLUDE",
        "REOPEN",
    ]


async def test_faults_of_a_transfer_come_at_once(awarding: Awarding):
    district = awarding.district
    unit = await District(district.api).unit()
    given = {"ground": "X", "seen": "", "seenOn": "2027-03-02", "fileIds": [str(new_id())]}
    done = await awarding.transfer(unit, as_=inspector(awarding), **given)
    assert sorted(codes(done)) == [
        "DAY_OUT_OF_RANGE",
        "FILE_UNKNOWN",
        "GROUND_UNKNOWN",
        "TEXT_MISSING",
        "UNIT_UNKNOWN",
    ]


async def test_only_the_named_persons_of_the_office_and_discipline_inspection_see_it(awarding: Awarding):
    who, clue = await handed(awarding)
    office = who.unit
    assert await count(awarding, who) == 1
    assert await count(awarding, awarding.discipline) == 1
    district = awarding.district
    others = [
        inspector(awarding, "inspector-2", unit=office),  # of the same office, not named
        inspector(awarding, unit=new_id()),  # moved to another office
        inspector(awarding),  # of no office
        inspector(awarding, unit=office, division=District(district.api).division),
        district.authority,
        person(Role.DISCIPLINE, subject="d", division=District(district.api).division),
        person(Role.DISCIPLINE, subject="c", division=district.division[:4] + "00"),  # of the city
    ]
    one = f'{{ disciplineClue(id: "{clue["id"]}") {{ id }} }}'
    for other in others:
        assert await count(awarding, other) == 0
        assert (await district.api(one, as_=other))["disciplineClue"] is None
        command = "receiveClue" if Role.DISCIPLINE in other.roles else "withdrawClue"
        assert codes(await awarding.step(command, clue, as_=other)) == ["CLUE_UNKNOWN"]
        unknown = await awarding.step(command, {"id": str(new_id()), "version": 1}, as_=other)
        assert codes(unknown) == ["CLUE_UNKNOWN"]  # the same as for one that there is not


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.DISCIPLINE}))
async def test_other_roles_may_not_even_ask(awarding: Awarding, role: Role):
    who = awarding.district.someone(role)
    for query in (
        "{ disciplineClues { totalCount } }",
        f'{{ disciplineClue(id: "{new_id()}") {{ id }} }}',
        "{ clueTerms { grounds { code } } }",
    ):
        answer = await awarding.district.api.raw(query, as_=who)
        assert {e["extensions"]["code"] for e in answer["errors"]} == {"FORBIDDEN"}


async def test_persons_are_named_and_removed_by_a_named_person(awarding: Awarding):
    who, clue = await handed(awarding)
    colleague = inspector(awarding, "inspector-2", unit=who.unit)
    both = [{"subject": p.subject, "name": "示例人"} for p in (who, colleague)]
    given = {"clueId": clue["id"], "expectedVersion": clue["version"]}
    name = ("nameCluePersons", "NameCluePersonsInput", CLUE)
    assert codes(await awarding.do(*name, as_=who, **given, persons=both[1:])) == ["ACTOR_NOT_NAMED"]
    named = await awarding.do(*name, as_=who, **given, persons=both)
    assert codes(named) == []
    assert await count(awarding, colleague) == 1
    given["expectedVersion"] = named["clue"]["version"]
    await awarding.do(*name, as_=colleague, **given, persons=both[1:])
    assert (await count(awarding, who), await count(awarding, colleague)) == (0, 1)


async def test_nothing_that_is_put_out_kept_beside_or_logged_tells_of_a_clue(awarding: Awarding, caplog):
    caplog.set_level(logging.DEBUG)
    district = awarding.district
    before = len(await district.api.events())
    who, clue = await handed(awarding)
    received = (await awarding.step("receiveClue", clue, as_=awarding.discipline, note="不可外传的说明"))["clue"]
    await awarding.step("receiveClue", received, as_=awarding.discipline, note="不可外传的说明")  # a refusal
    assert len(await district.api.events()) == before
    async with district.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        for table in (
            "audit",
            "idempotency",
            "outbox",
            "notices",
            "parked",
            "inbox",
            "facts",
            "awards",
            "conduct_records",
        ):
            rows = (await session.execute(text(f"select row_to_json(t)::text from {table} t"))).scalars().all()
            assert "不可外传" not in "".join(rows), table
            if table not in {"audit", "idempotency"}:  # which have its identity, and who acted
                assert clue["id"] not in "".join(rows), table
    assert "不可外传" not in caplog.text
    assert who.subject not in json.dumps(await district.api.events())


async def test_a_fault_in_the_midst_of_a_command_tells_nothing_of_the_clue(awarding: Awarding, caplog, monkeypatch):
    office, unit = await awarding.district.unit("DEPARTMENT"), await awarding.district.unit()
    who = inspector(awarding, unit=office)

    def breaking(work, clue, step, note, documents=()):
        clue.seen = None  # the database refuses it, and knows the row

    monkeypatch.setattr(discipline, "note", breaking)
    given = {
        "idempotencyKey": str(new_id()),
        "unitId": str(unit),
        "ground": "NEGLECT",
        "seen": SECRET,
        "place": "不可外传的地点",
        "seenOn": "2027-02-20",
    }
    document = (
        "mutation($i: TransferClueInput!) { transferClue(input: $i) { clue { id } userErrors { code message } } }"
    )
    answer = await awarding.district.api.http.post(
        "/graphql",
        json={"query": document, "variables": {"i": given}},
        headers={"authorization": awarding.district.api.issuer.header(who), "x-business-date": str(DAY)},
    )
    assert "不可外传" not in answer.text
    assert "不可外传" not in caplog.text
    assert await count(awarding, awarding.discipline) == 0


async def test_lists_counts_and_todos_of_others_are_as_if_there_were_no_clue(awarding: Awarding):
    district = awarding.district
    todos = '{ _entities(representations: [{__typename: "Viewer", id: "%s"}]) { ... on Viewer { assessmentTodos { totalCount items { kind title dueOn recordId } } } } }'

    async def told(who: Person) -> list:
        read = await district.api(todos % who.subject, as_=who, on=DAY)
        return [t for t in read["_entities"][0]["assessmentTodos"]["items"] if t["kind"].startswith("CLUE")]

    who, clue = await handed(awarding)
    others = [
        district.authority,
        inspector(awarding, "inspector-2", unit=who.unit),
        *(district.someone(r) for r in Role if r is not Role.DISCIPLINE),
    ]
    assert [await told(other) for other in others] == [[]] * len(others)
    (todo,) = await told(awarding.discipline)
    assert (todo["kind"], todo["title"], todo["dueOn"]) == ("CLUE_TO_RECEIVE", "问题线索", "2027-03-08")
    back = (await awarding.step("returnClue", clue, as_=awarding.discipline))["clue"]
    assert [t["kind"] for t in await told(who)] == ["CLUE_TO_SUPPLEMENT"]
    assert [await told(other) for other in others] == [[]] * len(others)
    assert await told(awarding.discipline) == []
    assert back["status"] == "RETURNED"
    unit = clue["unit"]["id"]
    concerned = district.someone(Role.PLANNING_PARTY, unit=unit)
    about = "query($r: [_Any!]!) { assessmentNotices { totalCount } facts { totalCount } awards { totalCount } conductRecords { totalCount } _entities(representations: $r) { ... on Organization { awards { totalCount } conductRecords { totalCount } } } }"
    seen = await district.api(about, {"r": [{"__typename": "Organization", "id": unit}]}, as_=concerned)
    assert {json.dumps(v) for k, v in seen.items() if k != "_entities"} == {'{"totalCount": 0}'}
    assert seen["_entities"] == [{"awards": {"totalCount": 0}, "conductRecords": {"totalCount": 0}}]


async def test_clues_are_found_by_what_is_asked(awarding: Awarding):
    who, first = await handed(awarding)
    _, second = await handed(awarding, ground="OTHER")
    received = (await awarding.step("receiveClue", second, as_=awarding.discipline))["clue"]
    for asked, expected in (
        ({"status": "RECEIVED"}, {received["id"]}),
        ({"status": "WITHDRAWN"}, set()),
        ({"unitId": first["unit"]["id"]}, {first["id"]}),
        ({"ground": "OTHER"}, {second["id"]}),
        ({"since": "2027-03-02"}, set()),
        ({"until": "2027-03-01"}, {first["id"], second["id"]}),
        ({"search": "外传的情况"}, {first["id"], second["id"]}),  # seen
        ({"search": "的地点", "ground": "OTHER"}, {second["id"]}),  # where
        ({"search": "外传的材料"}, {first["id"], second["id"]}),  # its documents
        ({"search": "示例说明"}, {second["id"]}),  # said when it was received
        ({"search": "不可外传%"}, set()),
    ):
        found = await awarding.district.api(LIST, {"f": asked}, as_=awarding.discipline)
        assert {e["node"]["id"] for e in found["disciplineClues"]["edges"]} == expected, asked
        assert found["disciplineClues"]["totalCount"] == len(expected)
    assert await count(awarding, who) == 1
    found = await awarding.district.api(LIST, {"f": {"search": "外传"}}, as_=who)
    assert [e["node"]["id"] for e in found["disciplineClues"]["edges"]] == [first["id"]]


async def test_a_search_for_the_very_words_of_a_clue_finds_nothing_for_others(awarding: Awarding):
    who, clue = await handed(awarding)
    others = [awarding.district.authority, inspector(awarding, "inspector-2", unit=who.unit)]
    for words in (SECRET, "不可外传的材料", "长" * 1000):
        asked = {"f": {"search": words, "unitId": clue["unit"]["id"]}}
        answers = [await awarding.district.api.raw(LIST, asked, as_=other, on=DAY) for other in others]
        unknown = {"f": asked["f"] | {"unitId": str(new_id())}}
        answers += [await awarding.district.api.raw(LIST, unknown, as_=other, on=DAY) for other in others]
        assert len({json.dumps(a, sort_keys=True) for a in answers}) == 1, answers  # the same as if there were none
        if len(words) < 1000:
            assert answers[0]["data"]["disciplineClues"] == {"totalCount": 0, "edges": []}
        else:
            assert [e["extensions"]["code"] for e in answers[0]["errors"]] == ["BAD_INPUT"]


async def test_of_two_receipts_at_once_one_wins(awarding: Awarding):
    _, clue = await handed(awarding)
    done = await asyncio.gather(*(awarding.step("receiveClue", clue, as_=awarding.discipline) for _ in range(3)))
    assert sum(codes(d) == [] for d in done) == 1
    assert all(codes(d) in ([], ["VERSION_CONFLICT", "CLUE_NOT_IN_STATUS"]) for d in done)


async def test_what_was_done_with_a_clue_cannot_be_changed_even_by_hand(awarding: Awarding):
    await handed(awarding)
    for statement in ("update clue_entries set note = 'x'", "delete from clue_entries"):
        async with awarding.district.api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="never changed"):
                await session.execute(text(statement))


async def test_only_their_roles_hand_over_and_receive(awarding: Awarding):
    fields = {
        "transferClue": ("TransferClueInput", {Role.INVESTMENT_AUTHORITY, Role.INSPECTOR}),
        "nameCluePersons": ("NameCluePersonsInput", {Role.INVESTMENT_AUTHORITY, Role.INSPECTOR}),
        "receiveClue": ("ClueStepInput", {Role.DISCIPLINE}),
        "setDisciplineBar": ("SetDisciplineBarInput", {Role.DISCIPLINE}),
        "liftDisciplineBar": ("LiftDisciplineBarInput", {Role.DISCIPLINE}),
        "recordIncident": ("RecordConductInput", {Role.INVESTMENT_AUTHORITY}),
        "publishAwards": ("PublishAwardsInput", {Role.INVESTMENT_AUTHORITY}),
        "revokeAward": ("RevokeAwardInput", {Role.INVESTMENT_AUTHORITY}),
    }
    for command, (input_type, allowed) in fields.items():
        document = f"mutation($i: {input_type}!) {{ {command}(input: $i) {{ userErrors {{ code }} }} }}"
        for role in Role:
            answer = await awarding.district.api.raw(document, {"i": {}}, as_=awarding.district.someone(role))
            refused = {e["extensions"]["code"] for e in answer["errors"]}
            assert ("FORBIDDEN" in refused) == (role not in allowed), (command, role)


async def test_files_of_a_clue_are_seen_by_who_sees_the_clue_and_by_nobody_else(awarding: Awarding):
    who, clue = await handed(awarding)
    file, at = new_id(), datetime(2027, 3, 1, tzinfo=UTC)
    async with awarding.district.api.database.session(ALL_DIVISIONS) as session:
        session.add(tables.FileContent(sm3=f"clue-{file}", size=1))
        await session.flush()
        session.add(
            tables.Attachment(
                id=file,
                division=awarding.district.division,
                file_name="不可外传的文件.pdf",
                format="PDF",
                size=1,
                sm3=f"clue-{file}",
                uploaded_at=at,
                uploaded_by=who.subject,
                uploaded_by_name="测试员",
                record_kind="CLUE",
                record_id=clue["id"],
                attached_at=at,
                attached_by="测试员",
            )
        )
        await session.commit()
    query = f'{{ assessmentAttachment(id: "{file}") {{ fileName }} }}'
    for sees in (who, awarding.discipline):
        read = await awarding.district.api(query, as_=sees)
        assert read["assessmentAttachment"] == {"fileName": "不可外传的文件.pdf"}
    moved = who.but(unit=new_id())  # who uploaded it, and is of the office no more
    others = [moved, inspector(awarding, "inspector-2", unit=who.unit), awarding.district.authority]
    others += [awarding.district.someone(role) for role in Role if role is not Role.DISCIPLINE]
    for other in others:
        assert (await awarding.district.api(query, as_=other))["assessmentAttachment"] is None

from __future__ import annotations

import stat
from uuid import UUID

import pytest

from infra import issuer, tokens
from infra.demo.people import write_people
from infra.demo.units import UNITS
from infra.issuer import Person
from infra.trouble import Trouble
from services.chassis.config import Mode, Settings
from services.chassis.identity import NotIdentified, Verifier
from services.law.parties import Role

UNIT = UUID(int=7)


def verifier(data) -> Verifier:
    return Verifier(
        Settings(
            mode=Mode.DEVELOPMENT,
            database_url="postgresql://unused",
            kafka_url="unused",
            redis_url="redis://unused",
            oidc_issuer=issuer.ISSUER,
            oidc_audience=issuer.AUDIENCE,
            oidc_jwks=str(issuer.key_set(data)),
        )
    )


async def test_a_minted_token_is_accepted_by_the_services(tmp_path):
    person = Person(roles=("LAND", "OPERATOR"), subject="li", name="李四", unit=UNIT)
    actor = await verifier(tmp_path).actor(f"Bearer {issuer.token(tmp_path, person)}")
    assert (actor.subject, actor.name, actor.unit, actor.division) == ("li", "李四", UNIT, "430211")
    assert actor.roles == {Role.LAND, Role.OPERATOR}


async def test_an_expired_token_is_refused(tmp_path):
    person = Person(roles=("LAND",), subject="li", name="李四")
    with pytest.raises(NotIdentified):
        await verifier(tmp_path).actor(f"Bearer {issuer.token(tmp_path, person, lifetime=-60)}")


async def test_a_token_of_another_data_folder_is_refused(tmp_path):
    person = Person(roles=("LAND",), subject="li", name="李四")
    with pytest.raises(NotIdentified):
        await verifier(tmp_path / "a").actor(f"Bearer {issuer.token(tmp_path / 'b', person)}")


def test_the_private_key_is_ours_alone_and_stays_the_same(tmp_path):
    issuer.key_set(tmp_path)
    private = tmp_path / "issuer" / "private.json"
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = private.read_bytes()
    issuer.key_set(tmp_path)
    assert private.read_bytes() == before


def test_an_unknown_role_is_refused_with_the_known_ones(tmp_path):
    issuer.key_set(tmp_path)
    with pytest.raises(Trouble, match="INVESTMENT_AUTHORITY"):
        tokens.sign(tmp_path, "KING", None, "430211", None, None)


def test_a_role_may_be_written_in_small_letters(tmp_path):
    issuer.key_set(tmp_path)
    assert tokens.sign(tmp_path, "land, investment-authority", None, "430211", None, None).count(".") == 2


async def test_a_division_that_is_named_is_not_that_of_the_demos_person(tmp_path):
    issuer.key_set(tmp_path)
    write_people(tmp_path, {unit.key: UUID(int=at) for at, unit in enumerate(UNITS, start=1)})
    named = [
        (await verifier(tmp_path).actor(f"Bearer {tokens.sign(tmp_path, 'LAND', None, of, None, None)}"))
        for of in ("430211", "430200")
    ]
    assert [actor.division for actor in named] == ["430211", "430200"]
    assert [actor.subject for actor in named] == ["demo-land", "dev-land"]


def test_where_no_platform_ever_ran_no_token_is_signed(tmp_path):
    with pytest.raises(Trouble, match="--data"):
        tokens.sign(tmp_path / "mistyped", "LAND", None, "430211", None, None)
    assert not (tmp_path / "mistyped").exists()

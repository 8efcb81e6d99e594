"""Parts that run elsewhere: what is no address, who is not there, who may not; and a password is never said."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

import pytest
from redis import Redis

from infra import databases, elsewhere, ports, topics
from infra.parts import Given
from infra.places import SERVICES
from infra.platform import Options, Platform
from infra.trouble import Trouble
from tests.infra.sql import execute

SECRET = "geheim-7"
OWN = ("elsewhere_a", "elsewhere_b")  # as if they were services: the server is shared with other tests


def as_user(url: str, user: str, password: str = SECRET) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{user}:{password}@{parts.netloc.rpartition('@')[2]}").geturl()


@pytest.fixture
def nobody() -> str:
    """A place where nobody listens."""
    return f"{ports.HOST}:{ports.free()}"


@pytest.fixture(scope="module")
async def administrators(parts):
    """A user who may nothing, and one as managed servers give: no superuser, but one who makes databases and roles."""
    remove = [f"drop database if exists {name}" for name in OWN] + [f"drop role if exists {name}" for name in OWN]
    users = ("elsewhere_poor", "elsewhere_admin")
    await execute(
        parts.admin,
        f"create role {users[0]} login password '{SECRET}'",
        f"create role {users[1]} login createdb createrole password '{SECRET}'",
    )
    yield [as_user(parts.admin, user) for user in users]
    await execute(parts.admin, *remove, *(f"drop role {user}" for user in users))


@pytest.mark.parametrize(
    "given",
    [
        {"database": f"mysql://root:{SECRET}@db/x"},
        {"database": "db:5432"},
        {"database": f"postgresql://u:{SECRET}@db:many/x"},
        {"database": f"postgresql://u:1/{SECRET}@db:5432/x"},
        {"database": f"postgresql://u:1#{SECRET}@db/x"},
        {"database": f"postgresql://u:{SECRET}@db/x?sslmode=require"},
        {"redis": "db:6379"},
        {"redis": f"redis://:{SECRET}@db:many"},
        {"kafka": "db"},
        {"kafka": "kafka://db:9092"},
    ],
)
def test_what_is_no_address_is_refused_before_anything_starts(given):
    with pytest.raises(Trouble) as refused:
        Given(**given)
    assert f"--{next(iter(given))}" in refused.value.chinese
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (f"postgresql://admin:{SECRET}@db.example:6432/x?password={SECRET}", "db.example:6432"),
        ("postgres://db.example/x", "db.example"),
        (f"postgresql://admin:1%2F{SECRET}@[::1]:5432/x", "[::1]:5432"),
    ],
)
def test_a_place_is_named_without_user_and_password(url, place):
    assert elsewhere.database(url) == place


def test_several_brokers_are_an_address():
    assert elsewhere.kafka("a:9092,b:9092") == "a:9092,b:9092"


def test_where_nobody_listens_the_sentence_names_the_place(nobody, tmp_path):
    with pytest.raises(Trouble, match=nobody) as database:
        databases.prepare(f"postgresql://admin:{SECRET}@{nobody}/x", OWN, tmp_path)
    with pytest.raises(Trouble, match=nobody) as valkey:
        elsewhere.see_that_valkey_answers(f"redis://:{SECRET}@{nobody}/0")
    with pytest.raises(Trouble, match=nobody):
        topics.create(nobody, SERVICES)
    assert SECRET not in f"{database.value}{valkey.value}"


def test_a_wrong_password_is_told_and_not_shown(parts, tmp_path):
    with pytest.raises(Trouble, match="password authentication failed") as database:
        databases.prepare(as_user(parts.admin, "postgres"), OWN, tmp_path)
    with Redis.from_url(parts.valkey) as valkey:
        valkey.acl_setuser("elsewhere", enabled=True, passwords=["+right"], commands=["+ping"])
    place = parts.valkey.removeprefix("redis://")
    elsewhere.see_that_valkey_answers(f"redis://elsewhere:right@{place}")
    with pytest.raises(Trouble, match="不可用") as refused:
        elsewhere.see_that_valkey_answers(f"redis://elsewhere:{SECRET}@{place}")
    assert SECRET not in f"{database.value}{refused.value}"


def test_a_user_without_the_right_to_create_databases_is_told_what_is_missing(administrators, tmp_path):
    poor, _ = administrators
    with pytest.raises(Trouble, match="CREATEDB") as refused:
        databases.prepare(poor, OWN, tmp_path)
    assert "elsewhere_poor" in refused.value.chinese
    assert SECRET not in str(refused.value)


async def test_an_administrator_who_is_no_superuser_prepares_once_and_for_another_folder(administrators, tmp_path):
    _, admin = administrators

    async def enters(folder: str) -> str:
        urls = await asyncio.to_thread(databases.prepare, f"{admin}?user=elsewhere_admin", OWN, tmp_path / folder)
        assert SECRET not in "".join(urls.values())
        assert "elsewhere_admin" not in "".join(urls.values())
        return await execute(urls[OWN[0]], "select current_user || ' ' || current_database()")

    assert await enters("first") == f"{OWN[0]} {OWN[0]}"
    assert await enters("first") == f"{OWN[0]} {OWN[0]}"
    assert await enters("second") == f"{OWN[0]} {OWN[0]}"  # knows another password


async def test_a_role_that_passes_row_level_security_is_not_used(parts, tmp_path):
    await execute(parts.admin, "create role elsewhere_strong login superuser")
    try:
        with pytest.raises(Trouble, match="BYPASSRLS"):
            await asyncio.to_thread(databases.prepare, parts.admin, ("elsewhere_strong",), tmp_path)
    finally:
        await execute(parts.admin, "drop role elsewhere_strong")


def test_what_is_given_is_not_started(parts, tmp_path, monkeypatch):
    monkeypatch.setattr("infra.parts.SERVICES", OWN)
    given = Given(database=parts.admin, kafka=parts.kafka, redis=parts.valkey)
    platform = Platform(tmp_path, Options(given=given))
    found = platform.start_parts()
    assert platform.supervisor.all() == []
    assert (found.kafka, found.valkey, set(found.databases)) == (parts.kafka, parts.valkey, set(OWN))


def test_something_else_that_listens_is_no_valkey(monkeypatch):
    monkeypatch.setattr(elsewhere, "CONNECT_SECONDS", 0.2)
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        url = f"redis://{ports.HOST}:{other.getsockname()[1]}"
        with pytest.raises(Trouble, match="cannot be used"):
            elsewhere.see_that_valkey_answers(url)

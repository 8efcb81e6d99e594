"""The real parts: what they keep over kill -9, whom they let in, that a second start goes on with the first one's data."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from redis.asyncio import Redis

from infra import topics
from infra.places import SERVICES
from infra.platform import Platform
from tests.infra.sql import execute

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A platform of this file's own, for its tests kill things. Its folder lets only its owner pass."""
    platform = Platform(tmp_path_factory.mktemp("platform"))
    yield platform
    platform.stop()


@pytest.fixture(scope="module")
def parts(own):
    return own.start_parts()


async def test_each_service_owns_its_database_and_is_no_superuser(parts):
    for service, url in parts.databases.items():
        assert await execute(url, "select current_user || ' ' || current_database()") == f"{service} {service}"
        assert (
            await execute(
                url, "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = current_user"
            )
            is False
        )
        assert await execute(url, "select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gist')") == 2


async def test_a_service_cannot_enter_anothers_database(parts):
    foreign = parts.databases["reserve"].rpartition("/")[0] + "/schedule"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await execute(foreign, "select 1")


async def test_postgresql_is_durable_and_sorts_the_same_everywhere(parts):
    admin = parts.admin
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert await execute(admin, f"show {setting}") == "on"
    assert await execute(admin, "select datlocale from pg_database where datname = 'reserve'") == "C.UTF-8"
    assert await execute(admin, "show data_checksums") == "on"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as somebody else")
def test_postgresql_does_not_run_as_root(own, parts):
    assert Path(f"/proc/{own.supervisor.record('postgres').pid}").stat().st_uid != 0


def test_passwords_are_ours_alone(own, parts):
    assert stat.S_IMODE((own.data / "secrets.json").stat().st_mode) == 0o600


async def test_what_postgresql_committed_outlives_a_kill(own, parts):
    url = parts.databases["reserve"]
    await execute(url, "create table if not exists kept (n int)")
    await execute(url, "insert into kept values (1)")
    own.kill("postgres")
    own.restart("postgres")
    assert await execute(url, "select count(*) from kept") == 1


async def test_what_kafka_acknowledged_outlives_a_kill(own, parts):
    url = parts.kafka
    async with AIOKafkaProducer(bootstrap_servers=url, acks="all") as producer:
        await producer.send_and_wait("reserve.events", b"kept", key=b"k")
    own.kill("kafka")
    own.restart("kafka")
    async with AIOKafkaConsumer("reserve.events", bootstrap_servers=url, auto_offset_reset="earliest") as consumer:
        assert (await consumer.getone()).value == b"kept"


async def test_topics_are_ours_and_no_other_appears_by_itself(parts):
    admin = AIOKafkaAdminClient(bootstrap_servers=parts.kafka)
    await admin.start()
    try:
        found = {t["topic"]: len(t["partitions"]) for t in await admin.describe_topics() if not t["is_internal"]}
    finally:
        await admin.close()
    assert found == topics.wanted(SERVICES)


async def test_valkey_answers(parts):
    async with Redis.from_url(parts.valkey) as valkey:
        assert await valkey.ping()


async def test_a_second_start_goes_on_with_the_data_and_ports_of_the_first(own, parts):
    before = parts
    await execute(before.databases["support"], "create table if not exists second (n int)")
    own.stop()
    assert not any(record.alive for record in own.supervisor.all())
    again = Platform(own.data)
    try:
        after = again.start_parts()
        assert after == before
        assert await execute(after.databases["support"], "select count(*) from second") == 0
    finally:
        again.stop()
    own.start_parts()


async def test_a_start_after_a_killed_run_stops_what_it_left_and_goes_on(own, parts):
    left = {record.name: record.pid for record in own.supervisor.all()}
    after = Platform(own.data)  # as a new process would, with the old one's children still there
    assert await execute(after.start_parts().databases["reserve"], "select 1") == 1
    assert {record.name for record in after.supervisor.all()} == set(left)
    assert not any(record.pid == left[record.name] for record in after.supervisor.all())
    assert not any(own.supervisor._own[name].poll() is None for name in left)
    after.stop()

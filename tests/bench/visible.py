"""From the answer of a command until another service's database has it; beside it the same event through Kafka and back."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from uuid import UUID

import asyncpg
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from services.chassis.clock import new_id
from tests.bench.ground import Ground
from tests.bench.mutation import accepted, command, event_of, unit
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.wire import BadAnswer

TOPIC = "bench.events"
LOOK_SECONDS = 0.0005  # between two looks; a tighter loop would take the processor from the services
PATIENCE = 30.0
SEEN = "select exists (select from organizations where id = $1)"


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    """One at a time: this is a delay, not a rate."""
    pace = replace(pace, clients=1)
    (served,) = await ground.connections(ground.address("reserve"), 1)
    copies = await ground.database("schedule")
    producer, consumer = await _kafka(ground)

    async def ours(client: int, _turn: int) -> float:
        registered = UUID(accepted(await served.send(command(ground, client))))
        return await _seen(copies, registered)

    async def limit(_client: int, _turn: int) -> float:
        id_ = str(new_id())
        event = orjson.dumps(event_of(id_, unit()))
        began = time.perf_counter()
        await producer.send(TOPIC, event, key=id_.encode(), partition=0)
        record = await consumer.getone()
        if record.value != event:
            raise BadAnswer("another event came back")
        return time.perf_counter() - began

    contest = Contest(
        key="visible",
        title="提交→他服务可见",
        ours=("outbox, relay, Kafka, inbox", ours),
        limit=("aiokafka producer → consumer", limit),
        kind="latency",
        settle=ground.settle,
    )
    return [await compare(contest, pace)]


async def _seen(copies: asyncpg.Connection, id_: UUID) -> float:
    """Return after how many seconds the copy was there."""
    began = time.perf_counter()
    while not await copies.fetchval(SEEN, id_):
        if time.perf_counter() - began > PATIENCE:
            raise BadAnswer(f"{id_} did not reach schedule within {PATIENCE:.0f} s")
        await asyncio.sleep(LOOK_SECONDS)
    return time.perf_counter() - began


async def _kafka(ground: Ground) -> tuple[AIOKafkaProducer, AIOKafkaConsumer]:
    """Open a producer as the relay has it, and a consumer of one partition without a group."""
    url = ground.live.running.parts.kafka
    admin = AIOKafkaAdminClient(bootstrap_servers=url)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC, 1, 1)])
    await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=url, acks="all", enable_idempotence=True, linger_ms=0)
    consumer = AIOKafkaConsumer(bootstrap_servers=url, auto_offset_reset="latest")
    for client in (producer, consumer):
        await client.start()
        ground.open.push_async_callback(client.stop)
    consumer.assign([TopicPartition(TOPIC, 0)])
    await consumer.seek_to_end()
    return producer, consumer

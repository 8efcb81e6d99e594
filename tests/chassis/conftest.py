"""Topics and messages of the chassis' own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaProducer

from infra import topics as kafka_topics


@pytest.fixture(scope="session")
def topics(parts):
    async def create(service: str) -> None:
        await kafka_topics._create(parts.kafka, kafka_topics.wanted([service]))

    return create


@pytest.fixture
async def produce(parts) -> AsyncIterator:
    producer = AIOKafkaProducer(bootstrap_servers=parts.kafka)
    await producer.start()

    async def send(topic: str, body: bytes, key: bytes) -> None:
        await producer.send_and_wait(topic, body, key=key)

    yield send
    await producer.stop()

"""The topics of the platform: one of events per owner, and for each service its dead letters and its audit chain."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from infra.elsewhere import CONNECT_SECONDS
from infra.trouble import Trouble

EVENT_PARTITIONS = 6


def wanted(services: Iterable[str]) -> dict[str, int]:
    """Return the partitions of each topic. Order holds per key, so per partition; what is read as a whole has one."""
    topics: dict[str, int] = {}
    for service in services:
        topics |= {f"{service}.events": EVENT_PARTITIONS, f"{service}.dead-letter": 1, f"{service}.audit": 1}
    return topics


def create(kafka_url: str, services: Iterable[str]) -> None:
    """Create the topics that are missing."""
    from aiokafka.errors import KafkaError  # noqa: PLC0415 - while Kafka starts there is time for it

    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what it complains of is in the sentence below
    try:
        asyncio.run(asyncio.wait_for(_create(kafka_url, wanted(services)), 3 * CONNECT_SECONDS))
    except (KafkaError, OSError) as error:
        why = str(error) or f"{3 * CONNECT_SECONDS:.0f} 秒内无应答 / no answer within {3 * CONNECT_SECONDS:.0f} s"
        raise Trouble(
            f"无法在 Kafka {kafka_url} 上建立主题：{why}", f"No topics could be created at {kafka_url}: {why}"
        ) from error


async def _create(kafka_url: str, topics: dict[str, int]) -> None:
    from aiokafka.admin import AIOKafkaAdminClient, NewTopic  # noqa: PLC0415
    from aiokafka.errors import TopicAlreadyExistsError, for_code  # noqa: PLC0415

    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_url, request_timeout_ms=int(CONNECT_SECONDS * 1000))
    await admin.start()
    try:
        present = set(await admin.list_topics())
        missing = {name: partitions for name, partitions in topics.items() if name not in present}
        if not missing:
            return
        copies = min(3, len((await admin.describe_cluster())["brokers"]))
        new = [NewTopic(name, partitions, copies) for name, partitions in missing.items()]
        answer = await admin.create_topics(new)
        for name, code, message in answer.topic_errors:
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise error(f"{name}: {message}")
    finally:
        await admin.close()

"""The consumer: takes batches from Kafka through FastStream and commits offsets only after the inbox is done with them."""

from __future__ import annotations

import logging

from aiokafka import ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.annotations import KafkaMessage

from services.chassis.inbox import Applier, Inbox, Incoming

log = logging.getLogger(__name__)

BATCH = 500


class Consumer:
    """Subscribes one service to the topics its inbox handles, in the consumer group of its name."""

    def __init__(self, inbox: Inbox, applier: Applier, kafka_url: str) -> None:
        self._applier = applier
        self._broker = KafkaBroker(kafka_url, client_id=inbox.service, logger=None)
        if inbox.topics:
            self._broker.subscriber(
                *inbox.topics,
                group_id=inbox.service,
                batch=True,
                max_records=BATCH,
                auto_offset_reset="earliest",
                # the default would acknowledge first and lose what fails; the inbox decides, then the offset moves
                ack_policy=AckPolicy.MANUAL,
                session_timeout_ms=10_000,
                heartbeat_interval_ms=1_000,
                max_poll_interval_ms=300_000,
                decoder=lambda message: message.body,
            )(self._take)

    async def _take(self, _: list[bytes], message: KafkaMessage) -> None:
        raw = message.raw_message
        records: tuple[ConsumerRecord, ...] = raw if isinstance(raw, tuple) else (raw,)
        try:
            await self._applier.apply([_incoming(r) for r in records])
        except BaseException:
            await message.nack()  # the batch comes again; what was applied is known by its id
            raise
        await message.ack()

    async def start(self) -> None:
        """Begin to consume; returns when the subscription is placed."""
        await self._broker.start()

    async def stop(self) -> None:
        """Finish the batch under way and leave the group."""
        await self._broker.stop()


def _incoming(record: ConsumerRecord) -> Incoming:
    return Incoming(
        topic=record.topic,
        position=f"{record.topic}/{record.partition}/{record.offset}",
        key=(record.key or b"").decode("utf-8", "replace"),
        body=record.value or b"",
    )

"""Events between services: CloudEvents 1.0 in JSON. The producer's models are the published contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Published(BaseModel):
    """An event as a service publishes it; made from a domain event with fields of the same names.

    Subclasses say: the type (`zhongdian.<service>.<noun>.<verb>.v1`), the domain event it translates, the field that
    orders it (events of one key keep their order), and a sample that consumers are tested against.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True)

    TYPE: ClassVar[str]
    OF: ClassVar[type[Any]]
    KEY: ClassVar[str]
    SAMPLE: ClassVar[dict[str, Any]]

    division: str

    def __init_subclass__(cls, *, type: str, of: type[Any], key: str, sample: dict[str, Any], **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.TYPE, cls.OF, cls.KEY, cls.SAMPLE = type, of, key, sample

    @classmethod
    def of_domain(cls, event: object) -> Self:
        """Translate the domain event."""
        return cls.model_validate(event)

    @property
    def key(self) -> str:
        """What orders this event among others."""
        return str(getattr(self, self.KEY))

    def envelope(self, *, id: UUID, time: datetime, traceparent: str | None) -> dict[str, Any]:
        """Wrap the event as a CloudEvent; `time` is the business moment at which it happened."""
        wrapped = {
            "specversion": "1.0",
            "id": str(id),
            "source": f"/zhongdian/{self.TYPE.split('.')[1]}",
            "type": self.TYPE,
            "subject": self.key,
            "time": time.isoformat(),
            "datacontenttype": "application/json",
            "division": self.division,
            "data": self.model_dump(mode="json", by_alias=True),
        }
        return wrapped | ({"traceparent": traceparent} if traceparent else {})


class Foreign(BaseModel):
    """A consumer's own copy of another service's event, with only the fields that it uses; the rest is ignored."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")

    division: str


class Envelope(BaseModel):
    """What a consumer needs of a CloudEvent around its data."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    division: str
    traceparent: str | None = None
    data: dict[str, Any]

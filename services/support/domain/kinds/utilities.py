"""第十七条（四）：transport, power, telecom, water and gas."""

from __future__ import annotations

from services.law.dated import Dated
from services.support.domain.kinds.model import RequestKind

KINDS: tuple[Dated[RequestKind], ...] = ()

"""第十四条：what an agency service asks for."""

from __future__ import annotations

from services.law.dated import Dated
from services.support.domain.kinds.model import RequestKind

KINDS: tuple[Dated[RequestKind], ...] = ()

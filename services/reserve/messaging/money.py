"""How events write amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer

# One spelling for equal amounts, whatever the places that a column or a person wrote: "189000", never "189000.0000".
Money = Annotated[Decimal, PlainSerializer(lambda v: f"{v.normalize():f}", return_type=str)]

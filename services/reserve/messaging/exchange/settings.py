"""Settings of the exchange with the provincial platform and the city's library; keys are in files of their own."""

from __future__ import annotations

from pydantic import Field

from services.chassis.exchange.settings import ProvincialSettings
from services.chassis.partners import NAMED, SHORTEST_SECRET, Key, Partner, Partners

__all__ = ["NAMED", "SHORTEST_SECRET", "ExchangeSettings", "Key", "Partner", "Partners"]


class ExchangeSettings(ProvincialSettings):
    """What the provincial interface takes, and ZD_CITY_LIBRARY_*: off where nothing is set."""

    city_library_url: str = Field(default="", description="of the city's live interface; files alone where not set")
    city_library_client: str = Field(
        default="", description="path of the JSON file with the city's library as a client"
    )
    city_library_pull_seconds: float = Field(default=300, gt=0)

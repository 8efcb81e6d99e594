"""Settings of the provincial interface and its callbacks; keys are in a file of their own and are never logged."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.law.retrying import Policy


class ProvincialSettings(BaseSettings):
    """ZD_PROVINCIAL_* and ZD_CALLBACK_*: off where nothing is set."""

    model_config = SettingsConfigDict(env_prefix="ZD_", extra="ignore", frozen=True)

    provincial_clients: str = Field(default="", description="path of the JSON file with the clients and their keys")
    provincial_window_seconds: int = Field(default=300, ge=1, le=3600)
    callback_tries: int = Field(default=12, ge=1, le=100)
    callback_first_seconds: float = Field(default=5, gt=0)
    callback_longest_seconds: float = Field(default=3600, gt=0)
    callback_timeout_seconds: float = Field(default=10, gt=0, le=60)

    @property
    def policy(self) -> Policy:
        """How callbacks are tried again."""
        return Policy(
            tries=self.callback_tries,
            first=timedelta(seconds=self.callback_first_seconds),
            longest=timedelta(seconds=self.callback_longest_seconds),
        )

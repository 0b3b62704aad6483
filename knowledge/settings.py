"""The one frozen settings object, read once from the environment or `.env`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """Every field is an environment variable with the prefix BANDENG_; an empty string means 'not set'."""

    model_config = SettingsConfigDict(
        env_prefix="BANDENG_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="forbid",
        frozen=True,
        env_ignore_empty=True,
    )

    home: Path = Path.home() / ".bandeng"
    district: Path | None = None  # district profile, TOML; None: the sample district

    watch: Path | None = None  # a folder whose files `bandeng run` takes in, and retires when they are gone

    telegram_token: SecretStr | None = None
    telegram_base_url: str = _TELEGRAM
    webhook_url: str | None = None  # set: webhook instead of long polling
    webhook_listen: str = "127.0.0.1:8443"

    database_url: SecretStr | None = None  # None: SQLite under `home`
    chroma_url: str | None = None  # None: embedded Chroma under `home`
    embedding_model: str | None = None  # None: the embedded multilingual-e5-small

    llm_model: str | None = None  # a LangChain name such as openai:deepseek-chat; None: no LLM
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = 30.0  # seconds for one call

    @property
    def has_own_server(self) -> bool:
        """Whether Telegram is reached through a Bot API server of one's own."""
        return self.telegram_base_url.rstrip("/") != _TELEGRAM

    @property
    def sqlalchemy_url(self) -> str:
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'bandeng.db'}"

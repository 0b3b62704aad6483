"""The optional language model: opened from settings, asked for one checked object at a time."""

import contextlib
import importlib.util
import json
import re
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.errors import BadLanguageModel, LanguageModelFailed
from knowledge.ports import BaseChatModel
from knowledge.settings import Settings

Shape = TypeVar("Shape", bound=BaseModel)
_LONGEST_REPLY = 20_000  # characters; nothing wanted is longer
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


def open_chat_model(settings: Settings) -> BaseChatModel | None:
    """The model that the settings name, None without one. Nothing is sent yet.

    With a base URL any name is taken for a model of that OpenAI-compatible server (`qwen2.5:7b` too), unless
    it begins with a provider whose LangChain package is installed.
    """
    if settings.llm_model is None:
        return None
    import langsmith
    from langchain.chat_models import init_chat_model
    from openai import OpenAIError

    langsmith.configure(enabled=False)  # members' words go to the model that was set, and nowhere else
    options: dict[str, Any] = {"timeout": settings.llm_timeout, "max_retries": 0}
    if settings.llm_base_url is not None:
        options |= {"base_url": settings.llm_base_url, "api_key": "none", "temperature": 0}
        if not _names_a_provider(settings.llm_model):
            options["model_provider"] = "openai"
    if settings.llm_api_key is not None:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(settings.llm_model, **options)
    except (ImportError, ValueError, OpenAIError) as error:
        raise BadLanguageModel(settings.llm_model) from error
    return model


def read_object(
    model: BaseChatModel, messages: Sequence[tuple[str, str]], shape: type[Shape], seconds: float
) -> Shape:
    """One call; the first JSON object in the reply that fits `shape`. LanguageModelFailed otherwise.

    Plain JSON in text is what every server can do; the providers' own structured modes differ too much.
    """
    text = _THOUGHTS.sub("", _ask(model, messages, seconds)[:_LONGEST_REPLY])
    decoder = json.JSONDecoder(strict=False)
    for brace in re.finditer(r"\{", text):
        with contextlib.suppress(json.JSONDecodeError, ValidationError, RecursionError):
            return shape.model_validate(decoder.raw_decode(text, brace.start())[0])
    raise LanguageModelFailed("no object of the wanted shape in the reply")


def _ask(model: BaseChatModel, messages: Sequence[tuple[str, str]], seconds: float) -> str:
    """In a thread of its own: empty lines that keep a connection open outlive any read timeout."""
    reply: Future[str] = Future()

    def call() -> None:
        try:
            reply.set_result(model.invoke(list(messages)).text)
        except BaseException as error:  # handed over to the waiting thread, whatever it is
            reply.set_exception(error)

    Thread(target=call, daemon=True, name="language-model").start()
    try:
        return reply.result(timeout=seconds)
    except Exception as error:  # each provider raises its own kinds; to the caller they are one
        raise LanguageModelFailed(type(error).__name__) from error


def _names_a_provider(model: str) -> bool:
    provider, colon, _ = model.partition(":")
    return (
        bool(colon)
        and provider.isidentifier()
        and importlib.util.find_spec(f"langchain_{provider}") is not None
    )

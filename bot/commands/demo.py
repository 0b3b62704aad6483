"""`bandeng demo`: the main job on sample material, in an own folder, without any setting."""

import sys
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from bot import texts
from bot.channels.console import Console
from bot.commands.index import index_pending
from bot.commands.output import opened, warn
from bot.dialogue import Dialogue
from ingest.laws import DEMO_LAWS
from ingest.pipeline import ingest, ingest_laws
from knowledge.assemble import Knowledge

_QUESTIONS = (
    "老旧小区加装电梯，一楼不同意怎么办，要多少业主同意？",
    "有没有哪个街道谈成过停车的事？",
    "物业费能不能不交",
)


def demo() -> None:
    """看一看：收入示例资料和常用法律，问三个问题，然后开始对话。"""
    with opened() as knowledge:
        _fill(knowledge)
        console = Console(Dialogue(knowledge), knowledge.district.timezone)
        for question in _QUESTIONS:
            console.show_question(question)
            console.say(question)
        if sys.stdin.isatty():
            console.talk()


def _fill(knowledge: Knowledge) -> None:
    """Nothing happens to what is already there, so a second start is quick."""
    warn(texts.DEMO_FILLING)
    samples = Path(str(resources.files("ingest") / "samples"))
    for _ in ingest([samples], knowledge.library, knowledge.district, now=datetime.now(UTC)):
        pass
    for _ in ingest_laws(DEMO_LAWS, knowledge.library):
        pass
    index_pending(knowledge)

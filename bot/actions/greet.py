"""Start, help, small talk and what is out of scope: short, and always with the next step."""

import re

from bot import texts
from bot.actions.action import Action, Arguments, Name
from bot.messages import Block, Reply, Style, says
from bot.turn import Turn
from knowledge.model import Intent
from knowledge.reading.characters import normalised

_FAREWELL = re.compile(r"再见|拜拜|回见|晚安|先这样|下次聊|不聊了")
_THANKS = re.compile(r"谢|辛苦|麻烦(?:你|您)?了|费心|有劳")
_WHAT_I_DO = (Block(texts.WHAT_I_DO), Block(texts.PUBLIC_ONLY, Style.NOTE))


def start(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return [Reply((Block(texts.START, Style.TITLE), *_WHAT_I_DO))]


def show_help(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return [Reply(_WHAT_I_DO)]


def smalltalk(turn: Turn, _arguments: Arguments) -> list[Reply]:
    said = normalised(turn.incoming.text)
    if _FAREWELL.search(said):
        return says(texts.FAREWELL)
    return says(texts.WELCOME if _THANKS.search(said) else texts.GREETING)


def out_of_scope(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return says(texts.OUT_OF_SCOPE)


START = Action(Name.START, Arguments, start, "开始使用", "start")
HELP = Action(Name.HELP, Arguments, show_help, "能做什么，怎么问", "help", Intent.HELP)
SMALLTALK = Action(Name.SMALLTALK, Arguments, smalltalk, intent=Intent.SMALLTALK)
OUT_OF_SCOPE = Action(Name.OUT_OF_SCOPE, Arguments, out_of_scope, intent=Intent.OUT_OF_SCOPE)

"""Start, help, small talk and what is out of scope: short, and always with the next step."""

from bot import texts
from bot.actions.action import Action, Arguments, Name
from bot.messages import Block, Reply, Style, says
from bot.turn import Turn
from knowledge.model import Intent

_WHAT_I_DO = (Block(texts.WHAT_I_DO), Block(texts.PUBLIC_ONLY, Style.NOTE))


def start(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return [Reply((Block(texts.START, Style.TITLE), *_WHAT_I_DO))]


def show_help(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return [Reply(_WHAT_I_DO)]


def smalltalk(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return says(texts.GREETING)


def out_of_scope(_turn: Turn, _arguments: Arguments) -> list[Reply]:
    return says(texts.OUT_OF_SCOPE)


START = Action(Name.START, Arguments, start, "开始使用", "start")
HELP = Action(Name.HELP, Arguments, show_help, "能做什么，怎么问", "help", Intent.HELP)
SMALLTALK = Action(Name.SMALLTALK, Arguments, smalltalk, intent=Intent.SMALLTALK)
OUT_OF_SCOPE = Action(Name.OUT_OF_SCOPE, Arguments, out_of_scope, intent=Intent.OUT_OF_SCOPE)

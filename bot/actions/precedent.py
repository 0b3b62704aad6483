"""找先例: consultations like the one asked about, how each ended and what was promised."""

import re
from dataclasses import replace

from bot import texts
from bot.actions.action import Action, Arguments, Name, Narrowing, button
from bot.actions.ask import OfAnswerArguments, rating_buttons
from bot.messages import Block, Reply, Style, says
from bot.turn import Turn
from knowledge.model import Filters, Intent, Kind
from knowledge.promises.matching import telling_words
from knowledge.reading.names import names_of, without_names
from knowledge.search.precedents import Precedent, precedents

_SEARCHED = 60  # chunks: several of one record make one precedent
SHOWN = 3
# The asking itself, which no record holds
_ASKING = re.compile(
    r"有没有|有无|有过|哪里|哪儿|哪[些个]?(?:街道|乡镇|地方|社区|小区)?|别的?处?(?:街道|乡镇|地方|社区|小区)?|其[他它](?:街道|乡镇)?"
    r"|兄弟(?:街道|乡镇)?|以前|之前|过去|往年|曾经|类似的?|同类的?|先例|前例|案例|例子|经验|做法|参考|借鉴|关于|有关|结果|记录"
    r"|(?:是)?(?:怎么|如何|咋)(?:谈|办|解决|处理|弄|搞|协商)(?:好|成|妥|下来)?的?"
    r"|(?:谈成|谈妥|谈拢|办成|办结|协商|解决|处理|讨论|落实|谈|议|办|搞|弄|开)[过了]?的?(?=$|[\s，。]|有|案|例|先)"
    r"|(?:协商|谈成|谈妥|谈拢|办成|解决|处理|讨论|谈|议|办|搞|弄|开)过的?|(?:板凳|议事)(?:协商)?会|协商(?:议事)?会|的?事情?(?=$|[\s，。])"
    r"|方面|现在|目前|今年|去年|全部|所有|什么|啥|情况|怎么?样了?|咋样了?|些|几[场次个]|参加|组织|召开|[都吗呢有过了]$"
)


class PrecedentArguments(Arguments):
    text: str
    topic: str | None = None  # the text without its narrowing words
    filters: Narrowing = Narrowing()


def find(turn: Turn, arguments: PrecedentArguments) -> list[Reply]:
    if not arguments.text:
        return says(texts.WHICH_TOPIC.format(example="/precedent 加装电梯"))
    narrowing = arguments.filters
    filters = Filters(
        kind=Kind.RECORD,
        town=narrowing.town,
        unit=narrowing.department,
        year_from=narrowing.year_from,
        year_to=narrowing.year_to,
        outcome=narrowing.outcome,
    )
    query = arguments.topic or arguments.text
    if filters != Filters(kind=Kind.RECORD) and not _names_a_matter(turn, query):
        return _newest(turn, arguments, filters)
    found, neighbours = _search(turn, query, filters)
    elsewhere = not found and filters.town is not None
    if elsewhere:
        found, _ = _search(turn, query, replace(filters, town=None))
    near = not found
    found = found or neighbours
    lead = texts.ONLY_NEAR_PRECEDENTS if near else texts.nowhere_in_town(filters.town or "")
    return _shown(turn, arguments, found, lead if near or elsewhere else None)


def _newest(turn: Turn, arguments: PrecedentArguments, filters: Filters) -> list[Reply]:
    """城南今年开过哪些协商会: no matter is named, so the newest come first."""
    newest = turn.knowledge.library.newest_records(filters, _SEARCHED)
    records = tuple(record for passage in newest for record in precedents([passage]))
    return _shown(turn, arguments, records, texts.NEWEST_RECORDS)


def _shown(
    turn: Turn, arguments: PrecedentArguments, found: tuple[Precedent, ...], lead: str | None
) -> list[Reply]:
    answer_id = turn.knowledge.answers.keep(
        turn.audience,
        arguments.text,
        arguments.filters.model_dump(mode="json"),
        [precedent.passages[0].chunk.id for precedent in found],
        turn.incoming.now,
    )
    turn.state.repeat(Name.PRECEDENT, arguments, answer_id)
    if not found:
        policies = button(texts.POLICY_BUTTON, Name.POLICIES_OF, answer_id)
        return [Reply((Block(texts.NO_PRECEDENT),), ((policies,),))]
    reply = precedent_reply(found, answer_id, 0)
    return [replace(reply, blocks=(*([Block(lead)] if lead else []), *reply.blocks))]


def _names_a_matter(turn: Turn, question: str) -> bool:
    bare = without_names(question, names_of(turn.knowledge.district).find(question))
    return bool(telling_words(_ASKING.sub(" ", bare)))


def _matter(question: str) -> str:
    """What the precedents are to be about: 有没有哪里谈成过停车的事 → 停车."""
    matter = _ASKING.sub(" ", question).strip(" ，。？?！的了")
    return matter if len(matter) > 1 else question


_Found = tuple[Precedent, ...]


def _search(turn: Turn, query: str, filters: Filters) -> tuple[_Found, _Found]:
    """By the question; else by its matter alone, and then at least the records that hold all of its words.

    The second are records on a neighbouring matter, which hold most of its words, where the first are none.
    """
    for words in dict.fromkeys((query, _matter(query))):
        result = turn.knowledge.retrieval.search(words, filters, limit=_SEARCHED)
        if result.found:
            return precedents(result.passages), ()
    matter = telling_words(words)
    read = [(p, _text(p)) for p in precedents(result.passages)]
    held = [(sum(word in text for word in matter), p) for p, text in read]
    most = max((count for count, _ in held), default=0)
    neighbours = tuple(p for count, p in held if count == most > 0)[:SHOWN]
    return tuple(p for p, text in read if _holds(text, matter)), neighbours


def _holds(text: str, matter: set[str]) -> bool:
    """停车难 is held where 停车 is: a longer word counts by its parts."""
    held = {word for word in matter if word in text}
    return bool(held) and all(any(part in word for part in held) for word in matter)


def _text(precedent: Precedent) -> str:
    return "".join([precedent.document.title, *(p.chunk.text for p in precedent.passages)]).lower()


def precedent_reply(found: tuple[Precedent, ...], answer_id: int, start: int) -> Reply:
    """Cards `start` … `start + SHOWN` of an answer; `found` holds all of its precedents."""
    page = found[start : start + SHOWN]
    blocks: list[Block] = []
    for number, precedent in enumerate(page, start + 1):
        blocks.append(Block(texts.precedent_title(number, precedent), Style.TITLE))
        lines = (texts.outcome_line(precedent), texts.commitment_lines(precedent))
        blocks.append(Block("\n".join(line for line in lines if line)))
    details = tuple(
        button(texts.DETAILS_BUTTON.format(number), Name.SOURCE, answer_id, number)
        for number in range(start + 1, start + len(page) + 1)
    )
    further = [button(texts.POLICY_BUTTON, Name.POLICIES_OF, answer_id)]
    if len(found) > start + SHOWN:
        further.insert(0, button(texts.MORE_BUTTON, Name.MORE, answer_id, start + SHOWN))
    return Reply(tuple(blocks), (details, tuple(further), rating_buttons(answer_id)))


def precedents_of(turn: Turn, arguments: OfAnswerArguments) -> list[Reply]:
    """Precedents on the question of an earlier answer."""
    shown = turn.knowledge.answers.get(arguments.answer_id, turn.audience)
    if shown is None:
        return says(texts.GONE)
    return find(turn, PrecedentArguments(text=shown.question))


PRECEDENT = Action(
    Name.PRECEDENT,
    PrecedentArguments,
    find,
    "找先例：别处怎么谈的、结果如何",
    "precedent",
    Intent.FIND_PRECEDENT,
)
PRECEDENTS_OF = Action(Name.PRECEDENTS_OF, OfAnswerArguments, precedents_of)

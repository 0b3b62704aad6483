"""One fact pack for all four papers: rules in force, how it went elsewhere, what is still promised."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.evidence.citations import said_by
from knowledge.evidence.quoting import best_stretches
from knowledge.model import Commitment, CommitmentStatus, Filters, Kind, Outcome, SearchResult, Validity
from knowledge.papers.model import Fact, FactPack, Origin, Source
from knowledge.profile import District
from knowledge.promises.access import Access
from knowledge.promises.items import Item, Scope
from knowledge.promises.ledger_view import LedgerView
from knowledge.reading.names import NameSort, names_of
from knowledge.search.precedents import Precedent, precedents
from knowledge.search.retrieval import Retrieval

_RULES, _PRECEDENTS, _PROMISES = 3, 2, 2
_NEAR = 0.6  # of the best passage's score: further away a rule is about something else
_PAPER_WORDS = re.compile(
    r"(?:(?:专题|界别|对口|板凳)?(?:协商|座谈|议事)+会?(?:会议)?)?的?(?:纪要|记录单?|简报|情况|摘要|要点|备忘)?$"
)
_ITEM_NUMBER = re.compile(r"^(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*")
_HEAD = re.compile(r"^[一二三四五六七八九十]{1,3}、[^。，；]{2,14}。\s*")
_PREAMBLE = re.compile(r"通知如下|制定本|根据.{0,40}制定|结合.{0,20}实际")
_QUOTE = 160  # characters of a rule that a paper has room for


def gather(
    topic: str,
    town: str | None,
    retrieval: Retrieval,
    ledger: LedgerView,
    district: District,
    *,
    access: Access,
) -> FactPack:
    """What is known of the topic; empty where nothing in the library is about it.

    Promises are those that `access` may see.
    """
    rules = retrieval.search(topic, Filters(kind=Kind.POLICY), limit=12)
    records = retrieval.search(topic, Filters(kind=Kind.RECORD), limit=40)
    found = precedents(records.passages)[:_PRECEDENTS] if records.found else ()
    facts = [*rule_facts(topic, rules), *(f for p in found for f in record_facts(p))]
    promised = {(f.unit, f.action) for f in facts}
    open_items = [
        item
        for item in ledger.items(Scope(topic=topic, town=town, only_open=True), access.visible())
        if (item.unit, item.action) not in promised
    ]
    facts += [_of_item(item) for item in open_items[:_PROMISES]]
    return FactPack(topic, town, tuple(facts), units_named(topic, facts, district))


def rule_facts(topic: str, found: SearchResult) -> list[Fact]:
    """What the rules in force say, in their words."""
    facts: list[Fact] = []
    passages = [p for p in found.passages if p.document.validity is Validity.IN_FORCE] if found.found else []
    best = max((p.score for p in passages), default=0.0)
    passages = [p for p in passages if p.score >= _NEAR * best]
    for stretch in best_stretches(topic, passages):
        chunk, document = stretch.passage.chunk, stretch.passage.document
        if len(facts) < _RULES and len(stretch.text) <= _QUOTE and not _PREAMBLE.search(stretch.text):
            number = f"（{document.doc_number}）" if document.doc_number else ""
            label = f"《{document.title}》{number}{_article(chunk.locator)}"
            source = Source(Origin.RULE, label, chunk.id)
            quote = _HEAD.sub("", _ITEM_NUMBER.sub("", " ".join(stretch.text.split())))
            if document.title in quote:
                continue  # its head, not what it says
            facts.append(Fact(quote, source, said_by(stretch.passage)))
    return facts


def _article(locator: str) -> str:
    """一、 of a notice is its first part."""
    return re.sub(r"^([一二三四五六七八九十]+)[、．.]?$", r"第\1部分", locator)


def record_facts(precedent: Precedent, promises: int = _PROMISES) -> list[Fact]:
    """How a consultation ended, and what of it was kept and what was not."""
    facts, best = precedent.consultation, precedent.passages[0]
    day = f"{facts.held_on.year}年{facts.held_on.month}月{facts.held_on.day}日" if facts.held_on else ""
    topic = _PAPER_WORDS.sub("", facts.topic).removeprefix(facts.town or "").strip("·　 ") or facts.topic
    topic = topic.translate(str.maketrans("“”", "‘’"))
    ended = "" if facts.outcome is Outcome.UNKNOWN else f"，结果是{facts.outcome}"
    when = f"{day}，" if day else ""
    met = f"{when}{facts.town or ''}就“{topic}”{f'召开{facts.form}' if facts.form else '作过协商'}{ended}。"
    source = Source(Origin.RECORD, precedent.document.title, best.chunk.id)
    says = "\n".join(map(said_by, precedent.passages))
    ordered = [*precedent.not_kept, *precedent.kept, *precedent.still_open][:promises]
    told = [Fact(met, source, says + "\n" + met)]
    return told + [replace(_of_promise(c, facts.outcome, source, f"{says}\n{day}"), on=day) for c in ordered]


def _of_promise(promise: Commitment, outcome: Outcome, source: Source, says: str) -> Fact:
    """Of a consultation that ended well or not at all, each promise did; else its own state tells."""
    kept = {CommitmentStatus.DONE: True, CommitmentStatus.NOT_DONE: False}.get(promise.status)
    if kept is None:
        kept = {Outcome.DONE: True, Outcome.NOT_DONE: False}.get(outcome)
    due = f"{promise.due.year}年{promise.due.month}月{promise.due.day}日" if promise.due else ""
    return Fact(
        _in_a_line(promise.quote),
        source,
        f"{says}\n{promise.quote}\n{promise.action}\n{due}",
        promise.unit,
        promise.action,
        kept,
    )


def _in_a_line(quote: str) -> str:
    """Without its number; a row of a table as its cells one after the other."""
    if quote.lstrip().startswith("|"):
        cells = [cell.strip() for cell in quote.split("|")]
        return "，".join(cell for cell in cells if cell and not cell.isdigit())
    return _ITEM_NUMBER.sub("", quote)


def _of_item(item: Item) -> Fact:
    due = f"，承诺{item.due.year}年{item.due.month}月{item.due.day}日前完成" if item.due else ""
    label = "承诺台账" + (f"：{item.topic}" if item.topic else "")
    text = f"{item.unit or '有关单位'}：{item.action}{due}，目前{item.status}。"
    return Fact(
        text, Source(Origin.LEDGER, label), f"{text}\n{item.quote}", item.unit, item.action, kept=False
    )


def units_named(topic: str, facts: Sequence[Fact], district: District) -> tuple[str, ...]:
    """Units of the topic and its facts, those that rules name first."""
    counted: Counter[str] = Counter()
    known = {unit.name for unit in district.units}
    for fact in facts:
        weight = 2 if fact.source.origin is Origin.RULE else 1
        for mention in names_of(district).find(f"{topic}\n{fact.text}"):
            if mention.sort is NameSort.UNIT:
                counted[mention.name] += weight
        if fact.unit in known and fact.unit is not None:
            counted[fact.unit] += 1
    private = {"区政协", "物业公司", "业委会"}  # they are asked, but no paper is handed to them
    return tuple(unit for unit, _ in counted.most_common() if unit not in private)

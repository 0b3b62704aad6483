"""The fact pack of a matter that several towns raise: how often, where, how each ended, the rules on it."""

from collections.abc import Sequence

from knowledge.briefing.common_matters import Matter, Voice
from knowledge.model import Filters, Kind, Passage
from knowledge.papers.facts import record_facts, rule_facts, units_named
from knowledge.papers.model import Fact, FactPack, Origin, Source
from knowledge.profile import District
from knowledge.search.precedents import precedents
from knowledge.search.retrieval import Retrieval
from knowledge.store.library import Library

_HELD = 5  # consultations told one by one
_PROMISES = 3  # of all of them, those that were not kept first


def gather_matter(matter: Matter, library: Library, retrieval: Retrieval, district: District) -> FactPack:
    held = [voice for voice in matter.voices if voice.document_id is not None]
    said = [voice for voice in matter.voices if voice.document_id is None]
    told = [fact for voice in held[:_HELD] for fact in _of_record(voice, library)]
    met = [fact for fact in told if fact.action is None]
    promised = sorted(
        (f for f in told if f.action is not None), key=lambda f: (f.kept is not False, not f.kept)
    )
    facts = [_sums(matter, len(held), len(said)), *met, *map(_of_report, said[:_HELD]), *promised[:_PROMISES]]
    facts += rule_facts(matter.label, retrieval.search(matter.label, Filters(kind=Kind.POLICY), limit=12))
    return FactPack(matter.label, None, tuple(facts), units_named(matter.label, facts, district))


def _sums(matter: Matter, held: int, said: int) -> Fact:
    towns = matter.towns
    times = [f"{held}次协商" if held else "", f"{said}件社情民意" if said else ""]
    ended = "、".join(f"{outcome}{count}件" for outcome, count in matter.outcomes.items())
    where = f"{'、'.join(towns)}{len(towns)}个乡镇街道" if towns else "各地"
    text = f"{where}提到{matter.label}，共{'、'.join(filter(None, times))}"
    text += f"，协商的结果：{ended}。" if ended else "。"
    return Fact(text, Source(Origin.RECORD, f"协商和反映的汇总（{len(matter.voices)}件）"), text)


def _of_record(voice: Voice, library: Library) -> Sequence[Fact]:
    document = library.document(voice.document_id or "")
    chunks = library.chunks_of(document.id) if document else []
    if document is None or not chunks:
        return ()  # removed since
    found = precedents([Passage(chunk, document, 1.0) for chunk in chunks])
    return record_facts(found[0], 1) if found else ()


def _of_report(voice: Voice) -> Fact:
    day = f"{voice.on.year}年{voice.on.month}月{voice.on.day}日，" if voice.on else ""
    text = f"{day}{voice.town or ''}有委员反映：“{voice.said}”"
    return Fact(text, Source(Origin.RECORD, "委员反映的社情民意"), text)

"""What people read on a card that waits for 存, and when it is stored, changed or dropped."""

from collections.abc import Sequence
from datetime import date

from bot.card_lines import Unclear
from bot.texts.ledger import day, due_of, due_words, item_name
from knowledge.model import Commitment, CommitmentStatus, Consultation, ReplyKind
from knowledge.promises.items import Item, Report
from knowledge.reading.dates import DateProblem

SAVE_BUTTON, EDIT_BUTTON, DROP_BUTTON, UNDO_BUTTON = "存", "改", "不要", "撤销"
RECORD_TITLE = "协商记录（还没存）"
FOLLOW_UP_TITLE = "要跟的事（还没存）"
UPDATE_TITLE = "进展（还没存）"
REPORT_TITLE = "社情民意（还没存）"
FORWARDED = "这是转发来的内容，存之前请核对。"
HOW_TO_EDIT = "要改直接说，例如“日期改成12月5号”“不是城南是城北”“第二条不要”。"
HOW_TO_EDIT_UPDATE = "要改直接说，例如“没弄完，才一半”“推到12月20号”；或点“不要”，换个说法重发。"
HOW_TO_EDIT_REPORT = "要改直接说，例如“题目改成……”“建议改成……”。"
DROPPED = "好的，没有存。"
NOTHING_TO_SAVE = "现在没有等着存的卡片。请先把事情说一遍。"
CARD_GONE = "这张卡片已经失效，没有存任何东西。要记的话，请把内容重发一遍。"
HELD = "好的，先放着，没有存。要存时说“存吧”，不要了说“算了”。"
TELL_AGAIN = "好的，这张不要了。请重新说一遍。"
NOTHING_TO_CHANGE = "现在没有打开的卡片可改。已经存下的事，有进展直接说，例如“划线弄好了”。"
CANNOT_EDIT = {
    Unclear.WHICH_LINE: "要改的是哪一条？请说“第几条”，例如“第二条期限改成12月20号”。",
    Unclear.NO_SUCH_DAY: "没有这一天（例如2月没有30日），没有改。请说正确的日子。",
    Unclear.UNKNOWN_NAME: "这个名字不在本区名单里，没有改。请换个叫法再说。",
    Unclear.HOW: "没看懂要改哪里，卡片没有动。例如“日期改成12月5号”“第二条不要”；都不对就说“重来”。",
}
NO_SUCH_DAY = "⚠ 没有这一天（例如2月没有30日）。"
NEW_DUE_PAST = "⚠ 新期限已经过去，请核对。"
NEW_DUE_EARLIER = "⚠ 新期限比原来的还早，请核对。"
SAVE_FIRST = "这件事的卡片还没存。先说“存吧”，再说进展。"
CHOOSE_FIRST = "还没选是哪一件，没有存。您说的是哪一件？"
NO_PROMISES = "没有读到谁承诺了什么。有的话补一句，例如“加一条：城管局月底前划线”；没有也可以直接存。"
NOTHING_TO_FOLLOW = "没看出要跟哪一件事。请写明单位、事项和期限，例如“帮我盯一下城管局月底前划线”。"
ASK_RESULT = "办成什么样了？回一句话就行，例如“划了46个车位”；也可以直接点“存”。"
ASK_NEW_DUE = "推到哪一天？例如“12月20号”。还没定就直接点“存”。"
ASK_OF_ATTITUDE = "这是表态，还不算落实。建议追问：谁来办、什么时候办完、怎么算办完？"
ASK_OF_EXPLANATION = "这是解释，没有说要办什么。建议追问：能办到哪一步、什么时候办？"
SELF_REPORT = "这是单位自己说的，记为单位答复；等您看过、说一声“看过了，办好了”，才算核实。"
ASK_REPORT = "请写清楚问题在哪里、最好怎么解决，一段话就行。"
NOTHING_READ = "没有读出协商的内容。请写明哪里、什么事、谁答应了什么。"


def _or_missing(value: str | None) -> str:
    return value or "〔未写〕"


def record_card(draft: Consultation) -> str:
    """The facts of a card; what is missing is marked."""
    return "\n".join(
        (
            f"议题：{_or_missing(draft.topic)}",
            f"乡镇街道：{_or_missing(draft.town)}",
            f"形式：{_or_missing(draft.form)}",
            f"日期：{day(draft.held_on)}",
            f"参加单位：{'、'.join(draft.units) or '〔未写〕'}",
        )
    )


def follow_up_card(draft: Consultation) -> str:
    return f"乡镇街道：{draft.town}" if draft.town else ""


def promises(commitments: Sequence[Commitment], *, with_quotes: bool) -> str:
    """One line a promise, each with the words it came from; words that several share stand once."""
    lines = []
    for number, c in enumerate(commitments, 1):
        unit, action = c.unit or "〔单位未写〕", c.action or "〔事项未写〕"
        state = "" if c.status is CommitmentStatus.OPEN else f"，{c.status}"
        lines.append(f"{number}. {unit}：{action}，{due_words(c.due)}{state}")
        after = commitments[number].quote if number < len(commitments) else None
        if with_quotes and c.quote and c.quote != after:
            lines.append(f"　“{c.quote}”")
    return "\n".join(lines)


def many_promises(count: int) -> str:
    return f"共{count}项承诺，请逐项核对。"


def date_problem(number: int | None, problem: DateProblem) -> str:
    which = "日期" if number is None else f"第{number}条的期限"
    if problem is DateProblem.NONEXISTENT:
        return f"⚠ {which}不存在（例如2月没有30日），先空着。请说正确的日子。"
    return f"⚠ {which}已经过去，请核对。"


def unknown_unit(name: str) -> str:
    return f"⚠ “{name}”不在本区单位名单里，请核对；也可以照这个名字存。"


def ahead(held_on: date) -> str:
    return f"⚠ 日期{held_on.isoformat()}还没到，请核对。"


def saved_record(draft: Consultation) -> str:
    count = len(draft.commitments)
    followed = f"，{count}项承诺我来跟" if count else ""
    return f"存好了{followed}。别人找先例时能看到这次协商。"


def saved_follow_up(count: int) -> str:
    return f"记下了，{count}件事我来跟，到期提醒您。"


def saved_update(item: Item, kind: ReplyKind | None = None) -> str:
    reply = f"答复是{kind}，" if kind else ""
    return f"记下了：{item_name(item)}，{reply}现在是“{item.status}”{due_of(item)}"


def saved_report(id_: int) -> str:
    return f"存为社情民意草稿，编号{id_}。只存在您这里，没有报送。"


def still_open(count: int) -> str:
    return f"还有{count}张卡片没存，说“存吧”存下一张，说“都存”一起存。"


def saved_before(sentence: str) -> str:
    return f"这张卡片已经存过了，没有再存。{sentence}"


def edited_after_saving(sentence: str) -> str:
    return f"这条消息之前已经存进台账，改消息不会改台账。（{sentence}）要改进展，请直接说。"


def with_evidence(count: int) -> str:
    return f"附材料{count}份"


def attached(item: Item, count: int) -> str:
    return f"{count}份材料已附到：{item_name(item)}"


def changed_meanwhile(item: Item) -> str:
    return f"这一件刚被别人改成“{item.status}”{due_of(item)}，您的改动还没存。要照您说的改，再点一次“存”。"


def update_card(item: Item, status: CommitmentStatus, new_due: date | None, result: str | None) -> str:
    due = f"（推到{new_due.isoformat()}）" if new_due else ""
    lines = [
        item_name(item),
        f"{item.status} → {status}{due}" if status is not item.status else str(status) + due,
    ]
    if result:
        lines.append(f"结果：{result}")
    return "\n".join(lines)


def reply_kind(kind: ReplyKind) -> str:
    return f"答复性质：{kind}"


def report_card(draft: Report) -> str:
    return "\n".join(
        (
            f"题目：{draft.topic}",
            f"乡镇街道：{_or_missing(draft.town)}",
            f"问题：{draft.problem}",
            f"建议：{_or_missing(draft.suggestion)}",
        )
    )


def no_such_line(count: int) -> str:
    return f"卡片上只有{count}条，没有改。" if count else "卡片上还没有承诺事项，没有改。"

"""What people read about the ledger: cards, lists, histories, sums."""

from collections.abc import Sequence
from datetime import date, tzinfo

from knowledge.model import Commitment, CommitmentStatus, Consultation, Intent, ReplyKind
from knowledge.promises.items import Event, Happening, Item, Report, Scope, Summary
from knowledge.reading.dates import DateProblem

SAVE_BUTTON, EDIT_BUTTON, DROP_BUTTON, UNDO_BUTTON = "存", "改", "不要", "撤销"
MORE_BUTTON, NONE_OF_THESE_BUTTON = "更多", "都不是"
STATUS_BUTTONS = {
    CommitmentStatus.DONE: "办结",
    CommitmentStatus.UNDER_WAY: "推进中",
    CommitmentStatus.POSTPONED: "延期",
    CommitmentStatus.NOT_DONE: "没动静",
}

INTENTS = {
    Intent.ASK_POLICY: "问政策",
    Intent.FIND_PRECEDENT: "找先例",
    Intent.RECORD_CONSULTATION: "记一次协商",
    Intent.ADD_FOLLOWUP: "跟一件事",
    Intent.UPDATE_FOLLOWUP: "说进展",
    Intent.LIST_FOLLOWUPS: "看要跟的事",
    Intent.REPORT_OPINION: "反映社情民意",
}
WHAT_DO_YOU_WANT = "您是想做哪一样？"

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
CARD_DROPPED_BEFORE = "这张卡片已经不要了，没有存。"
WHICH_LINE = "要改的是哪一条？请说“第几条”，例如“第二条期限改成12月20号”。"
NO_PROMISES = "没有读到谁承诺了什么。有的话补一句，例如“加一条：城管局月底前划线”；没有也可以直接存。"
NOTHING_TO_FOLLOW = "没看出要跟哪一件事。请写明单位、事项和期限，例如“帮我盯一下城管局月底前划线”。"
NOTHING_OPEN = "您名下没有还没办完的事。先记一件，例如“帮我盯一下城管局月底前划线”。"
NOTHING_FOUND = "没有符合的事项。"
WHICH_ITEM = "您说的是哪一件？"
NOT_AMONG_OPEN = "没对上您说的是哪一件。是下面这些吗？"
NONE_CHOSEN = "好的，没有改动。请带上单位或事项再说一遍，例如“城管局划线弄好了”。"
NO_LIST = "还没有列过清单，不知道“第几条”是哪一件。请带上单位或事项说，或先发“我有哪些要跟的”。"
WHICH_STATE = "没看出办到哪一步了。请选一个："
ASK_RESULT = "办成什么样了？回一句话就行，例如“划了46个车位”；也可以直接点“存”。"
ASK_NEW_DUE = "推到哪一天？例如“12月20号”。还没定就直接点“存”。"
ASK_OF_ATTITUDE = "这是表态，还不算落实。建议追问：谁来办、什么时候办完、怎么算办完？"
ASK_OF_EXPLANATION = "这是解释，没有说要办什么。建议追问：能办到哪一步、什么时候办？"
SELF_REPORT = "这是单位自己说的，记为单位答复；等您看过、说一声“看过了，办好了”，才算核实。"
NOT_YOURS = "这一件不在您名下，您不能改它。"
NOTHING_TO_UNDO = "没有可以撤销的改动。"
ALREADY_SO = "这一件已经是“{}”，没有改动。"
EXPORTED = "台账导出好了。"
ASK_REPORT = "请写清楚问题在哪里、最好怎么解决，一段话就行。"
NOTHING_READ = "没有读出协商的内容。请写明哪里、什么事、谁答应了什么。"
TIMELINE_TITLE = "来龙去脉"
HOW_TO_TELL = "有进展直接说，例如“第1条弄好了”“第2条推到年底”。"
YOU, ANOTHER_MEMBER = "您", "另一位委员"

_WEEKDAYS = "一二三四五六日"


def day(value: date | None) -> str:
    return f"{value.isoformat()}（周{_WEEKDAYS[value.weekday()]}）" if value else "〔未写〕"


def due_words(due: date | None) -> str:
    return f"{due.isoformat()}前" if due else "〔期限未写〕"


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
        lines.append(f"{number}. {unit}：{action}，{due_words(c.due)}")
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


def undone(item: Item) -> str:
    return f"已撤销：{item_name(item)} 回到“{item.status}”{due_of(item)}"


def with_evidence(count: int) -> str:
    return f"附材料{count}份"


def attached(item: Item, count: int) -> str:
    return f"{count}份材料已附到：{item_name(item)}"


def changed_since(item: Item) -> str:
    return f"您改过之后，别人又把这一件改成了“{item.status}”，不能直接撤销。要改请直接说进展。"


def changed_meanwhile(item: Item) -> str:
    return f"这一件刚被别人改成“{item.status}”{due_of(item)}，您的改动还没存。要照您说的改，再点一次“存”。"


def was_moved(item: Item) -> bool:
    return item.first_due is not None and item.first_due != item.due


def item_name(item: Item) -> str:
    return f"{item.unit or '（未写单位）'}：{item.action}"


def item_button(item: Item) -> str:
    return item_name(item)[:28]


def due_of(item: Item) -> str:
    return f"（{item.due.isoformat()}前）" if item.due else ""


def update_card(item: Item, status: CommitmentStatus, new_due: date | None, result: str | None) -> str:
    due = f"（推到{new_due.isoformat()}）" if new_due else ""
    lines = [
        item_name(item),
        f"{item.status} → {status}{due}" if status is not item.status else str(status) + due,
    ]
    if result:
        lines.append(f"结果：{result}")
    return "\n".join(lines)


def no_such_number(number: int, count: int) -> str:
    return f"清单里只有{count}件，没有第{number}件。"


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


def items_title(count: int, what: str) -> str:
    return f"{what}{count}件："


def item_line(number: int, item: Item, today: date) -> str:
    """One line of a list: what, by when, how it stands."""
    state = [str(item.status)]
    if item.due:
        late = (today - item.due).days
        state.append(f"逾期{late}天" if item.is_overdue(today) else due_words(item.due))
    if was_moved(item):
        state.append(f"原定{due_words(item.first_due)}")
    place = f"〔{item.town}〕" if item.town else ""
    return f"{number}. {item_name(item)}{place}\n　{'，'.join(state)}"


def item_page(item: Item, today: date, evidence: int) -> str:
    lines = [
        f"议题：{item.topic}",
        *([f"乡镇街道：{item.town}"] if item.town else []),
        f"状态：{item.status}{'（已逾期）' if item.is_overdue(today) else ''}",
        f"期限：{due_words(item.due)}",
        *(
            [f"最初承诺：{item.first_due.isoformat()}前"]
            if item.first_due and item.first_due != item.due
            else []
        ),
        *([f"结果：{item.result}"] if item.result else []),
        *([f"答复性质：{item.reply_kind}"] if item.reply_kind else []),
        *([f"附材料{evidence}份"] if evidence else []),
    ]
    return "\n".join(lines)


def event_line(event: Event, zone: tzinfo, who: str, fellow: Item | None) -> str:
    """When, who, what changed, in which words. `fellow`: another promise of the same consultation."""
    what = [f"{item_name(fellow)} "] if fellow else []
    if event.happening is Happening.CHANGED:
        what.append(f"{event.was} → {event.status}" if event.was is not event.status else str(event.status))
        if event.due and event.due != event.was_due:
            what.append(f"（推到{event.due.isoformat()}）")
    elif event.happening is Happening.UNDONE:
        what.append(f"撤销，回到“{event.status}”")
    else:
        what.append(str(event.happening))
    if event.words and event.happening is not Happening.ADDED:
        what.append(f"：“{event.words}”")
    when = event.happened_at.astimezone(zone).date().isoformat()
    return " ".join(part for part in (when, who, "".join(what)) if part)


def scope_name(scope: Scope) -> str:
    """What a sum or a list is about."""
    parts = (f"{scope.year}年" if scope.year else "", scope.town or "", scope.unit or "", scope.topic or "")
    return "".join(parts) or "总体情况"


def list_name(scope: Scope, *, done: bool) -> str:
    state = "已办结" if done else "逾期" if scope.overdue_on else "到期" if scope.due_to else "还没办完"
    return f"{scope.town or ''}{scope.unit or ''}{state}的"


def next_page(first: int, count: int) -> str:
    return f"第{first}件起（共{count}件）："


def summary(title: str, sums: Summary) -> str:
    if not sums.promised and not sums.consultations:
        return f"{title}：还没有记录。"
    rate = f"，兑现{sums.kept * 100 // sums.promised}%" if sums.promised else ""
    lines = [
        f"{title}：协商{sums.consultations}次，承诺{sums.promised}项{rate}。",
        f"• 已办结{sums.kept}项" + (f"，其中{sums.kept_late}项晚于当初的期限" if sums.kept_late else ""),
        f"• 逾期未办{sums.overdue}项",
        f"• 延期{sums.postponed}项，未落实{sums.not_done}项",
        f"• 只有表态{sums.attitude_only}项",
    ]
    return "\n".join(lines)


def exported_name(on: date) -> str:
    return f"协商台账-{on.isoformat()}.xlsx"


def written_to(file: str) -> str:
    return f"已写入 {file}"


SHEET_PROMISES, SHEET_CONSULTATIONS, SHEET_HISTORY = "承诺事项", "协商", "变更记录"
PROMISE_COLUMNS = (
    "编号", "议题", "乡镇街道", "协商形式", "协商日期", "承办单位", "承诺事项", "期限", "当初期限",
    "状态", "逾期天数", "结果", "答复性质", "原话", "跟踪人", "更新时间",
)  # fmt: skip
CONSULTATION_COLUMNS = (
    "编号", "日期", "乡镇街道", "形式", "议题", "参加单位",
    "承诺项数", "已办结项数", "结果", "依据", "记录人", "来源",
)  # fmt: skip
HISTORY_COLUMNS = ("时间", "承诺编号", "谁", "事件", "原状态", "新状态", "期限", "结果", "原话")

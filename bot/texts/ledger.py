"""What people read about the ledger: lists, histories, sums, sheets."""

from datetime import date, tzinfo

from knowledge.model import CommitmentStatus, Intent
from knowledge.promises.items import Event, Happening, Item, Scope, Summary

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
NOTHING_OPEN = "您名下没有还没办完的事。先记一件，例如“帮我盯一下城管局月底前划线”。"
NOTHING_FOUND = "没有符合的事项。"  # of a number or a page that is not there
WHICH_ITEM = "您说的是哪一件？"
NOT_AMONG_OPEN = "没对上您说的是哪一件。是下面这些吗？"
NONE_CHOSEN = "好的，没有改动。请带上单位或事项再说一遍，例如“城管局划线弄好了”。"
NO_LIST = "还没有列过清单，不知道“第几条”是哪一件。请带上单位或事项说，或先发“我有哪些要跟的”。"
WHICH_STATE = "没看出办到哪一步了。请选一个："
NOT_YOURS = "这一件不在您名下，您不能改它。"
NOTHING_TO_UNDO = "没有可以撤销的改动。"
ALREADY_SO = "这一件已经是“{}”，没有改动。"
EXPORTED = "台账导出好了。"
TIMELINE_TITLE = "来龙去脉"
HOW_TO_TELL = "有进展直接说，例如“第1条弄好了”“第2条推到年底”。"
YOU, ANOTHER_MEMBER = "您", "另一位委员"
_WEEKDAYS = "一二三四五六日"


def day(value: date | None) -> str:
    return f"{value.isoformat()}（周{_WEEKDAYS[value.weekday()]}）" if value else "〔未写〕"


def due_words(due: date | None) -> str:
    return f"{due.isoformat()}前" if due else "〔期限未写〕"


def undone(item: Item) -> str:
    return f"已撤销：{item_name(item)} 回到“{item.status}”{due_of(item)}"


def changed_since(item: Item) -> str:
    return f"您改过之后，别人又把这一件改成了“{item.status}”，不能直接撤销。要改请直接说进展。"


def was_moved(item: Item) -> bool:
    return item.first_due is not None and item.first_due != item.due


def item_name(item: Item) -> str:
    return f"{item.unit or '（未写单位）'}：{item.action}"


def item_button(item: Item) -> str:
    return item_name(item)[:28]


def due_of(item: Item) -> str:
    return f"（{item.due.isoformat()}前）" if item.due else ""


def no_such_number(number: int, count: int) -> str:
    return f"清单里只有{count}件，没有第{number}件。您说的是哪一件？"


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
    if done:
        state = "已办结"
    elif scope.overdue_on:
        state = "逾期"
    elif scope.due_to:
        state = "到期"
    else:
        state = "还没办完" if scope.only_open else "相关"
    return f"{scope.town or ''}{scope.unit or ''}{state}的"


def none_of(what: str) -> str:
    return f"没有{what}事项。"


def next_page(first: int, count: int) -> str:
    return f"第{first}件起（共{count}件）："


def summary(title: str, sums: Summary) -> str:
    if not sums.promised and not sums.consultations:
        return f"{title}：还没有记录。"
    rate = f"，兑现{sums.kept * 100 // sums.promised}%" if sums.promised else ""
    late = f"，其中{sums.kept_late}项晚于当初的期限" if sums.kept_late else ""
    counts = (
        (sums.kept, f"已办结{sums.kept}项{late}"),
        (sums.overdue, f"逾期未办{sums.overdue}项"),
        (sums.postponed, f"延期{sums.postponed}项"),
        (sums.not_done, f"未落实{sums.not_done}项"),
        (sums.attitude_only, f"只有表态{sums.attitude_only}项"),
    )
    head = f"{title}：协商{sums.consultations}次，承诺{sums.promised}项{rate}。"
    return "\n".join([head, *(f"• {line}" for count, line in counts if count)])


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

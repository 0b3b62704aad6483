"""`bandeng remind`: what is to be reminded of now."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.output import emit, opened
from bot.commands.understand import read_moment
from bot.messages import Reply
from bot.reminders import deliver, digest_reply
from bot.render import plain_text
from bot.texts import reminders as texts
from knowledge.promises.reminders import Digest


def remind(
    now: Annotated[str | None, typer.Option(help="看哪个时刻，ISO 8601；不写则是现在")] = None,
    send: Annotated[bool, typer.Option("--send", help="打印出来就算发过了，不再重发")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="每人一行 JSON")] = False,
) -> None:
    """看此刻该提醒谁什么；机器人运行时会自己发。"""
    with opened() as knowledge:
        moment = read_moment(now, knowledge.district) or datetime.now(UTC)
        digests = knowledge.reminders.due(moment)
        for digest in digests:
            _show(digest, digest_reply(digest), as_json)
            if send:
                deliver(knowledge, digest, moment, lambda _account, _reply: True)
    if not digests and not as_json:
        typer.echo(texts.NOTHING_DUE)


def _show(digest: Digest, reply: Reply, as_json: bool) -> None:
    if not as_json:
        typer.echo(f"{digest.account}\n{plain_text(reply)}\n")
        return
    emit(
        {
            "member": digest.account,
            "day": digest.day.isoformat(),
            "items": [{"id": r.item.id, "stage": r.stage} for r in digest.reminders],
            "text": plain_text(reply),
            "buttons": [{"text": b.text, "data": b.data} for row in reply.buttons for b in row],
        }
    )

"""The whole way of a promise over Telegram's protocol: logged, found, reminded of, closed, exported."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.dialogue import Dialogue
from bot.messages import Delivered
from bot.reminders import ReminderLoop
from bot.texts import ledger as texts_ledger
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.settings import Settings
from tests.botapi import BotApi, Sent
from tests.people import NOW, ROSTER, named
from tests.serving import serving

MEMBER, OTHER = 1001, 2002
DAYS = 10  # a press carries no time of its own, so the walk begins today


@pytest.fixture
def house(new_home: Callable[[], Path]) -> Iterator[Knowledge]:
    """With the embedded model; two members of different committees are bound."""
    opened = open_knowledge(Settings(home=new_home(), _env_file=None))
    opened.people.enrol(ROSTER, NOW)
    for name, account in (("甲示例", MEMBER), ("乙示例", OTHER)):
        opened.people.bind(named(opened.people, name).id, f"tg:{account}", NOW)
    yield opened
    opened.close()


class Phone:
    """What one member writes and presses, and what they read."""

    def __init__(self, api: BotApi, user: int) -> None:
        self._api, self._user, self._read = api, user, 0

    def says(self, text: str, at: datetime) -> Sent:
        self._api.say(text, user=self._user, date=int(at.timestamp()))
        return self.reads()

    def reads(self) -> Sent:
        self._read += 1
        return self._api.replies(self._read, chat=self._user, seconds=30)[-1]

    def presses(self, message: Sent, button: str) -> Sent:
        """The message as it reads after the press."""
        data = next(b["callback_data"] for row in message.buttons for b in row if button in b["text"])
        self._api.press(message, data, user=self._user)
        self._api.wait(lambda: message.history, 30)
        return message


def test_a_promise_goes_its_whole_way_in_telegram(api: BotApi, house: Knowledge, tmp_path: Path) -> None:
    start = datetime.now(UTC)
    on_the_day = (start + timedelta(days=DAYS)).astimezone(house.district.timezone).replace(hour=9, minute=0)
    (tmp_path / "bot").mkdir()
    with serving(api, tmp_path / "bot", Dialogue(house).turn) as channel:
        member, other = Phone(api, MEMBER), Phone(api, OTHER)
        card = member.says(
            f"今天城南锦绣花园板凳会，停车的事，物业说{DAYS}天内划线，城管局答应{DAYS + 20}天内装护栏", start
        )
        assert "没有找到" in other.says("有没有哪里谈过停车难的事", start).text
        assert "存好了，2项承诺我来跟" in member.presses(card, "存").text
        found = other.says("有没有哪里谈过停车难的事", start)
        assert "物业公司：划线" in found.text
        assert "没有" in other.says("我有哪些要跟的", start).text

        loop = ReminderLoop(
            house, lambda: on_the_day, lambda to, reply: channel.send(to, reply) is Delivered.SENT, "tg:"
        )
        assert loop.look() == 1
        assert loop.look() == 0
        reminder = member.reads()
        assert "划线（今天到期）" in reminder.text
        assert "护栏" not in reminder.text

        update = member.says("弄好了，划了46个车位", on_the_day)
        assert "待办 → 已办结" in update.text
        assert "已办结" in member.presses(update, "存").text
        assert "划了46个车位" in other.says("有没有哪里谈过停车难的事", on_the_day).text
        member.says("导出台账", on_the_day)
        exported = member.reads()
    rows = _promises(exported)
    assert [(row["承办单位"], row["状态"], row["结果"]) for row in rows] == [
        ("物业公司", "已办结", "弄好了，划了46个车位"),
        ("区城管局", "待办", None),
    ]
    assert not any(sent.document for sent in api.sent_to(OTHER))


def _promises(sent: Sent) -> list[dict[str, object]]:
    assert sent.document is not None
    sheet = load_workbook(io.BytesIO(sent.document))[texts_ledger.SHEET_PROMISES]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]

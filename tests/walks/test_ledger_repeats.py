"""An update that comes again after a kill has its effect once, wherever the turn was killed."""

from collections.abc import Callable

import pytest

from bot import dialogue
from bot.messages import Incoming
from knowledge.assemble import Knowledge
from knowledge.model import CommitmentStatus
from tests.walks.ledger_talk import LOGGED, Talk

AGAIN = 900  # the number of the update that comes twice
OTHER = "帮我盯一下民政局12月11号前装扶手"


class Killed(BaseException):
    """Nothing of the turn goes on."""


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)


@pytest.fixture(params=["before the state is kept", "after it"])
def twice(request: pytest.FixtureRequest, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Sends a message or a press that is killed, and comes again; what is then read."""
    keeps = dialogue.save_state

    def killed(*given: object) -> None:
        if request.param == "after it":
            keeps(*given)  # type: ignore[arg-type]
        raise Killed

    def send(text: str = "", press: str | None = None) -> str:
        incoming = Incoming("m1", "private", text, talk.now, press=press, update_id=AGAIN, message_id=AGAIN)
        with monkeypatch.context() as patched:
            patched.setattr(dialogue, "save_state", killed)
            with pytest.raises(Killed):
                talk.sends(incoming)
        return talk.sends(incoming)

    return send


def test_a_word_that_stores_one_card_leaves_the_other_open(talk: Talk, twice: Callable[..., str]) -> None:
    talk.says(OTHER)
    talk.says(LOGGED)
    assert "存好了，2项承诺我来跟" in twice("存吧")
    assert len(talk.items) == 2
    talk.says("存吧")
    assert len(talk.items) == 3


def test_a_word_that_drops_one_card_leaves_the_other_open(talk: Talk, twice: Callable[..., str]) -> None:
    talk.says(OTHER)
    talk.says(LOGGED)
    twice("算了")
    talk.says("存吧")
    assert [item.action for item in talk.items] == ["装扶手"]


def test_a_line_is_struck_out_once(talk: Talk, twice: Callable[..., str]) -> None:
    talk.says("帮我盯一下城管局12月1号前拆广告牌，民政局12月2号前装扶手，交警12月3号前装护栏")
    twice("第一条不要")
    talk.says("存吧")
    assert [item.action for item in talk.items] == ["装扶手", "装护栏"]


def test_a_change_is_written_once_and_answered_as_the_first_time(
    talk: Talk, twice: Callable[..., str]
) -> None:
    talk.says(OTHER)
    talk.says("存吧")
    talk.says("第1条怎么样了")
    said = twice(press=talk.button("推进中").data)
    assert "现在是“推进中”" in said
    assert len(talk.knowledge.ledger_view.timeline(talk.items[0].id)) == 2


def test_undo_takes_back_one_change_of_two(talk: Talk, twice: Callable[..., str]) -> None:
    talk.says(OTHER)
    talk.says("存吧")
    talk.says("扶手正在装")
    talk.says("存")
    talk.says("扶手装好了，装了三户")
    talk.says("存")
    assert "回到“推进中”" in twice("撤销")
    assert [item.status for item in talk.items] == [CommitmentStatus.UNDER_WAY]


def test_a_card_out_of_a_message_is_one_card(talk: Talk, twice: Callable[..., str]) -> None:
    twice(OTHER)
    assert "还有" not in talk.says("存吧")
    assert len(talk.items) == 1


def test_the_wish_to_be_left_alone_is_kept(talk: Talk, twice: Callable[..., str]) -> None:
    assert "提醒已关闭" in twice("别再提醒我")
    assert not talk.knowledge.reminders.setting("m1").enabled

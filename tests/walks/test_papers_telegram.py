"""From 帮我准备 to the Word file on the member's phone, over Telegram's protocol, and how the file looks."""

import io
from collections.abc import Callable
from pathlib import Path

import docx

from bot.dialogue import Dialogue
from bot.word_mark import LABEL
from knowledge.assemble import open_knowledge
from knowledge.settings import Settings
from tests.botapi import BotApi, Sent
from tests.rendering import needs_libreoffice, pages
from tests.samples import PROMISE, policy, record, store
from tests.serving import serving

RULE = "小区停车难的，街道应当组织协商，增设停车位。区城管局负责停车秩序管理。"


def _data(message: Sent, label: str) -> str:
    return next(b["callback_data"] for row in message.buttons for b in row if b["text"] == label)


def _file(sent: Sent, folder: Path) -> Path:
    assert sent.document is not None
    path = folder / (sent.file_name or "")
    path.write_bytes(sent.document)
    return path


@needs_libreoffice
def test_from_preparing_to_a_paper_that_can_be_printed(
    api: BotApi, tmp_path: Path, new_home: Callable[[], Path]
) -> None:
    knowledge = open_knowledge(Settings(home=new_home(), _env_file=None))
    met = record(
        "小区停车难", "小区停车难。区城管局答应6月底前划好停车线。", town="城南街道", commitments=(PROMISE,)
    )
    store(knowledge, policy("示例市停车管理办法", RULE), met)
    (tmp_path / "bot").mkdir()
    with serving(api, tmp_path / "bot", Dialogue(knowledge).turn):
        api.say("明天去城南开小区停车难的协商会 帮我准备一下")
        (card,) = api.replies()
        assert card.text.startswith("会前一页卡：小区停车难（城南街道")
        api.press(card, _data(card, "生成Word"))
        in_word = next(sent for sent in api.replies(3) if sent.document)
        api.say(
            "帮我写个提案，关于小区停车难。我们小区有386户，听说有120辆车停在消防通道。建议由城管牵头，年底前划好线。"
        )
        draft = api.replies(4)[-1]
        assert "120辆〔待核〕" in draft.text
        api.press(draft, _data(draft, "导出Word"))
        assert "现在不能导出" in api.replies(5)[-1].text
        api.say("120辆是我数的")
        checked = api.replies(6)[-1]
        api.press(checked, _data(checked, "导出Word"))
        paper = next(sent for sent in api.replies(8)[6:] if sent.document)
    knowledge.close()

    assert paper.file_name == "关于解决小区停车难问题的建议-1.docx"
    texts = [p.text for p in docx.Document(io.BytesIO(paper.document or b"")).paragraphs]
    assert texts[0] == LABEL
    assert "〔待核〕" not in "".join(texts)
    for sent, title in ((paper, "关于解决小区停车难问题的建议"), (in_word, "会前一页卡：小区停车难")):
        shown = pages(_file(sent, tmp_path))
        assert title in shown[0].text
        assert "依据清单" in shown[-1].text
        assert "—1—" in shown[0].text.replace(" ", "")
        for page in shown:
            left, top, right, bottom = page.box
            assert page.size == (210, 297)
            assert (left >= 27.5, top >= 36, right <= 185, bottom <= 263) == (True, True, True, True), page
            assert page.ink > 0.002  # something is printed on it

"""The roster from the spreadsheet to the door of the conversation."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Run = Callable[..., tuple[int, list[dict], str]]
HEADER = ["姓名", "界别", "联络委", "角色", "手机"]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        HEADER,
        ["甲示例", "教育", "城南街道联络委", "委员", 13800000001],
        ["乙示例", "经济", "柳河镇联络委", "委员", "13800000002"],
        ["丙示例", "经济", "柳河镇联络委", "委员", "13800000001"],
        ["丁示例", "经济", "柳河镇联络委", "委员", "1380000"],
        [None, "经济", "柳河镇联络委", "委员", "13800000005"],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "名册.xlsx")
    return tmp_path / "名册.xlsx"


def test_bad_rows_are_named_and_the_others_come_in(run: Run, roster: Path) -> None:
    status, rows, _ = run("members", "import", str(roster), "--json")
    assert status == 3
    assert [row["status"] for row in rows] == ["added", "added", "refused", "refused", "refused"]
    assert [row["place"] for row in rows] == ["第2行", "第3行", "第4行", "第5行", "第6行"]
    assert "第2行 甲示例" in rows[2]["reason"]
    status, people, _ = run("members", "list", "--json")
    assert status == 0
    assert [person["name"] for person in people] == ["甲示例", "乙示例"]
    assert people[0]["phone"] == "*******0001"
    assert "13800000001" not in json.dumps(people)


def test_without_json_the_same_is_said_in_sentences(run: Run, roster: Path) -> None:
    status, (shown,), _ = run("members", "import", str(roster))
    assert status == 3
    assert "第6行：没有写姓名。" in shown["text"]
    assert shown["text"].endswith("新增2人，没有收入3人。\n")


def test_whoever_is_bound_is_answered_and_others_are_asked_to_come_in(run: Run, roster: Path) -> None:
    lines = "\n".join(json.dumps({"member": member, "text": "你好"}) for member in ("m1", "m2"))

    def greeted() -> list[bool]:
        _, answers, _ = run("chat", "--jsonl", stdin=lines)
        return ["联系区政协机关" not in answer["replies"][0]["text"] for answer in answers]

    assert greeted() == [True, True]
    run("members", "import", str(roster))
    assert greeted() == [False, False]
    assert run("members", "bind", "甲示例", "m1")[0] == 0
    assert greeted() == [True, False]
    assert run("members", "bind", "乙示例", "m1")[0] == 1
    assert run("members", "unbind", "甲示例")[0] == 0
    assert run("members", "bind", "乙示例", "m2")[0] == 0
    assert greeted() == [False, True]
    assert run("members", "remove", "乙示例")[0] == 0
    assert greeted() == [False, False]


def test_roles_are_given_by_name(run: Run, roster: Path) -> None:
    run("members", "import", str(roster))
    assert run("members", "role", "甲示例", "联络委主任", "--json")[1][0]["role"] == "liaison_head"
    assert (
        run("members", "role", "甲示例", "unit_contact", "--unit", "城管", "--json")[1][0]["unit"]
        == "区城管局"
    )
    for arguments, sentence in (
        (("role", "甲示例", "皇帝"), "没有这个角色"),
        (("role", "乙示例", "承办单位联系人"), "要写明单位"),
        (("role", "无名", "委员"), "名册里没有"),
        (("bind", "甲示例", "console"), "账号"),
    ):
        status, _, errors = run("members", *arguments)
        assert status in (1, 2)
        assert sentence in errors


def test_a_file_that_is_no_roster_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("姓名,手机")
    for path in ("a.xlsx", "nowhere.xlsx"):
        status, _, errors = run("members", "import", str(tmp_path / path))
        assert (status, errors.count("\n")) == (1, 1)


def test_doctor_says_who_may_use_it(run: Run, roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANDENG_EMBEDDING_MODEL", "/no/such/model")  # nothing to load

    def access() -> str:
        return next(c["value"] for c in run("doctor", "--json")[1] if c["check"] == "谁能使用")

    assert "谁都能使用" in access()
    run("members", "import", str(roster))
    assert "2人" in access()

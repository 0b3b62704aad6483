"""`bandeng run` as a process of its own, while another process brings in a document."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.botapi import TOKEN, BotApi

REGULATION = """示例区养犬管理办法

第一条 携犬出户应当用牵引绳牵领，绳长不超过一点五米。
"""


def test_the_running_bot_picks_up_what_another_process_ingests(
    api: BotApi, tmp_path: Path, new_home: Callable[[], Path]
) -> None:
    (tmp_path / "养犬办法.md").write_text(REGULATION, encoding="utf-8")
    environment = os.environ | {
        "BANDENG_HOME": str(new_home()),
        "BANDENG_TELEGRAM_TOKEN": TOKEN,
        "BANDENG_TELEGRAM_BASE_URL": api.url,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    bandeng = [sys.executable, "-c", "from bot.cli import main; main()"]
    with (tmp_path / "log").open("w") as log:
        bot = subprocess.Popen([*bandeng, "run"], env=environment, cwd=tmp_path, stderr=log)
    try:
        api.wait(lambda: api.called("getUpdates"), seconds=120)
        ingested = subprocess.run(
            [*bandeng, "ingest", "养犬办法.md"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ingested.returncode == 0
        assert "另一个板凳程序正在使用索引" in ingested.stderr

        def answered() -> bool:
            api.say("遛狗的绳子最长可以多长")
            count = len(api.sent_to(1001))
            return "一点五米" in api.replies(count + 1, seconds=60)[-1].text

        api.wait(answered, seconds=120)
    finally:
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0
    said = (tmp_path / "log").read_text()
    assert TOKEN not in said
    assert "Traceback" not in said

"""The conversation in a terminal: text in, text out, buttons by their number."""

from datetime import UTC, datetime, tzinfo

from rich.console import Console as Terminal

from bot import texts
from bot.access import TERMINAL
from bot.dialogue import Dialogue
from bot.messages import PRIVATE, Button, Incoming
from bot.render import terminal_text


class Console:
    """A line is a message; #3 presses the third button shown."""

    def __init__(self, dialogue: Dialogue, zone: tzinfo) -> None:
        self._dialogue, self._zone = dialogue, zone
        self._terminal = Terminal(highlight=False)
        self._buttons: list[Button] = []

    def talk(self) -> None:
        """Until the end of input, /exit or Ctrl-C."""
        self.say("/start")
        while True:
            try:
                line = self._terminal.input("\n[bold]> [/bold]").strip()
            except (EOFError, KeyboardInterrupt):
                break
            if line in ("/exit", "/quit", "退出"):
                break
            self.say(line)

    def show_question(self, question: str) -> None:
        self._terminal.print(f"\n> {question}", style="bold")

    def say(self, line: str) -> None:
        """Sends one line and prints what comes back."""
        number = line.removeprefix("#")
        press = None
        if line.startswith("#") and number.isdecimal():
            if not 0 < int(number) <= len(self._buttons):
                self._terminal.print(texts.NO_SUCH_BUTTON)
                return
            press = self._buttons[int(number) - 1].data
        now = datetime.now(UTC).astimezone(self._zone)
        replies = self._dialogue.turn(Incoming(TERMINAL, PRIVATE, "" if press else line, now, press=press))
        for reply in replies:
            self._terminal.print()
            self._terminal.print(terminal_text(reply), soft_wrap=True)  # Chinese has no spaces to wrap at
            self._buttons = [button for row in reply.buttons for button in row] or self._buttons
            if reply.buttons:
                shown = [button for row in reply.buttons for button in row]
                self._terminal.print("  ".join(f"#{n} {b.text}" for n, b in enumerate(shown, 1)), style="dim")
            for file in reply.files:
                self._terminal.print(str(file), style="underline")

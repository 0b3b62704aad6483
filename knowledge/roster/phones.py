"""Phone numbers, made comparable and then kept only as a keyed hash: the database alone gives none away."""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
import unicodedata
from functools import cached_property
from pathlib import Path

_MOBILE = re.compile(r"1[3-9]\d{9}")
_SEPARATORS = re.compile(r"[\s\-‐-―()（）.·]")


def canonical_number(text: str) -> str | None:
    """Digits with country code, the mainland's where none is given; None where it is no mobile number."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    international = re.sub(r"^(?:\+|00)", "", plain)
    if re.fullmatch(rf"86{_MOBILE.pattern}", international):
        return international
    if international != plain:
        return international if re.fullmatch(r"(?!86)[1-9]\d{7,14}", international) else None
    return f"86{plain}" if _MOBILE.fullmatch(plain) else None


class PhoneHasher:
    """HMAC under a key that lies in the data folder, apart from the database; made when first needed."""

    def __init__(self, home: Path) -> None:
        self._path = home / "phone.key"

    def __call__(self, number: str) -> str:
        """`number` in its canonical form."""
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _key(self) -> bytes:
        if not self._path.exists():
            self._create()
        return bytes.fromhex(self._path.read_text(encoding="ascii"))

    def _create(self) -> None:
        """A link of a finished file: whoever comes second finds the whole key of the first."""
        with tempfile.NamedTemporaryFile(dir=self._path.parent) as new:  # mkstemp: readable by the owner only
            new.write(secrets.token_hex(32).encode())
            new.flush()
            os.fsync(new.fileno())
            try:
                os.link(new.name, self._path)
            except FileExistsError:
                return

"""Chinese numerals as they stand in 第一百二十三条."""

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}

NUMERAL = r"[零〇○一二两三四五六七八九十百千\d]{1,8}"


def to_int(numeral: str) -> int:
    """一百二十三 → 123, 二〇二三 → 2023, 12 → 12."""
    if numeral.isdecimal():
        return int(numeral)
    if not any(c in UNITS for c in numeral):
        return int("".join(str(DIGITS.get(c, c)) for c in numeral))
    total = digit = 0
    for character in numeral:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character] if character in DIGITS else digit * 10 + int(character)
    return total + digit


def to_chinese(number: int) -> str:
    """123 → 一百二十三, 10 → 十; for 0 to 9,999."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"

"""Damages texts, the same way for the same random numbers.

text = mutated(b'{"a": [1, 2]}', Random("7/run/3"))
"""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

DEEP = 20_000
RAW = ("-0", "NaN", "1e999", "18446744073709551616", "-9223372036854775809", "0x10", "01", "nul", "'a'", "\x00", "")
"""What stands in a text as it is; most of it is not valid there."""
WORDS = ("\\ud800", "\\u0000", "\\u001b[31m", "%s%n{}{0}", "../../etc", 'a,b\\n\\"c', "\\u202e", "-->", "]]>", "`|*_")
"""Inside quotes of JSON and TOML."""


def hostile(random: Random) -> str:
    """A value in the place of another, as JSON, TOML and CSV write it."""
    return random.choice(
        (
            lambda: random.choice(("0", "-1", "1", "255", "4294967296", "9223372036854775807", "9223372036854775808")),
            lambda: random.choice(("1e308", "-1e308", "5e-324", "1e-300", "18446744073709551615", "0.1", "1e15")),
            lambda: random.choice(('""', "null", "true", "false", "[]", "{}", "[[]]", '{"": 0}')),
            lambda: random.choice(RAW),
            lambda: f'"{random.choice(WORDS)}"',
            lambda: '"' + random.choice("x ./[") * random.choice((201, 5000, 100_000)) + '"',
            lambda: random.choice("[{") * DEEP,
            lambda: "[" * 90 + "]" * 90,
            lambda: "[" + ", ".join(["0"] * random.choice((2, 1000, 20_000))) + "]",
            lambda: "{" + ", ".join(f'"{number}": 0' for number in range(random.choice((3, 300, 5000)))) + "}",
        )
    )()


def flip_bits(text: bytes, random: Random) -> bytes:
    damaged = bytearray(text)
    for _ in range(random.choice((1, 1, 2, 8))):
        place = random.randrange(len(damaged))
        damaged[place] ^= 1 << random.randrange(8)
    return bytes(damaged)


def truncate(text: bytes, random: Random) -> bytes:
    return text[: random.randrange(len(text))]


def remove_piece(text: bytes, random: Random) -> bytes:
    begin = random.randrange(len(text))
    return text[:begin] + text[begin + random.choice((1, 2, 10, 1000)) :]


def repeat_piece(text: bytes, random: Random) -> bytes:
    begin = random.randrange(len(text))
    piece = text[begin : begin + random.choice((1, 5, 50, 500))]
    return text[:begin] + piece * random.choice((2, 3, 1000)) + text[begin + len(piece) :]


def insert_bytes(text: bytes, random: Random) -> bytes:
    place = random.randrange(len(text) + 1)
    piece = random.choice(
        (b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b"\\", b"\n", b"[", b"}", b",")
    )
    return text[:place] + piece * random.choice((1, 1, 1000)) + text[place:]


def splice(text: bytes, random: Random) -> bytes:
    begin, end = random.randrange(len(text)), random.randrange(len(text))
    return text[:begin] + text[end:]


def change_lines(text: bytes, random: Random) -> bytes:
    lines = text.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    change = random.randrange(4)
    if change == 0:
        del lines[one]
    elif change == 1:
        lines.insert(one, lines[other])
    elif change == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one] = lines[one] + lines[other]
    return b"\n".join(lines)


VALUE = re.compile(rb'"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|(?<=,)(?=,)')


def replace_value(text: bytes, random: Random) -> bytes:
    """A text or a number by another value: of JSON, TOML or CSV."""
    found = list(VALUE.finditer(text))
    if not found:
        return insert_bytes(text, random)
    match = random.choice(found)
    value = random.choice(found).group() if random.random() < 0.2 else hostile(random).encode()
    return text[: match.start()] + value + text[match.end() :]


NUMBER = re.compile(rb"(?<=[ ,\n])-?\d[\d.eE+-]*(?=[,}\]\n])")
NUMBERS = (
    *(b"0", b"1", b"2", b"3", b"4294967295", b"9007199254740993", b"18446744073709551615"),
    *(b"5e-324", b"1e-300", b"1e-9", b"0.5", b"1e9", b"1e300", b"1.7976931348623157e308", b"-1", b"-1e300"),
)


def change_numbers(text: bytes, random: Random) -> bytes:
    """Up to all numbers of one thing, a column or a key, by others of the same kind: these texts are mostly taken."""
    found = list(NUMBER.finditer(text))
    if not found:
        return replace_value(text, random)
    first, step = random.randrange(len(found)), random.choice((1, 2, len(found), len(found), len(found)))
    pieces, end = [], 0
    whole = found[first].group().isdigit()
    numbers = [number for number in NUMBERS if number.isdigit() or not whole]
    for match in found[first::step][: random.choice((1, 10, 1000))]:
        if match.group().isdigit() == whole:
            pieces += [text[end : match.start()], random.choice(numbers)]
            end = match.end()
    return b"".join((*pieces, text[end:]))


BYTE_MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip_bits,
    truncate,
    remove_piece,
    repeat_piece,
    insert_bytes,
    splice,
    change_lines,
    replace_value,
    replace_value,
    replace_value,
)


def places(node: Any) -> list[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    found = [(node, key) for key in keys]
    for key in keys:
        found += places(node[key])
    return found


def change_tree(document: bytes, random: Random) -> bytes:
    """One to three changes of keys and values that leave JSON valid, but for a raw value now and then."""
    tree = json.loads(document)
    raw: list[str] = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        found = places(tree)
        if not found:
            break
        container, key = random.choice(found)
        change = random.randrange(10)
        if change == 0:
            del container[key]
        elif change == 1 and isinstance(container, list):
            container[key:key] = [container[key]] * random.choice((1, 2, 50))
        elif change == 1:
            container[f"{key}{random.choice(('', 's', ' '))}"] = container[key]
        elif change == 2:
            other, from_key = random.choice(found)
            container[key] = json.loads(json.dumps(other[from_key]))
        else:
            raw.append(hostile(random))
            container[key] = f"@{len(raw) - 1}@"
    text = json.dumps(tree)
    for number, value in enumerate(raw):
        text = text.replace(f'"@{number}@"', value)
    return text.encode("utf-8", "surrogatepass")


def is_json(text: bytes) -> bool:
    return text.startswith(b"{")


def mutated(text: bytes, random: Random) -> bytes:
    """Lines of JSON are mostly changed as what they mean, everything else as bytes."""
    if random.random() < 0.4:
        return change_numbers(text, random)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if text and is_json(text) and random.random() < 0.7:
            lines = text.split(b"\n")
            number = random.choice([number for number, line in enumerate(lines) if is_json(line)])
            try:
                lines[number] = change_tree(lines[number], random)
                text = b"\n".join(lines)
                continue
            except (ValueError, RecursionError):
                pass
        if text:
            text = random.choice(BYTE_MUTATIONS)(text, random)
    return text

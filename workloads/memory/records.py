"""memory/records in Python: six kinds of object to hold an id, a value and a label."""

from collections import namedtuple
from dataclasses import dataclass

from greenbench import baseline, hotspot, variant

Totals = list[int | float]


@dataclass
class DataRecord:
    id: int
    value: float
    label: str


@dataclass(slots=True)
class SlottedDataRecord:
    id: int
    value: float
    label: str


class SlottedRecord:
    __slots__ = ("id", "label", "value")

    def __init__(self, number: int, value: float, label: str) -> None:
        self.id = number
        self.value = value
        self.label = label


NamedRecord = namedtuple("NamedRecord", ["id", "value", "label"])


@hotspot(
    "memory/records",
    default_size=30_000,
    article_size=300_000,
    sizes=[100, 1_000, 10_000, 100_000, 300_000, 1_000_000],
)
class Records:
    """Records with an id, a value and a label are made, their fields added up, and all of them freed.
    Programs hold their data in such objects, and slots are said to make them cheaper than dictionaries."""

    def setup(self, n: int) -> None:
        # The fields exist beforehand: what the variants differ in is the object around them.
        self.rows = [(number, number * 0.5, f"item {number}") for number in range(n)]

    # The sums are written out in every variant: CPython adapts the bytecode of a function to the type of object it
    # meets, so that a shared one would be adapted again and again.

    @baseline
    def dict(self) -> Totals:
        records = [{"id": number, "value": value, "label": label} for number, value, label in self.rows]
        ids = sum(record["id"] for record in records)
        values = sum(record["value"] for record in records)
        characters = sum(len(record["label"]) for record in records)
        return [ids, values, characters]

    @variant
    def dataclass(self) -> Totals:
        records = [DataRecord(number, value, label) for number, value, label in self.rows]
        ids = sum(record.id for record in records)
        values = sum(record.value for record in records)
        characters = sum(len(record.label) for record in records)
        return [ids, values, characters]

    @variant
    def dataclass_slots(self) -> Totals:
        records = [SlottedDataRecord(number, value, label) for number, value, label in self.rows]
        ids = sum(record.id for record in records)
        values = sum(record.value for record in records)
        characters = sum(len(record.label) for record in records)
        return [ids, values, characters]

    @variant
    def slots_class(self) -> Totals:
        records = [SlottedRecord(number, value, label) for number, value, label in self.rows]
        ids = sum(record.id for record in records)
        values = sum(record.value for record in records)
        characters = sum(len(record.label) for record in records)
        return [ids, values, characters]

    @variant
    def namedtuple(self) -> Totals:
        records = [NamedRecord(number, value, label) for number, value, label in self.rows]
        ids = sum(record.id for record in records)
        values = sum(record.value for record in records)
        characters = sum(len(record.label) for record in records)
        return [ids, values, characters]

    @variant
    def tuple(self) -> Totals:
        records = [(number, value, label) for number, value, label in self.rows]
        ids = sum(number for number, _, _ in records)
        values = sum(value for _, value, _ in records)
        characters = sum(len(label) for _, _, label in records)
        return [ids, values, characters]

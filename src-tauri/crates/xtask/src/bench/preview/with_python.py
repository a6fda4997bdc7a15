"""The preview's counts with Python's csv module: filled, empty and distinct of each target."""

import csv
import functools
import sys
import time

from mappings import ACTIVE, DIRECT, FORMATTED, LEVELS, tell


@functools.cache
def levels(department):
    parts = [part.strip() for part in department.split(">", len(LEVELS))]
    return [*parts, "", "", ""][: len(LEVELS)]


began = time.perf_counter()
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = csv.reader(file)
    place = {name: index for index, name in enumerate(next(rows))}
    direct = {target: place[column] for target, column in DIRECT.items() if column in place}
    places = list(direct.values())
    given, surname = place["givenName"], place["surname"]
    enabled, department = place["accountEnabled"], place["department"]
    targets = [*direct, FORMATTED, ACTIVE, *LEVELS]
    filled = [0] * len(targets)
    distinct = [set() for _ in targets]
    users = 0
    for row in rows:
        users += 1
        values = [row[index] for index in places]
        values.append(" ".join(part for part in (row[given], row[surname]) if part))
        values.append(row[enabled] if row[enabled] in ("True", "False") else "")
        values.extend(levels(row[department]))
        for index, value in enumerate(values):
            if value:
                filled[index] += 1
                distinct[index].add(value)
counts = [
    (target, count, users - count, len(values)) for target, count, values in zip(targets, filled, distinct)
]
counts.extend((target, 0, users, 0) for target in DIRECT if target not in direct)
tell(counts, time.perf_counter() - began)

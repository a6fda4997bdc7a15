"""The preview's counts with pandas, vectorised: filled, empty and distinct of each target."""

import sys
import time

import pandas
from mappings import ACTIVE, DIRECT, FORMATTED, LEVELS, tell

SOURCES = {*DIRECT.values(), "department", "accountEnabled"}

began = time.perf_counter()
users = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False, usecols=lambda name: name in SOURCES)
targets = {target: users[column] for target, column in DIRECT.items() if column in users}
targets[FORMATTED] = (users["givenName"] + " " + users["surname"]).str.strip()
targets[ACTIVE] = users["accountEnabled"].where(users["accountEnabled"].isin(["True", "False"]), "")
parts = users["department"].str.split(">", expand=True)
for number, target in enumerate(LEVELS):
    targets[target] = parts[number].fillna("").str.strip()
counts = []
for target, values in targets.items():
    filled = values[values != ""]
    counts.append((target, len(filled), len(values) - len(filled), filled.nunique()))
counts.extend((target, 0, len(users), 0) for target in DIRECT if target not in targets)
tell(counts, time.perf_counter() - began)

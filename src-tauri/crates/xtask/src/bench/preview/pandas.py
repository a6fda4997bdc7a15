"""The preview's counts with pandas, vectorised: filled, empty and distinct of each target."""

import sys
import time

# The script's own folder holds this very file under the library's name.
sys.path.pop(0)
import pandas  # noqa: E402

DIRECT = [
    "userPrincipalName", "displayName", "jobTitle", "mail", "givenName", "surname", "city", "country",
]

began = time.perf_counter()
users = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
targets = {name: users[name] for name in DIRECT}
targets["formatted"] = (users["givenName"] + " " + users["surname"]).str.strip()
targets["active"] = users["accountEnabled"].map({"True": "True", "False": "False"}).fillna("")
parts = users["department"].str.split(">", expand=True)
for number in range(3):
    targets[f"level {number}"] = parts[number].fillna("").str.strip()
counts = []
for values in targets.values():
    with_value = values[values != ""]
    counts.append((len(with_value), len(values) - len(with_value), with_value.nunique()))
took = time.perf_counter() - began
print(counts)
print(took)

"""The preview's counts with polars, lazily: filled, empty and distinct of each target."""

import sys
import time

# The script's own folder holds this very file under the library's name.
sys.path.pop(0)
import polars as pl  # noqa: E402

DIRECT = [
    "userPrincipalName", "displayName", "jobTitle", "mail", "givenName", "surname", "city", "country",
]

began = time.perf_counter()
users = pl.scan_csv(sys.argv[1], infer_schema=False)
parts = pl.col("department").str.split(">")
targets = [pl.col(name).alias(name) for name in DIRECT]
targets.append(pl.concat_str(["givenName", "surname"], separator=" ", ignore_nulls=True).alias("formatted"))
targets.append(pl.col("accountEnabled").replace_strict({"True": "True", "False": "False"}, default=None).alias("active"))
targets.extend(
    parts.list.get(number, null_on_oob=True).str.strip_chars().alias(f"level {number}") for number in range(3)
)
names = DIRECT + ["formatted", "active", "level 0", "level 1", "level 2"]
counts = users.select(targets).select(
    [pl.col(name).count().alias(f"{name} filled") for name in names]
    + [pl.col(name).null_count().alias(f"{name} empty") for name in names]
    + [pl.col(name).drop_nulls().n_unique().alias(f"{name} distinct") for name in names]
).collect()
took = time.perf_counter() - began
print([(counts[f"{name} filled"][0], counts[f"{name} empty"][0], counts[f"{name} distinct"][0]) for name in names])
print(took)

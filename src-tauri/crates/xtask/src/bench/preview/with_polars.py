"""The preview's counts with polars, lazily: filled, empty and distinct of each target."""

import sys
import time

import polars as pl
from mappings import ACTIVE, DIRECT, FORMATTED, LEVELS, tell

began = time.perf_counter()
users = pl.scan_csv(sys.argv[1], infer_schema=False)
columns = users.collect_schema().names()
targets = {target: pl.col(column) for target, column in DIRECT.items() if column in columns}
targets[FORMATTED] = pl.concat_str(["givenName", "surname"], separator=" ", ignore_nulls=True)
targets[ACTIVE] = pl.col("accountEnabled").replace_strict({"True": "True", "False": "False"}, default=None)
parts = pl.col("department").str.split_exact(">", len(LEVELS) - 1).struct
for number, target in enumerate(LEVELS):
    targets[target] = parts.field(f"field_{number}").str.strip_chars()
counted = (
    users.select(value.alias(target) for target, value in targets.items())
    .select(
        pl.struct(
            filled=pl.col(target).count(),
            empty=pl.col(target).null_count(),
            distinct=pl.col(target).drop_nulls().n_unique(),
        ).alias(target)
        for target in targets
    )
    .collect()
    .row(0, named=True)
)
counts = [(target, count["filled"], count["empty"], count["distinct"]) for target, count in counted.items()]
total = counts[0][1] + counts[0][2]
counts.extend((target, 0, total, 0) for target in DIRECT if target not in targets)
tell(counts, time.perf_counter() - began)

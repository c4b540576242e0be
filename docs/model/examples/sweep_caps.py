"""A grid of caps and coefficients on all cores; no guard is needed, however processes begin."""

import qeqt

table = qeqt.sweep(
    "fed_2022_capped",
    columns=["treasuries", "term_premium_effect_bp"],
    last=True,
    treasury_runoff_cap=[0, 30, 60],
    stock_coefficient=[25, 40],
)
for row in table.records():
    print(
        row["treasury_runoff_cap"], row["stock_coefficient"], row["treasuries"], row["term_premium_effect_bp"]
    )

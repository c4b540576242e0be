"""What if run-off had gone at half the pace? Two runs, one difference, a table and a file."""

import qeqt

plan = qeqt.run("fed_2022_capped")
slower = qeqt.run("fed_2022_capped", treasury_runoff_cap={"2022-06": 15, "2022-09": 30}, announced="2022-06")

gap = slower - plan
for month in ("2022-12", "2023-12", "2024-12"):
    there = gap.at(month)
    print(
        f"{month}: Treasuries {there['treasuries']:+.0f} bn USD, ten-year yield {there['long_yield']:+.3f} points"
    )

slower.to_csv("slower_runoff.csv")

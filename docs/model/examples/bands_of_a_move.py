"""How far the answer moves when the parameters do: bands around a move (needs qeqt[ensemble])."""

import qeqt

found = qeqt.bands("fed_2022_capped", draws=100, months=24, treasury_sales={"2022-09": 20})
low, high = found.band("long_yield", 90)[-1]
print(
    f"{found.months[-1]}: ten-year yield {found.median('long_yield')[-1]:.2f}%, 90% from {low:.2f} to {high:.2f}"
)

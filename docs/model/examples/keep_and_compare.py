"""Keep a run with what it hangs on, read it back, and say in what another differs."""

import qeqt
from qeqt.results import comparison

qeqt.run("fed_2022_capped", months=24).to_datapackage("run.zip")
kept = qeqt.Results.read("run.zip")
again = qeqt.run("fed_2022_capped", months=24)
print("read back equal:", kept == again)

moved = qeqt.run("fed_2022_capped", months=24, stock_coefficient=40)
print("\n".join(comparison.lines(kept, moved, most=3)))

"""The same balance sheet under other rates: who pays for reserves, and when does the loss end?"""

import qeqt

as_given = qeqt.run("fed_2022_capped")
lower = qeqt.run(
    "fed_2022_capped", rates={"reserve_rate": {"2023-01": 2.5}, "reverse_repo_rate": {"2023-01": 2.4}}
)

for name, run in (("as given", as_given), ("2.5% from 2023 on", lower)):
    print(
        f"{name:18} deferred asset at the end: {run['deferred_asset'][-1]:8.1f} {run.units['deferred_asset']}"
    )
print(
    "what differs:",
    [name for name, each in lower.provenance.items() if as_given.provenance.get(name) != each],
)

# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A central bank of your own, from nothing
#
# A run is opening + environment + plan + parameters, and nothing else. Here all four are written by hand for a
# bank that the package does not know. Open this file with Jupyter (jupytext), or run it as a program.

# %%
import qeqt

# %% [markdown]
# ## The opening
#
# Assets equal liabilities and capital, in bn of the bank's currency. The ladder says what falls due when: months
# to maturity, amount, book yield in percent a year. It adds up to the line `securities`.

# %%
opening = {
    "date": "2019-12-31",
    "assets": {"securities": 60.0},
    "liabilities": {"reserves": 55.0},
    "capital": 5.0,
    "ladders": {"treasury_nominal": [[6, 20.0, 1.0], [36, 20.0, 1.5], [96, 20.0, 2.0]]},
}

# %% [markdown]
# ## The plan
#
# Three bn a month for half a year, then run-off capped at one bn a month. Purchases are spread evenly over one to
# five, and over five to ten years: first month, last month, weight, indexed (0 or 1).

# %%
bank = qeqt.scenario(
    name="north",
    summary="A small bank buys for half a year and lets go",
    bank={"name": "north_bank", "currency": "NOK", "levers": {"treasury_purchases": 20}},
    opening=opening,
    months=36,
    policy={"treasury_purchases": {"2020-01": 3.0, "2020-07": None}, "treasury_runoff_cap": {"2020-07": 1.0}},
    mixes=[[12, 60, 0.5, 0], [61, 120, 0.5, 0]],
    environment={"capital": 5.0},
    parameters={"duration_decay": 0.0029, "seasoned_premium": 0.0, "least_reserves": 0.0},
)
run = qeqt.run(bank)
run

# %% [markdown]
# ## What came of it
#
# Purchases are paid for with new reserves; what falls due and is not rolled over takes them away again. The
# identity holds in every month.

# %%
for month in ("2020-06", "2021-06", "2022-12"):
    there = run.at(month)
    print(
        f"{month}: assets {there['total_assets']:.1f}, reserves {there['reserves']:.1f} {run.units['reserves']}"
    )
assert run.identity_error < 1e-9

# %% [markdown]
# ## A move
#
# The lever that the bank declares may be moved, by month, within its range.

# %%
more = qeqt.run(bank, treasury_purchases={"2020-04": 6.0, "2020-07": None})
print(f"reserves at the peak: {max(more['reserves']):.1f} instead of {max(run['reserves']):.1f}")

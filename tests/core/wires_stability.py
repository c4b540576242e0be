"""Wires of financial stability: banks with long assets, leveraged funds."""

from __future__ import annotations

from qeqt.core.stability import bank_runs, leveraged_funds
from qeqt.core.stability.bank_runs import BankInputs
from qeqt.core.stability.leveraged_funds import LdiInputs
from tests.core.wiring import Block, Run, as_named, known


def bank_inputs(run: Run, t: int) -> BankInputs:
    return BankInputs(
        long_yield=run.column("long_yield", t),
        assets=run.given("bank_assets", t),
        facility=run.given("bank_facility", t),
    )


BANKS = known(
    Block(
        "banks",
        BankInputs,
        lambda run: bank_runs.opening_record(run.given("bank_book_yield", -1)),
        bank_inputs,
        bank_runs.step,
        as_named(
            bank_mtm_loss="loss", bank_loss_of_equity="loss_of_equity", bank_run_risk="run_risk",
            bank_run_risk_typical="run_risk_typical",
        ),
    )
)  # fmt: skip


def ldi_inputs(run: Run, t: int) -> LdiInputs:
    return LdiInputs(
        shock=run.given("gilt_shock", t),
        backstop=run.given("gilt_backstop", t),
        sold_back=run.given("gilt_sold_back", t),
        assets=run.given("ldi_assets", t),
        buffer_low=run.given("ldi_buffer_low", t),
        buffer_high=run.given("ldi_buffer_high", t),
        gdp=run.given("gdp", t),
    )


LDI = known(
    Block(
        "ldi",
        LdiInputs,
        lambda run: leveraged_funds.opening_record(),
        ldi_inputs,
        leveraged_funds.step,
        as_named(
            ldi_forced_sales="sold_in_month", ldi_discount="discount", ldi_yield_effect_bp="yield_effect",
            ldi_backstop_held="bought", liquidity_index="liquidity",
            liquidity_index_mean="mean_liquidity",
        ),
    )
)  # fmt: skip

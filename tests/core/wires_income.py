"""Wires of the central bank's income and of who bears its losses: indemnity, provision."""

from __future__ import annotations

from qeqt.core import floats
from qeqt.core.bank import apf_indemnity, balance_sheet, ecb_losses, income, treasuries
from qeqt.core.bank.apf_indemnity import IndemnityInputs
from qeqt.core.bank.balance_sheet import Balance, BalanceInputs
from qeqt.core.bank.ecb_losses import WaterfallInputs
from qeqt.core.bank.income import Holdings, IncomeInputs
from tests.core.wires_bank import MORTGAGES, TREASURIES, mortgage_rate
from tests.core.wiring import Block, Run, as_named, known, same_names


def holdings(run: Run, t: int) -> Holdings:
    """What earns and what costs interest at a month's end, the opening's included."""
    bonds = run.record("treasuries", t) if t >= 0 else TREASURIES.opening(run)
    loans = run.record("mortgages", t) if t >= 0 else MORTGAGES.opening(run)
    balance = run.record("balance", t) if t >= 0 else balance_at_opening(run)
    return Holdings(
        nominal_interest=bonds.nominal_interest,
        indexed_interest=bonds.indexed_interest * bonds.price_index,
        bills=bonds.bills,
        agency=loans.agency,
        mbs=loans.mbs,
        mbs_note_interest=loans.note_interest,
        reserves=balance.reserves - run.given("month_end_reserves", t),
        other_deposits=run.given("other_deposits", t),
        temporary_lending=balance.temporary_lending,
        reverse_repo=balance.on_rrp - run.given("month_end_reverse_repo", t) + run.given("foreign_rrp", t),
    )


def balance_at_opening(run: Run) -> Balance:
    """The balance sheet in the opening's month: it leans on nothing yet."""
    held = treasuries.treasuries_held(TREASURIES.opening(run))
    loans = MORTGAGES.opening(run)
    inputs = BalanceInputs(
        treasuries=held + run.opening.equities + run.given("other_programme_holdings", -1),
        mbs=loans.mbs,
        agency=loans.agency,
        deferred_asset=run.given("deferred_asset", -1),
        **{name: run.given(name, -1) for name in GIVEN_LIABILITIES},
    )
    return balance_sheet.step(inputs, run.parameters, floats)


GIVEN_LIABILITIES = (
    "other_assets", "currency", "government_account", "on_rrp", "foreign_rrp", "other_liabilities", "capital",
)  # fmt: skip


def income_inputs(run: Run, t: int) -> IncomeInputs:
    loans = run.record("mortgages", t)
    moved = run.column("policy_rate_deviation", t)
    market = run.given("yield_10y", t - 1) + run.given("mbs_spread", t - 1)
    return IncomeInputs(
        holdings=holdings(run, t),
        compensation=run.column("inflation_compensation", t),
        realised_gain=run.column("realised_gain", t),
        mbs_settled=loans.settled,
        mbs_principal=run.column("mbs_principal", t) + loans.sold,
        mortgage_fees=run.given("mortgage_fees", t),
        mortgage_rate=mortgage_rate(run, t - 1),
        mbs_yield=market + run.column("long_rate_deviation", t),
        bill_yield=run.given("yield_3m", t) + moved,
        reserve_rate=run.given("reserve_rate", t) + moved,
        reverse_repo_rate=run.given("reverse_repo_rate", t) + moved,
        loan_income=run.given("loan_income", t),
        other_income=run.given("other_income", t),
        costs=run.given("costs", t),
        dividends=run.given("dividends", t),
        profitable_banks=run.given("profitable_banks", t),
    )


INCOME = known(
    Block(
        "income",
        IncomeInputs,
        lambda run: income.opening_record(holdings(run, -1), run.given("deferred_asset", -1), run.parameters),
        income_inputs,
        income.step,
        same_names(
            "treasury_income", "mbs_income", "interest_income", "reserve_interest", "reverse_repo_interest",
            "interest_expense", "loan_income", "net_income", "remittances", "deferred_asset",
        ),
    )
)  # fmt: skip


def indemnity_inputs(run: Run, t: int) -> IndemnityInputs:
    return IndemnityInputs(
        held=run.column("treasuries", t),
        interest=12.0 * run.column("treasury_interest", t),
        matured=run.column("maturing", t),
        sold=run.column("sales", t),
        realised_gain=run.column("realised_gain", t),
        bank_rate=run.given("bank_rate", t),
    )


INDEMNITY = known(
    Block(
        "indemnity",
        IndemnityInputs,
        lambda run: apf_indemnity.opening_record(),
        indemnity_inputs,
        apf_indemnity.step,
        {
            **same_names("coupons", "loan_interest", "redemption_loss", "sale_loss"),
            **as_named(indemnity="cash", indemnity_cumulative="cumulative"),
        },
    )
)

WATERFALL = known(
    Block(
        "waterfall",
        WaterfallInputs,
        lambda run: ecb_losses.opening_record(run.given("loss_provision", -1)),
        lambda run, t: WaterfallInputs(result=run.given("result_before_provision", t)),
        ecb_losses.step,
        as_named(
            loss_provision="provision", provision_released="released", reported_result="reported",
            loss_carried_forward="carried_forward", profit_distributed="distributed",
        ),
    )
)  # fmt: skip

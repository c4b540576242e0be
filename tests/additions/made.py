"""One of each: what a contributor writes to add it, in its own file and elsewhere."""

from __future__ import annotations

from tests.additions.tree import Addition, Edit

WHENCE = 'source = "Example of this test"\nseen_in = ["this test"]\nconfidence = "computed"\n'

MEASURE = Addition(
    "measure",
    own=(
        Edit(
            "qeqt/data/decisions.toml",
            "",
            '\n[bill_sales]\nkind = "measure"\nunit = "money per month"\nflow = true\n'
            'banks = ["fed"]\nlow = 0.0\n'
            "high = { fed = 40.0 }\nstep = { fed = 2.5 }\n"
            'explain_zh = "每月賣出的國庫券。"\nwhy_zh = "賣國庫券，買的人付錢，準備金跟著少。"\n',
        ),
    ),
    places=(
        Edit(
            "qeqt/data/policy/fed.toml",
            "",
            '\n[bill_sales]\nname_zh = "賣出國庫券"\nunit = "bn USD per month"\n'
            'values = [{ from = "2008-12", value = 0.0, '
            'reference = "Example of this test", confidence = "computed" }]\n',
        ),
        Edit(
            "qeqt/core/bank/treasuries.py",
            '    now.bills = now.bills + measures["bill_purchases"]\n',
            '    now.bills = now.bills + measures["bill_purchases"] - measures["bill_sales"]\n',
        ),
    ),
)

PARAMETER = Addition(
    "parameter",
    own=(
        Edit(
            "qeqt/data/parameters/taiwan.toml",
            "",
            '\n[houses_confidence]\nsymbol = "η_c"\nname_zh = "所得傳到房價的強弱"\nsector = "taiwan"\n'
            'part = "housing_and_insurers"\nunit = "ratio"\nvalue = 1.0\nlow = 0.5\nhigh = 1.5\n'
            'shape = "triangular"\nbasis = "chosen"\n' + WHENCE,
        ),
    ),
    places=(
        Edit(
            "qeqt/core/taiwan/housing_and_insurers.py",
            '    income = parameters["houses_of_gap"] * gap\n',
            '    income = parameters["houses_confidence"] * parameters["houses_of_gap"] * gap\n',
        ),
    ),
)

BLOCK = "qeqt/core/taiwan/housing_and_insurers.py"
COLUMN = Addition(
    "column",
    own=(
        Edit(
            "qeqt/core/taiwan/columns.py",
            '    "tw_hedge_cost": Column(',
            '    "tw_house_target": Column("percent", "台灣房價最後會到哪裡（與基準的差距）", FED),\n'
            '    "tw_hedge_cost": Column(',
        ),
        Edit(
            "qeqt/core/taiwan/columns.py",
            '        "tw_hedge_cost": [',
            '        "tw_house_target": [a.house_target for a in assets],\n        "tw_hedge_cost": [',
        ),
    ),
    places=(
        Edit(
            BLOCK,
            '    """bn TWD: the same, added up"""\n',
            '    """bn TWD: the same, added up"""\n    house_target: Number\n'
            '    """percent: where prices would end"""\n',
        ),
        Edit(
            BLOCK,
            "return Assets(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)",
            "return Assets(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)",
        ),
        Edit(
            BLOCK,
            "        previous.insurer_total + result,\n",
            "        previous.insurer_total + result,\n        target,\n",
        ),
        Edit(
            "tests/core/wires_economy.py",
            'tw_insurer_result="insurer_total",',
            'tw_insurer_result="insurer_total",\n            tw_house_target="house_target",',
        ),
    ),
)

BANK = Addition(
    "bank",
    places=(
        Edit(
            "qeqt/core/banks.py",
            '    "boj": CentralBank(',
            '    "example": CentralBank("範例央行", "XTS", "測試幣", {"treasuries": "公債"}),\n'
            '    "boj": CentralBank(',
        ),
        Edit(
            "qeqt/data/decisions.toml",
            'banks = ["fed", "ecb", "boe", "boj"]\nlow = 0.0\n'
            "high = { fed = 120.0, ecb = 60.0, boe = 20.0, boj = 8000.0 }\n"
            "step = { fed = 2.5, ecb = 2.5, boe = 1.0, boj = 250.0 }\n",
            'banks = ["fed", "ecb", "boe", "boj", "example"]\nlow = 0.0\n'
            "high = { fed = 120.0, ecb = 60.0, boe = 20.0, boj = 8000.0, example = 10.0 }\n"
            "step = { fed = 2.5, ecb = 2.5, boe = 1.0, boj = 250.0, example = 0.5 }\n",
        ),
    ),
)

CHART = Addition(
    "chart",
    places=(
        Edit(
            "macros/charts/__init__.py",
            "from macros.charts import (\n",
            "from macros.charts import (\n    example,\n",
        ),
        Edit("macros/charts/__init__.py", "__all__ = [\n", '__all__ = [\n    "example",\n'),
        Edit("docs/taiwan/housing.md", "", '\n[[ chart("taiwan_example") ]]\n'),
    ),
)

RESULT = Addition(
    "result",
    places=(
        Edit(
            "macros/charts/__init__.py",
            "from macros.charts import (\n",
            "from macros.charts import (\n    example_results,\n",
        ),
        Edit("macros/charts/__init__.py", "__all__ = [\n", '__all__ = [\n    "example_results",\n'),
        Edit("docs/taiwan/housing.md", "", '\n範例：[[ result("example_reserves_end") ]]。\n'),
    ),
)

ALL = (MEASURE, PARAMETER, COLUMN, BANK, CHART, RESULT, Addition("scenario"), Addition("fact"))

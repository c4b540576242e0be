# ---
# title: 用 Python 重算聯準會縮表（QT）
# description: 一本可以執行的 Python 筆記：從 2022 年 5 月底的帳開始，照公布的上限走一遍，跟實際比，再改一個條件、加上誤差帶。
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
# # 重做聯準會的縮表 {#model-redo}
#
# 這一頁的每個數字都是當場算的：程式在建書的時候執行，輸出直接印在下面。它是一本 Jupyter 筆記：拿到這本書的原始碼，用 Jupyter 打開 `docs/model/redo.py` 再執行一次，會得到同樣的答案。只裝模型、不裝書的方法見[套件參考](api.md)。
#
# 要問的問題只有一個：只知道 2022 年 5 月底的帳，再知道聯準會公布的每月上限，能不能算出三年半以後的帳？

# %% [markdown]
# ## 照公布的上限走 {#redo-walk}
#
# 情境 `fed_2022_capped` 就是公布的政策：公債與房貸證券各有每月上限，中間調過幾次，2025 年 12 月停止。模型不知道後來的餘額，只知道上限、利率與給定的路徑。

# %%
import qeqt
from macros.notebook import describe
from qeqt import data
from qeqt.study import backtest

LAST = "2025-11"  # 第二次縮表的最後一個月
walked = qeqt.run("fed_2022_capped")
end = walked.months.index(LAST)


for name in ("treasuries", "mbs"):
    fall = walked.columns[name][0] - walked.columns[name][end]
    print(f"{walked.months[0]} 底到 {LAST} 底，{walked.records[name].label_zh}少了 {fall * 10:,.0f} 億美元")
print(f"資產＝負債＋資本，最大差距是資產的 {walked.identity_error:.0e}")

# %% [markdown]
# ## 跟實際的帳比 {#redo-compare}
#
# 官方的月底餘額在 `fed_balance_sheet` 這張表裡。實線是公布的數字，虛線是模型。

# %%
official = {
    date[:7]: value for date, value in data.figure(backtest.BALANCE_SHEET).series("total_assets").items()
}
months = [month for month in walked.months if month in official and month <= LAST]
actual = [official[month] for month in months]
model = [walked.columns["total_assets"][walked.months.index(month)] for month in months]
gap = 100 * sum(abs(a - b) for a, b in zip(actual, model, strict=True)) / sum(actual)

describe.show(
    "redo_assets",
    title=f"只知道上限，總資產平均差 {gap:.1f}%",
    measure="聯準會總資產，月底，兆美元；2022 年 6 月至 2025 年 11 月",
    months=months,
    lines=[
        describe.Line("公布的數字", actual, "fed"),
        describe.Line("模型", model, "ink", model=True),
    ],
    holds={"總資產平均差不到 2%": gap < 2},
    summary=f"兩條線，2022 年 6 月到 2025 年 11 月。模型與公布的總資產平均差 {gap:.1f}%。",
    sources=[backtest.BALANCE_SHEET],
    runs=[walked],
)

# %% [markdown]
# 對得上有一部分是因為鈔票、財政部的帳戶等負債，以及證券以外的資產，是給定的。真正由模型算的是證券：哪個月到期多少、房貸還多少本金。
#
# ## 拿掉上限 {#redo-uncapped}
#
# 改一個條件，其他都不動。沒有上限，到期的全部離開。

# %%
uncapped = qeqt.run("fed_2022_passive_uncapped")


def securities(run):
    """公債加房貸證券，10 億美元。"""
    return [a + b for a, b in zip(run.columns["treasuries"], run.columns["mbs"], strict=True)]


held, freed = securities(walked)[: end + 1], securities(uncapped)[: end + 1]
extra = held[-1] - freed[-1]
mbs_apart = abs(walked.columns["mbs"][end] - uncapped.columns["mbs"][end])
print(f"其中房貸證券只占 {100 * mbs_apart / extra:.1f}%")

describe.show(
    "redo_uncapped",
    title=f"不設上限，到停止那天會再少 {extra / 1000:.1f} 兆美元的證券",
    measure="公債加房貸證券，月底，兆美元；模型的兩個情境",
    months=walked.months[: end + 1],
    lines=[
        describe.Line("照公布的上限", held, "qt", model=True),
        describe.Line("不設上限", freed, "series-4", model=True),
    ],
    holds={"不設上限，證券比較少": extra > 0, "差距幾乎全在公債": mbs_apart < extra / 20},
    summary=f"兩條往下的虛線。到 2025 年 11 月，不設上限比照公布的上限少 {extra / 1000:.1f} 兆美元。",
    runs=[walked, uncapped],
)

# %% [markdown]
# 差距幾乎全在公債：房貸證券的還本在上限加倍以後沒有碰到過上限，拿掉上限差別很小。
#
# ## 加上誤差帶 {#redo-bands}
#
# 房貸提前還款有多快，是參數裡最不確定的一個。把所有參數在各自的範圍裡一起抽，看房貸證券的餘額散得多開。種子固定，你抽到的跟這裡一樣。

# %%
from qeqt.study import bands

drawn = bands.bands("fed_2022_capped", draws=300, seed=bands.SEED)
narrow = drawn.band("mbs", 68)[: end + 1]
wide = drawn.band("mbs", 90)[: end + 1]
width = wide[-1][1] - wide[-1][0]
print(f"抽了 {drawn.draws} 組參數，重抽的占 {100 * drawn.redrawn:.1f}%")

describe.show(
    "redo_bands",
    title=f"三年半以後，房貸證券的九成區間只有 {width * 10:,.0f} 億美元寬",
    measure="房貸證券餘額，月底，兆美元；深色是六成八的區間，淺色是九成",
    months=drawn.months[: end + 1],
    lines=[describe.Line("中位數", drawn.median("mbs")[: end + 1], "ink", model=True)],
    bands=[describe.Band("九成區間", wide, "qt"), describe.Band("六成八區間", narrow, "qt")],
    holds={
        "九成區間包住六成八": all(w[0] <= n[0] and n[1] <= w[1] for w, n in zip(wide, narrow, strict=True)),
        "時間愈久愈寬": width > wide[6][1] - wide[6][0],
    },
    summary=f"一條中位數的虛線與兩層色帶，愈往後愈寬；2025 年 11 月的九成區間寬 {width * 10:,.0f} 億美元。",
    runs=[walked],
)

# %% [markdown]
# 區間窄，不代表模型一定對。它只說參數在範圍裡動的時候答案動多少；模型沒有寫進去的事，例如政府改變房貸的規定，區間看不到。
#
# ## 換你改 {#redo-yours}
#
# 三個可以馬上試的題目：
#
# - 把情境換成 `fed_2022_active`，看主動賣房貸證券，會比照上限多縮多少。
# - 在 `qeqt.run` 裡加上 `turnover_cpr=0.07`，看房貸證券少多少。
# - 用 `qeqt sweep` 一次跑完所有的縮表情境，把最後一個月的準備金排在一起。
#
# 接著讀：[模型怎麼算](index.md)、[套件參考](api.md)。

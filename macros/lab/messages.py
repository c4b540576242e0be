"""What the model says when a plan cannot be carried out or leaves what was observed, as a reader reads it.

Each pattern finds one message of the core; `$1` … are its numbers, printed by the page, and months.
"""

MESSAGES = (
    (
        r"(\S+) is set by the scenario (\S+) itself",
        "{1}由情境{2}自己訂，你的設定對它沒有作用。",
    ),
    (
        r"(\S+) is ([-\d.]+), data go from ([-\d.]+) to ([-\d.]+); the answer is the model drawn on",
        "{1}設成 {2}，資料裡只見過 {3} 到 {4}：答案是模型往外延長算的，不是估計。",
    ),
    (
        r"(\S+) to (\S+): reserves and reverse repo are as low as ([\d.]+%) of bank assets, "
        r"below the ([\d.]+%) that the demand curve's data reach",
        "{1} 到 {2}，準備金加附賣回最低只有銀行資產的 {3}，比需求曲線的資料"
        "（2018 至 2025 年）最少的 {4} 還少。這幾個月的利差與壓力機率是把曲線往外延長算的，不是估計。",
    ),
    (
        r"(\S+): ([\d.]+) bn of MBS are to be sold, but only ([\d.]+) bn are held",
        "{1} 要賣 {2} 房貸證券，手上只剩 {3}。請少賣一點，或晚一點開始。",
    ),
    (
        r"(\S+): ([\d.]+) bn of Treasuries to be sold, but only ([\d.]+) bn due in (\d+)-(\d+) months held",
        "{1} 要賣 {2} 公債，可以賣的只剩 {3}。持有的金額不能是負的；請少賣一點，或晚一點開始。",
    ),
    (
        r"(\S*): more bills are sold than are held",
        "{1} 要賣的國庫券比手上的多。持有的金額不能是負的；請少賣一點。",
    ),
    (
        r"the moves begin in (\S+), but the plan runs from (\S+)",
        "改變從 {1} 開始，但這個情境從 {2} 才有決定。",
    ),
    (r"scenario (\S+) starts in", "這個情境的起點與開頭的資產負債表對不上。"),
    (r"the environment starts in", "給定的路徑與開頭的資產負債表不是同一個月。"),
    (r"environment (\S+) has", "給定的路徑不夠長，算不到最後一個月。"),
    (r"(\S+) ends in (\S+)", "旁邊那個計畫只到 {2}，這次計算比它長。"),
)
"""Pattern -> words; {n} is the n-th part: an amount in bn is printed as money, a month as a date."""

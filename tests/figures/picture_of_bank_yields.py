"""What the pictures of the other banks' yields have to show."""

from tests.figures.picture_series import Shown, dots, model

PICTURES: dict[str, tuple[Shown, ...]] = {
    "banks_yields": tuple(
        Shown((model(bank, bank), dots(f"{bank}_low", bank), dots(f"{bank}_high", bank)))
        for bank in ("ecb", "boe", "boj")
    ),
    "banks_boj_bought": (Shown((model("model", "boj", "模型"), dots("official", "boj", "公布"))),),
}

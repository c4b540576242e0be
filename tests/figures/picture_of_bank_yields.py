"""What the pictures of the other banks' yields have to show."""

from tests.figures.picture_series import Shown, dots, model, tint

PICTURES: dict[str, tuple[Shown, ...]] = {
    "banks_yields": tuple(
        Shown(
            (
                model(bank, bank),
                *tint(bank, bank),
                dots(f"{bank}_least", bank),
                dots(f"{bank}_most", bank),
            )
        )
        for bank in ("ecb", "boe", "boj")
    ),
    "banks_boj_bought": (
        Shown((model("model", "boj", "模型"), *tint("model", "boj"), dots("official", "boj", "公布"))),
    ),
}

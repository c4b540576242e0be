"""What the picture of all scenarios side by side has to show."""

from tests.figures.picture_series import Shown, dots, span

PICTURES: dict[str, tuple[Shown, ...]] = {
    "model_presets": tuple(
        Shown(
            (
                span("published_low", "published_high", "ink", where="published_low != published_high"),
                dots("published_low", "ink", "論文" if name == "整批部位" else ""),
                dots("published_high", "ink", "論文" if name == "整批部位" else ""),
                dots("model", "qt", "模型" if name == "整批部位" else ""),
                span("model_low", "model_high", "qt", dashed=True, where="model_low != model_high"),
            ),
            category="what",
            where=f"panel == '{name}'",
        )
        for name in ("整批部位", "換一種縮法")
    ),
}

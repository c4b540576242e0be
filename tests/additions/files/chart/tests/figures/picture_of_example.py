"""What the picture of the example has to show."""

from tests.figures.picture_series import Shown, step

PICTURES = {"taiwan_example": (Shown((step("cbc", "cbc", "台灣"),)),)}

"""How a reader may have asked for pages to look."""

_USUAL = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
THEMES = {
    "light": _USUAL,
    "dark": {**_USUAL, "color_scheme": "dark"},
    "forced colours": {**_USUAL, "forced_colors": "active"},
    "forced colours, dark": {**_USUAL, "forced_colors": "active", "color_scheme": "dark"},
    "more contrast": {**_USUAL, "contrast": "more"},
    "more contrast, dark": {**_USUAL, "contrast": "more", "color_scheme": "dark"},
}
WIDTHS = (1280, 390, 320)
LANGUAGES = ("da", "en")

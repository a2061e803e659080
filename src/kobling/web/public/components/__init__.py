"""Parts that several public pages are composed of."""

"""Components shared by several public pages: goal cards, comparison with other municipalities, status icons."""

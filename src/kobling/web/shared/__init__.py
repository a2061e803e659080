"""What all pages share: formats, words, charts."""

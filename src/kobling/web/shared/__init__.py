"""The parts that all pages and commands share: formats, texts, charts and the chain table."""

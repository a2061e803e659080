"""Split help texts into paragraphs, which are translated one by one."""

import inspect


def paragraphs(text: str) -> list[tuple[str, bool]]:
    r"""Return the paragraphs, each with whether Click keeps its line breaks, as it does after a line \b."""
    whole = inspect.cleandoc(text).partition("\f")[0].strip("\n ")
    parts = [part for part in whole.split("\n\n") if part.strip()]
    return [
        (part.removeprefix("\b\n"), True) if part.startswith("\b") else (" ".join(part.split()), False)
        for part in parts
    ]

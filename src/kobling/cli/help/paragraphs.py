"""The paragraphs of a help text, as they are translated one by one."""

import inspect


def paragraphs(text: str) -> list[tuple[str, bool]]:
    r"""Return the paragraphs, and of each whether its lines stay as they are: what Click asks for by a line \b."""
    whole = inspect.cleandoc(text).partition("\f")[0].strip("\n ")
    parts = [part for part in whole.split("\n\n") if part.strip()]
    return [
        (part.removeprefix("\b\n"), True) if part.startswith("\b") else (" ".join(part.split()), False)
        for part in parts
    ]

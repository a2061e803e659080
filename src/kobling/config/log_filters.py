"""Filters of what is logged."""

import logging


class NoTraceback(logging.Filter):
    """Leaves the traceback out of a line of the log, and the line in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True."""
        record.exc_info = record.exc_text = None
        return True

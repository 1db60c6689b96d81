"""Logs say what went wrong and where in the code; never what a request or a record held."""

import logging


class NoChildren(logging.Filter):
    """Takes values out of log records: an exception's text may quote a row of a child's record, and an
    address what somebody typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its exception and its request reduced to their kind and their place."""
        if getattr(record, "without_values", False):
            return True
        request = getattr(record, "request", None)
        if request is not None:
            record.msg, record.args = f"{_status(record)} at {_page(request)}", ()
        if record.exc_info and record.exc_info[1] is not None:
            said = record.msg if request is not None else record.getMessage().partition(":")[0]
            record.msg, record.args = f"{said}: {_where(record.exc_info[1])}", ()
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        record.without_values = True
        return True


def _status(record: logging.LogRecord) -> str:
    return str(getattr(record, "status_code", record.levelname.lower()))


def _page(request: object) -> str:
    """The page's name: an address as it was declared, not as it was typed."""
    found = getattr(request, "resolver_match", None)
    return str(found.view_name or found.route) if found else "no page of ours"


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
    return f"{type(error).__name__} at {place}"

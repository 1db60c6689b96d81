"""Logs say what went wrong and where in the code; never what a request or a record held."""

import logging


class NoChildren(logging.Filter):
    """Takes values out of log records: an exception's text may quote a row of a child's record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its exception reduced to its kind and its place in the code."""
        if record.exc_info and record.exc_info[1] is not None:
            error, trace = record.exc_info[1], record.exc_info[2]
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
            record.msg = f"{record.getMessage().partition(':')[0]}: {type(error).__name__} at {place}"
            record.args = ()
            record.exc_info, record.exc_text = None, None
        return True

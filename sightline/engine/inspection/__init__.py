"""Inspection reports of children's services, read into judgements, needs and paragraphs."""

from sightline.engine.inspection.report import Paragraph, Report, read_report
from sightline.engine.inspection.unsettled import Unsettled

__all__ = ["Paragraph", "Report", "Unsettled", "read_report"]

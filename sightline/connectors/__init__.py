"""Extraction from an authority's databases into files that the readers read. Nothing is ever written there.

PostgreSQL is tested against a real server. SQL Server is written to the same interface and was tested
against a stand-in for its driver only: no server of that kind was to be had.
"""

from sightline.connectors.extracting import ConnectorError, Extracted, Form, NotInstalledError, extract

__all__ = ["ConnectorError", "Extracted", "Form", "NotInstalledError", "extract"]

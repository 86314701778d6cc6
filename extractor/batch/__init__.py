"""Whole archives: `process_batch` does the work of a batch anywhere, `run_archive` drives it on this machine.

`extractor.batch.ray_engine` drives it on the machines of a Ray cluster, `load_parts` loads what comes out there.
"""

from extractor.batch.batch import process_batch
from extractor.batch.columns import to_documents
from extractor.batch.ledger import Account, Failure, accounts, failures
from extractor.batch.loading import load_parts
from extractor.batch.parts import PartsError
from extractor.batch.run import Job, Report, Stopped, run_archive
from extractor.batch.settings import Settings, pipeline_version
from extractor.batch.tables import BATCH, results_schema
from extractor.batch.workers import WorkersError

__all__ = [
    "BATCH",
    "Account",
    "Failure",
    "Job",
    "PartsError",
    "Report",
    "Settings",
    "Stopped",
    "WorkersError",
    "accounts",
    "failures",
    "load_parts",
    "pipeline_version",
    "process_batch",
    "results_schema",
    "run_archive",
    "to_documents",
]

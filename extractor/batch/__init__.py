"""Whole archives: `process_batch` does the work of a batch anywhere, `run_archive` drives it on this machine."""

from extractor.batch.batch import process_batch
from extractor.batch.ledger import Account, Failure, accounts, failures
from extractor.batch.run import Job, Report, Stopped, run_archive
from extractor.batch.settings import Settings, pipeline_version
from extractor.batch.tables import BATCH, results_schema
from extractor.batch.workers import WorkersError

__all__ = [
    "BATCH",
    "Account",
    "Failure",
    "Job",
    "Report",
    "Settings",
    "Stopped",
    "WorkersError",
    "accounts",
    "failures",
    "pipeline_version",
    "process_batch",
    "results_schema",
    "run_archive",
]

"""Tables in a text: their grid, what their headings and captions mean, and the sentences that their rows say."""

from corpus.tabular.grid import Cell, Row, table_runs
from corpus.tabular.table import Table, tables_in

__all__ = ["Cell", "Row", "Table", "table_runs", "tables_in"]

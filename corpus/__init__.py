"""What goes in: readers, cleaning, structure and segmentation of the texts."""

from corpus.cleaning import CleanText, clean
from corpus.readers import ReadError, ReadLimits, read_bytes, read_path
from corpus.source import Metadata, SourceText

__all__ = [
    "CleanText",
    "Metadata",
    "ReadError",
    "ReadLimits",
    "SourceText",
    "clean",
    "read_bytes",
    "read_path",
]

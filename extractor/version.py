"""The version of zhibiao: of the distribution, and of the pipeline that a stored document was read by."""

__version__ = "0.1.0"

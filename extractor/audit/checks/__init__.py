"""The checks, one module each: from the view of a document, or of several, to findings."""

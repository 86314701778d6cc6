"""The document's head, sections, sentences and clauses."""

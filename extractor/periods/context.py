"""What year a place in the text speaks of: by its section's heading, its role, and the document's years."""

from __future__ import annotations

from bisect import bisect_right

from corpus.structure import Structure


class YearContext:
    """Answers, for an offset or a section, what year is being spoken of there."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self._starts = [s.start for s in structure.sentences]
        roles = {structure.role_of(index) for index, node in enumerate(structure.sections) if node.level > 0}
        self._looks_back = bool(roles) and roles <= {"review", "problems"}
        self._years: list[int | None] = []
        for index in range(len(structure.sections)):
            self._years.append(self._of_section(index))

    def section_at(self, offset: int) -> int:
        """Return the section that an offset lies in, 0 (the document) where it lies in none."""
        at = bisect_right(self._starts, offset) - 1
        return self.structure.sentences[at].section if at >= 0 else 0

    def year_of(self, section: int) -> int | None:
        """Return the year a section speaks of, or None where nothing settles it."""
        return self._years[section] if section < len(self._years) else None

    def _of_section(self, section: int) -> int | None:
        structure = self.structure
        at: int | None = section
        role = structure.role_of(section)
        while at is not None:
            node = structure.sections[at]
            if node.year is not None:
                return node.year
            # A stretch that opens a role of its own is not of the year of the heading above it.
            if not node.title and node.level > 0 and node.role in ("plan", "review"):
                break
            at = node.parent
        if role in ("review", "problems"):
            return structure.review_year or structure.anchor_year
        if role == "plan":
            return structure.anchor_year
        if structure.doc_type == "statistical_bulletin" or self._looks_back:
            return structure.review_year
        return structure.anchor_year

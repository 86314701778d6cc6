"""All areas of knowledge in one object, each read when first asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from patterns.loader import load_area

if TYPE_CHECKING:
    from patterns.audit import AuditCues
    from patterns.boilerplate import Boilerplate
    from patterns.claims import ClaimCues
    from patterns.indicators import Ontology
    from patterns.inputs import Inputs
    from patterns.measures import MeasureCues
    from patterns.periods import PeriodWords
    from patterns.places import Gazetteer
    from patterns.projects import ProjectCues
    from patterns.quantities import QuantityWords
    from patterns.repairs import RepairData
    from patterns.structure import StructureCues
    from patterns.tables import TableWords
    from patterns.webpages import WebPages


class Patterns:
    """The knowledge that the stages read; `extra` are a user's own TOML files, laid over the built-in ones."""

    def __init__(self, extra: tuple[Path, ...] = ()) -> None:
        self.extra = extra

    @cached_property
    def quantities(self) -> QuantityWords:
        """Units, numerals, bounds, masks."""
        from patterns.quantities import QuantityWords

        return load_area("quantities", QuantityWords, self.extra)

    @cached_property
    def indicators(self) -> Ontology:
        """The indicators with their aliases, codes, usual units and comparability."""
        from patterns.indicators import Ontology

        return load_area("indicators", Ontology, self.extra)

    @cached_property
    def places(self) -> Gazetteer:
        """Administrative divisions with their codes, years and successors."""
        from patterns.places import load_gazetteer

        return load_gazetteer(self.extra)

    @cached_property
    def periods(self) -> PeriodWords:
        """Words for years, parts of years, plan periods and spans of years."""
        from patterns.periods import PeriodWords

        return load_area("periods", PeriodWords, self.extra)

    @cached_property
    def structure(self) -> StructureCues:
        """Headings, document types, issuers, roles of sections."""
        from patterns.structure import StructureCues

        return load_area("structure", StructureCues, self.extra)

    @cached_property
    def boilerplate(self) -> Boilerplate:
        """Site furniture: navigation, share bars, membership lines, previews."""
        from patterns.boilerplate import Boilerplate

        return load_area("boilerplate", Boilerplate, self.extra)

    @cached_property
    def webpages(self) -> WebPages:
        """Layout of web pages: what holds the document, what the site puts around it."""
        from patterns.webpages import WebPages

        return load_area("webpages", WebPages, self.extra)

    @cached_property
    def repairs(self) -> RepairData:
        """Tables that the repairs use."""
        from patterns.repairs import RepairData

        return load_area("repairs", RepairData, self.extra)

    @cached_property
    def tables(self) -> TableWords:
        """Headings, captions and labels of tables, and how a cell is said."""
        from patterns.tables import TableWords

        return load_area("tables", TableWords, self.extra)

    @cached_property
    def inputs(self) -> Inputs:
        """Names of columns, and files that are no documents."""
        from patterns.inputs import Inputs

        return load_area("inputs", Inputs, self.extra)

    @cached_property
    def claims(self) -> ClaimCues:
        """Verbs and words that decide kind, basis, status and plan of a claim."""
        from patterns.claims import ClaimCues

        return load_area("claims", ClaimCues, self.extra)

    @cached_property
    def projects(self) -> ProjectCues:
        """Heads, verbs and stages of named projects."""
        from patterns.projects import ProjectCues

        return load_area("projects", ProjectCues, self.extra)

    @cached_property
    def measures(self) -> MeasureCues:
        """Directive verbs, their objects, and what is no measure."""
        from patterns.measures import MeasureCues

        return load_area("measures", MeasureCues, self.extra)

    @cached_property
    def audit(self) -> AuditCues:
        """Words by which the audit tells what may be compared with what."""
        from patterns.audit import AuditCues

        return load_area("audit", AuditCues, self.extra)


@lru_cache(maxsize=8)
def load(extra: tuple[Path, ...] = ()) -> Patterns:
    """Return the knowledge, read once for each set of extra files.

    >>> load() is load()
    True
    """
    return Patterns(extra)

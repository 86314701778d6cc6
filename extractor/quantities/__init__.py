"""Finds quantities: values, units, bounds, ranges, resolutions and spans.

>>> [(m.start, m.end, str(m.value), m.unit, m.bound) for m in find_mentions("签约超过20个，同比增长8.5%左右", load())]
[(2, 7, '20', '个', 'gt'), (12, 18, '8.5', '%', 'approx')]
"""

from extractor.quantities.find import find_mentions, find_quantities
from extractor.quantities.numerals import Numeral, parse_numeral
from patterns import load

__all__ = ["Numeral", "find_mentions", "find_quantities", "load", "parse_numeral"]

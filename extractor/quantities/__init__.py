"""Finds quantities: values, units, bounds, ranges, resolutions and spans.

>>> [(q.text, str(q.value), q.unit, q.bound) for q in find_quantities("签约超过20个，增长8.5%左右")]
[('超过20个', '20', '个', 'gt'), ('8.5%左右', '8.5', '%', 'approx')]
"""

from extractor.quantities.find import find_mentions, find_quantities
from extractor.quantities.numerals import Numeral, parse_numeral

__all__ = ["Numeral", "find_mentions", "find_quantities", "parse_numeral"]

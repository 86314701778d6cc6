"""What every page of ours has: its own style and script, a policy that lets nothing else in, and its data as JSON."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Final

from extractor.version import __version__

_PLACEHOLDER: Final = re.compile(r"\{\{([\w.]+)\}\}")
_COMMON: Final = "extractor.show"
# Whatever could end the script element, is no character of a page, or is changed by whoever reads one.
_UNSAFE: Final = re.compile("[<>&\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def fill_page(package: str, *, title: str, language: str, words: Mapping[str, str], data: object) -> str:
    """Fill the `page.html` among the assets of a package with its styles, its script, its words and the data.

    The Content-Security-Policy of the page names style and script by their hashes; beside them nothing may run
    or be loaded. The data stands in it as JSON, never as markup.

    Args:
        package: whose `page.html`, `page.css` and `page.js` to take; what all pages have goes before them.
        title: the title of the page.
        language: `en` or `zh`.
        words: the words of the page, for its placeholders `{{t.…}}`.
        data: what the script reads.
    """
    style, script = (
        asset(_COMMON, f"common.{kind}") + asset(package, f"page.{kind}") for kind in ("css", "js")
    )
    values = {
        "lang": "zh-Hans" if language == "zh" else "en",
        "title": title,
        "policy": _policy(style, script),
        "version": __version__,
        "made_by": words["made_by"].format(version=__version__),
    }
    raw = {"style": style, "script": script, "data": embedded(data)}

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name in raw:
            return raw[name]
        return html.escape(values[name] if name in values else words[name.removeprefix("t.")])

    return _PLACEHOLDER.sub(fill, asset(package, "page.html"))


def asset(package: str, name: str) -> str:
    """Read a file among the assets of a package."""
    return resources.files(package).joinpath("assets", name).read_text(encoding="utf-8")


def embedded(data: object) -> str:
    r"""Write data as JSON that can stand within a script element.

    >>> embedded("</script>")
    '"\\u003c/script\\u003e"'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def units(text: str, start: int = 0, end: int | None = None) -> int:
    """Count a stretch of a text in UTF-16 units, as scripts do.

    >>> units("𠮷野"), units("𠮷野", 1)
    (3, 1)
    """
    return len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2


def _policy(style: str, script: str) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {source(script)}; style-src {source(style)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )

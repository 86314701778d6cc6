"""Opens the zip of a Word document, bounded in what it may expand to, and parses its XML parts safely."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from corpus.readers.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_XML = 256_000_000
# Word's XML packs 10 to 40 times; only what was made to burst packs so far.
MOST_RATIO = 300
_RATIO_FROM = 4_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class WordPackage:
    """The XML parts of a Word document, by the kind of their relationship.

    Reads only the parts that are asked for, so that pictures cost nothing and a dangling relationship, which
    WPS leaves behind, does no harm.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if data.startswith(_OLE):
            raise ReadError(name, _ole_cause(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise ReadError(name, f"is no DOCX or is damaged: {error}") from error
        self._sizes = {info.filename: info for info in self._zip.infolist()}
        main = self._targets("").get("officeDocument", "word/document.xml")
        if main not in self._sizes:
            raise ReadError(name, "is no DOCX: it holds no word/document.xml")
        self._main = main
        self._related = self._targets(main)

    def main(self) -> _Element:
        """Return the root of the document itself."""
        return self._parsed(self._main)

    def related(self, kind: str) -> _Element | None:
        """Return the root of the part that the document names by a relationship, or None where it has none.

        Raises:
            ReadError: the part is damaged or too large.
        """
        target = self._related.get(kind)
        return self._parsed(target) if target in self._sizes else None

    def core_title(self) -> str | None:
        """Return the title of the core properties; damaged properties have none."""
        target = self._targets("").get("core-properties")
        if target not in self._sizes:
            return None
        try:
            found = self._parsed(target).find("{http://purl.org/dc/elements/1.1/}title")
        except ReadError:
            return None
        return None if found is None else found.text

    def _targets(self, source: str) -> dict[str, str]:
        """Return the parts that a part is related to, by the last word of the kind of relationship."""
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._sizes:
            return {}
        found: dict[str, str] = {}
        for entry in self._parsed(path).iter(_RELATIONSHIPS):
            kind = entry.get("Type", "").rpartition("/")[2]
            target = entry.get("Target", "")
            if entry.get("TargetMode") != "External" and target:
                found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return found

    def _parsed(self, path: str) -> _Element:
        from lxml import etree

        # No entities, no network, and libxml2's own bounds on depth and on text stay in force.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._bytes(path), parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(self._name, f"is damaged: {path}: {error.msg}") from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(self._name, f"is damaged: {path} declares a document type")
        return root

    def _bytes(self, path: str) -> bytes:
        info = self._sizes[path]
        if info.file_size > MOST_XML:
            raise ReadError(self._name, f"expands too far: {path} to {info.file_size} bytes")
        if info.file_size > max(_RATIO_FROM, MOST_RATIO * info.compress_size):
            raise ReadError(self._name, f"expands too far: {path} to {info.file_size} bytes")
        try:
            return self._zip.read(info)
        except RuntimeError as error:
            # Of zipfile's own: the entry asks for a password.
            raise ReadError(self._name, "is encrypted") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise ReadError(self._name, f"is damaged: {path}: {error}") from error


def _ole_cause(data: bytes) -> str:
    """Tell the two kinds of compound files apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "is an old Word document (.doc): save it as .docx"
    return "is a compound file (an old .doc or .wps?): save it as .docx"

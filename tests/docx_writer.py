"""Writes DOCX files for the tests from pieces of their XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """Return a cell; plain text becomes its one paragraph."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows, each the cells one after the other."""
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in rows) + "</w:tbl>"


def docx_of(
    body: str,
    *,
    related: Mapping[str, str] | None = None,
    title: str | None = None,
    dtd: str = "",
    raw: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a DOCX file.

    `related` maps a kind of part (numbering, styles, footnotes, …) to what stands within its root; `raw`
    replaces whole members of the zip.
    """
    related = dict(related or {})
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(related, 1)
    )
    members = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        # What WPS leaves behind of a picture that is gone.
        f'<Relationship Id="rId99" Type="{_OFFICE}/image" Target="NULL"/></Relationships>',
        "word/document.xml": f"{dtd}<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
    }
    if title is not None:
        members["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
        )
    for kind, content in related.items():
        members[f"word/{kind}.xml"] = f"<w:{kind} {_SPACES}>{content}</w:{kind}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path, text in members.items():
            if path not in (raw or {}):
                file.writestr(_dated(path), text)
        for path, data in (raw or {}).items():
            file.writestr(_dated(path), data)
    return out.getvalue()


def _dated(path: str) -> zipfile.ZipInfo:
    """Tell of a member with a date that is always the same, so that the same DOCX has the same bytes."""
    info = zipfile.ZipInfo(path)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info

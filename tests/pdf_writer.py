"""Writes small PDF files for the tests: lines of Chinese text at given places, no font needed."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[float, float, str]


def pdf_of(
    pages: Sequence[Sequence[str | Line]], *, title: str | None = None, size: float = 16.0, extra: str = ""
) -> bytes:
    """Return a PDF with the lines of each page, one below the other unless (x, y, text) says where.

    The font is named but not embedded; its encoding is UCS-2, which readers of PDF know by heart.
    """
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 94 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids: list[int] = []
    for page in pages:
        content = _content(page, size).encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    trailer = extra
    if title is not None:
        objects.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode())
        trailer += f" /Info {len(objects)} 0 R"
    return _file(objects, trailer)


def _content(page: Sequence[str | Line], size: float) -> str:
    out: list[str] = []
    for index, line in enumerate(page):
        x, y, text = (60.0, 780 - index * size * 1.6, line) if isinstance(line, str) else line
        shown = text.encode("utf-16-be").hex()
        out.append(f"BT /F1 {size} Tf {x} {y} Td <{shown}> Tj ET")
    return "\n".join(out)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)

"""What the DOCX reader takes from a document, what it leaves out, and what it refuses."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus import read_bytes
from corpus.readers import ReadError
from corpus.readers.word_numbers import formatted
from corpus.source import SourceText
from tests.docx_writer import cell, docx_of, paragraph, run, table

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def read(body: str, **more: object) -> SourceText:
    return read_bytes(docx_of(body, **more), "a.docx")  # type: ignore[arg-type]


def lines(body: str, **more: object) -> list[str]:
    return read(body, **more).text.splitlines()


def refused(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")
    return caught.value.cause


def test_paragraphs_and_tables_stand_in_their_order_with_their_parts() -> None:
    source = read(
        paragraph("砚溪县工作报告")
        + "<w:p/>"
        + table(cell("指标") + cell("数值"), cell("财政收入") + cell("12亿元"))
        + paragraph("全县增长3%。")
    )
    assert source.text == "砚溪县工作报告\n\n指标\t数值\n财政收入\t12亿元\n\n全县增长3%。\n"
    parts = [(part.kind, part.number, source.text[part.start : part.end]) for part in source.parts]
    assert parts == [
        ("paragraph", 1, "砚溪县工作报告"),
        ("table", 1, "指标\t数值\n财政收入\t12亿元"),
        ("paragraph", 2, "全县增长3%。"),
    ]
    assert source.reader == "docx"


def test_merged_cells_stand_once_on_the_grid() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    text = read(
        table(
            cell("地区", restart) + cell("收入", '<w:gridSpan w:val="2"/>'),
            cell("", goes_on) + cell("计划") + cell("完成"),
            cell("雁浦县") + cell("10"),
        )
    ).text
    assert text.strip("\n").split("\n") == ["地区\t收入\t", "\t计划\t完成", "雁浦县\t10\t"]


def test_a_hostile_span_does_not_fill_memory() -> None:
    text = read(table(cell("a", '<w:gridSpan w:val="999999999"/>'))).text
    assert len(text) < 100


def test_a_cell_is_one_line() -> None:
    inside = paragraph("一般公共预算") + paragraph("支出") + paragraph("GDP  ") + paragraph("2019 年")
    assert read(table(cell(inside) + cell("5"))).text == "一般公共预算支出 GDP 2019 年\t5\n\n"


def test_nested_tables_follow_their_row_and_a_frame_of_one_cell_is_no_table() -> None:
    nested = table(cell("甲") + cell("1"))
    outer = table(cell(paragraph("外") + nested) + cell("2"), cell("末") + cell("3"))
    assert [line for line in lines(outer) if line] == ["外\t2", "甲\t1", "末\t3"]
    frame = table(cell(paragraph("前言") + nested + paragraph("后记")))
    assert [line for line in lines(frame) if line] == ["前言", "甲\t1", "后记"]


def test_what_wraps_text_is_looked_through() -> None:
    inner = run("全县")
    for wrapped in (
        f"<w:hyperlink>{inner}</w:hyperlink>",
        f"<w:smartTag>{inner}</w:smartTag>",
        f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
        f"<w:ins>{inner}</w:ins>",
        f'<w:fldSimple w:instr="REF a">{inner}</w:fldSimple>',
        f"<w:r><w:ruby><w:rt>{run('quán')}</w:rt><w:rubyBase>{inner}</w:rubyBase></w:ruby></w:r>",
    ):
        assert lines(f"<w:p>{run('今年')}{wrapped}{run('增长')}</w:p>") == ["今年全县增长"]
    assert lines(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>") == ["甲"]
    unfilled = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
    )
    assert lines(unfilled + paragraph("乙")) == ["乙"]


def test_deletions_codes_and_hidden_text_are_left_out() -> None:
    deleted = "<w:del><w:r><w:delText>11%</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom>"
    hidden = run("批注", "<w:vanish/>")
    assert lines(f"<w:p>{run('增长')}{deleted}{moved}{hidden}<w:ins>{run('12%')}</w:ins></w:p>") == [
        "增长12%"
    ]
    field = (
        FIELD.format("begin")
        + "<w:r><w:instrText> = SUM(5,7) </w:instrText></w:r>"
        + FIELD.format("separate")
        + run("12")
        + FIELD.format("end")
    )
    assert lines(f"<w:p>{run('共')}{field}{run('亿元')}</w:p>") == ["共12亿元"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = paragraph("完成投资", "<w:rPr><w:del/></w:rPr>") + paragraph("12亿元。")
    assert lines(joined) == ["完成投资12亿元。"]


def test_a_table_of_contents_is_no_text() -> None:
    contents = (
        f"<w:p>{FIELD.format('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{FIELD.format('separate')}"
        f"{run('一、收入')}<w:r><w:tab/></w:r>{run('3')}</w:p>"
        f"<w:p>{run('二、支出')}<w:r><w:tab/></w:r>{run('5')}</w:p>"
        f"<w:p>{FIELD.format('end')}</w:p>"
    )
    assert [line for line in lines(contents + paragraph("一、收入")) if line] == ["一、收入"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('专栏：收入12亿元')}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lines(f"<w:p>{run('正文。')}{shape}</w:p>") == ["正文。", "专栏：收入12亿元"]
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert lines(f"<w:p>{old}</w:p>") == ["", "专栏：收入12亿元"]


def test_breaks_tabs_signs_and_raised_figures() -> None:
    signs = (
        f"{run('甲')}<w:r><w:br/></w:r>{run('乙')}<w:r><w:tab/></w:r>{run('下降')}<w:r><w:noBreakHyphen/></w:r>{run('5')}"
        f'<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("3")}'
    )
    assert lines(f"<w:p>{signs}</w:p>") == ["甲", "乙\t下降-5≥3"]
    # The mark of a note is no digit of the figure.
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    assert lines(f"<w:p>{run('增长5')}{raised}</w:p>") == ["增长5¹"]


def test_notes_come_at_the_end() -> None:
    body = f'<w:p>{run("增长5%")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}</w:p>' + paragraph(
        "末。"
    )
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("按可比价计算。")}</w:footnote>'
    )
    assert lines(body, related={"footnotes": notes}) == ["增长5%。", "末。", "按可比价计算。"]


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(text: str, number: int = 1, at: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_the_numbers_of_lists_are_written_out() -> None:
    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "%3.%4")
        + level(4, "bullet", "\uf0b7")
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        numbered("收入")
        + numbered("全市", at=1)
        + numbered("税收", at=2)
        + numbered("契税", at=3)
        + numbered("其他", at=4)
        + numbered("市级", at=1)
        + numbered("支出")
        + numbered("全市", at=1)
        + numbered("附录", number=2)
        + numbered("未知", number=9)
        + paragraph("正文")
    )
    assert lines(body, related={"numbering": numbering}) == [
        "一、收入",
        "（一）全市",
        "1.税收",
        "1.1 契税",
        "其他",
        "（二）市级",
        "二、支出",
        "（一）全市",
        "一、附录",
        "未知",
        "正文",
    ]


def test_a_style_may_bring_the_number() -> None:
    levels = level(0, "decimal", "第%1章") + level(1, "chineseCounting", "第%2节", '<w:pStyle w:val="H2"/>')
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H1"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="Base"/></w:style>'
    )
    body = (
        paragraph("总则", '<w:pStyle w:val="H1"/>')
        + paragraph("收入", '<w:pStyle w:val="H2"/>')
        + paragraph("无号", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, related={"numbering": numbering, "styles": styles}) == [
        "第1章总则",
        "第一节收入",
        "无号",
    ]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"),
        (9, "upperRoman", "IX"),
        (28, "lowerLetter", "bb"),
        (3, "ideographTraditional", "丙"),
        (21, "decimalEnclosedCircle", None),
        (7, "decimalFullWidth", "７"),
        (7, "decimalZero", "07"),
        (1, "hindiVowels", None),
    ],
)
def test_how_numbers_are_written(number: int, kind: str, written: str | None) -> None:
    assert formatted(number, kind) == written


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("砚溪县2019年工作报告", "砚溪县2019年工作报告"),
        ("Microsoft Word - 砚溪县2019年工作报告", None),
        ("砚溪县2019年工作报告.doc", None),
        ("Word Document", None),
        ("标题", None),
    ],
)
def test_the_title_of_the_properties_is_taken_where_it_is_one(given: str, taken: str | None) -> None:
    assert read(paragraph("正文"), title=given).metadata.title == taken


def test_what_is_no_docx_is_refused_in_one_line() -> None:
    assert "is no DOCX or is damaged" in refused(b"plain words")
    assert "no word/document.xml" in refused(zipped({"a.txt": b"1"}))
    assert "damaged" in refused(docx_of("", raw={"word/document.xml": b"<w:document"}))
    assert "no body" in refused(docx_of("", raw={"word/document.xml": b"<document/>"}))
    assert refused(docx_of("<w:p/>")) == "holds no text"
    whole = docx_of(paragraph("全县" * 500))
    assert "damaged" in refused(whole[: len(whole) // 2])


def test_old_and_encrypted_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "old Word document (.doc): save it as .docx" in refused(
        ole + "WordDocument".encode("utf-16-le"), "a.doc"
    )
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "is encrypted"
    assert "save it as .docx" in refused(ole, "a.wps")
    assert read_bytes(docx_of(paragraph("全县")), "a.doc").text == "全县\n"
    assert ".docx" in refused(b"{\\rtf1 }", "a.rtf")


def test_bombs_are_refused() -> None:
    entities = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "document type" in refused(docx_of(paragraph("&b;"), dtd=entities))
    expanding = docx_of(paragraph("全县" + " " * 8_000_000))
    assert len(expanding) < 100_000
    assert "expands too far" in refused(expanding)


def test_deep_nesting_is_no_crash() -> None:
    def nested(depth: int) -> bytes:
        return docx_of("<w:p>" + "<w:ins>" * depth + run("深") + "</w:ins>" * depth + "</w:p>")

    assert read_bytes(nested(200), "a.docx").text == "深\n"
    assert "damaged" in refused(nested(2_000))
    assert "damaged" in refused(nested(10_000))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def test_a_document_written_by_python_docx_is_read() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("一、收入", level=1)
    document.add_paragraph("全县财政收入12.5亿元，增长3.1%。")
    document.add_paragraph("税收收入", style="List Number")
    grid = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("指标", "完成", "契税", "3000")):
        grid.cell(at // 2, at % 2).text = text
    out = io.BytesIO()
    document.save(out)
    source = read_bytes(out.getvalue(), "a.docx")
    assert (
        source.text == "一、收入\n全县财政收入12.5亿元，增长3.1%。\n1.税收收入\n\n指标\t完成\n契税\t3000\n\n"
    )
    assert source.metadata.title is None

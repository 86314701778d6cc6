"""Make the damaged twins in `corpus/samples` from the clean texts beside them.

    python benchmarks/make_samples.py            write the twins
    python benchmarks/make_samples.py --check    exit 1 if a committed twin differs from what would be written

Each function here does one kind of damage that real archives show, always at the same places, so that the
same clean text gives the same bytes. The clean texts are written by hand; the three that are stored in an
encoding other than UTF-8 (09, 11, 12) are clean texts too and are not made here.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
TO_ASCII = str.maketrans("，；：？！（）％", ",;:?!()%")
TO_FULL = str.maketrans("0123456789%", "０１２３４５６７８９％")
CHUNK = 300  # characters between two page marks of a document-site preview


def with_pinyin(simplified: str) -> str:
    """Turn simplified text into traditional and put the pinyin after some of the characters that changed."""
    import opencc
    from pypinyin import pinyin

    traditional = opencc.OpenCC("s2tw").convert(simplified)
    if len(traditional) != len(simplified):
        raise ValueError("script conversion changed the length of the text")
    out = []
    for before, after in zip(simplified, traditional, strict=True):
        out.append(after)
        # Real damage annotates some characters always and others never; a checksum gives such a fixed choice.
        if before != after and zlib.crc32(after.encode()) % 4:
            out.append(f"({pinyin(after)[0][0]})")
    return "".join(out)


def lose_byte(text: str, anchor: str) -> str:
    """Lose the first GBK byte of the last character of `anchor`, and read the bytes again."""
    at = text.index(anchor) + len(anchor) - 1
    head, tail = text[:at].encode("gbk"), text[at:].encode("gbk")
    # What stands for the lost byte is a question mark; the pairs slip until the next ASCII byte.
    return (head + b"?" + tail[1:]).decode("gbk", errors="replace").replace("\ufffd", "?")


def dispatch_damaged(clean: str) -> bytes:
    """Traditional script with pinyin, two lost bytes, ASCII punctuation, masked years, a web header."""
    title, _, rest = clean.split("\n", 2)
    review, plan = rest.split("\n二、", 1)
    text = with_pinyin(f"{title}\n{review.replace('2008年', '*年')}\n二、{plan}")
    for anchor in ("的115%，比上", "金額6.5億(yì)元。"):
        text = lose_byte(text, anchor)
    head, body = text.translate(TO_ASCII).split("\n", 1)
    notice = "时间:2021-11-08 09:15:32\n导语:" + title + "这篇文稿由网友投稿,仅供参考学习。"
    return f"{head}\n{with_pinyin(notice)}\n{body}".encode()


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[0-9A-Za-z.]+|\S", text))


def opinion_spaced(clean: str) -> bytes:
    """Spaces between the letters of some stretches and around numbers, ASCII punctuation."""
    stretches = (
        "全年引进县外资金38亿元，其中工业项目到位资金",
        "重点项目县领导挂钩联系制度",
        "固定资产投资3000万元以上工业项目",
        "县财政设立招商引资奖励资金800万元",
    )
    text = clean
    for stretch in stretches:
        if stretch not in text:
            raise ValueError(f"the clean text has no {stretch!r}")
        text = text.replace(stretch, _spaced(stretch))
    text = re.sub(r"(?<=[一-鿿])(\d[\d.]*%?)(?=[一-鿿])", r" \1 ", text)
    lines = text.translate(TO_ASCII).split("\n")
    signed = next(i for i, line in enumerate(lines) if line.startswith("中共") and line.endswith("委员会"))
    lines[signed : signed + 3] = [_spaced(line) for line in lines[signed : signed + 3]]
    return "\n".join(lines).encode()


def meeting_preview(clean: str) -> bytes:
    """A document site's preview: its own header, page marks in mid-sentence, its own tail."""
    title = clean.split("\n", 1)[0]
    body = re.sub(r"\s", "", clean).translate(TO_ASCII)
    pages = [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]
    lines = [
        f"{title}.docx",
        *["![评分](/images/score_1.gif)"] * 3,
        f"《{title}.docx》由会员分享,可免费预览,更多相关《{title}.docx(5页典藏版)》请在示例文库上搜索。",
        *[f"{number}、{page}" for number, page in enumerate(pages, 1)],
        "- 下载须知:",
        "本文档由会员上传,版权归原作者所有,下载前请先预览。",
        "- 关 键 词:",
        "- 2024 上半年 招商引资 推进会 讲话",
        "![提示](/images/tip.gif)",
        "限制80内",
    ]
    return "\n".join(lines).encode()


def speech_masked(clean: str) -> bytes:
    """Figures masked as X, ×× or *, the past year as 20*年, words spun with synonyms."""
    text = clean.replace("2023年", "20*年")
    marks = cycle(["X", "××", "X", "*"])
    text = re.sub(r"(?<![\d.])(?!20\*|2024年)\d[\d.]*", lambda _: next(marks), text)
    text = re.sub(r"第[三四](?=[，。和])", "第X", text)
    for word, spun in (
        ("项目", "工程"),
        ("肯定", "确定"),
        ("困难", "困顿"),
        ("不足", "缺乏"),
        ("改进", "改良"),
        ("发展", "进展"),
        ("保障", "保证"),
        ("劲头", "干劲儿"),
    ):
        text = text.replace(word, spun)
    return text.encode()


def news_page(clean: str) -> bytes:
    """A web page saved as GBK text: navigation, full-width digits, two lost % signs, a figure left out."""
    text = clean
    for before, after in (
        ("同比增长19.3%。", "同比增长19.3。"),
        ("办结率达到98.5%", "办结率达到98.5"),
        ("签约项目7个", "签约项目个"),
    ):
        if before not in text:
            raise ValueError(f"the clean text has no {before!r}")
        text = text.replace(before, after)
    page = [
        "您的位置：首页 > 区县要闻 > 正文",
        text.translate(TO_FULL).strip(),
        "【字体：大 中 小】【打印】【关闭】",
        "分享到： 微信 微博",
        "上一篇：没有了",
    ]
    return "\n".join(page).encode("gbk")


TWINS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "01_dispatch_speech.damaged.txt": ("01_dispatch_speech.txt", dispatch_damaged),
    "02_county_opinion.spaced.txt": ("02_county_opinion.txt", opinion_spaced),
    "03_half_year_meeting.preview.txt": ("03_half_year_meeting.txt", meeting_preview),
    "04_district_speech.masked.txt": ("04_district_speech.txt", speech_masked),
    "05_county_news.page.txt": ("05_county_news.txt", news_page),
}


def twins(samples: Path = SAMPLES) -> Iterator[tuple[str, bytes]]:
    """Give the name and the bytes of every damaged twin, made from the clean texts in `samples`."""
    for name, (source, damage) in TWINS.items():
        yield name, damage((samples / source).read_text(encoding="utf-8"))


def main(argv: list[str] | None = None) -> int:
    """Write the twins, or with --check compare them with what is there; give the exit code."""
    parser = argparse.ArgumentParser(description="Make the damaged twins in corpus/samples.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a twin differs")
    options = parser.parse_args(argv)
    stale = []
    for name, data in twins():
        path = SAMPLES / name
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(name)
        if not options.check:
            path.write_bytes(data)
    for name in stale:
        print(("differs: " if options.check else "written: ") + name)
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())

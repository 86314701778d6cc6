"""Bytes are lost at random places of our own texts, and found again; sound texts stay as they are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from opencc import OpenCC
from pypinyin import pinyin

from corpus import clean
from corpus.cleaning import REPAIRS, lost_byte
from corpus.cleaning.alignment import AlignedText
from corpus.samples import sample_paths
from patterns import load

# What later hands do to the punctuation of a text.
FOLD = str.maketrans("，？！；：（）％", ",?!;:()%")


def by_pairs(raw: bytes, mark: str) -> str:
    """Decode as some decoders do: a pair that is no character is dropped whole, or leaves a mark."""
    out = []
    at = 0
    while at < len(raw):
        if raw[at] < 0x80:
            out.append(chr(raw[at]))
            at += 1
            continue
        char = raw[at : at + 2].decode("gbk", "ignore")
        out.append(char if len(char) == 1 and at + 1 < len(raw) else mark)
        at += 2 if (at + 1 < len(raw) and raw[at + 1] >= 0x80) or out[-1] != mark else 1
    return "".join(out)


DECODERS: dict[str, Callable[[bytes], str]] = {
    "ignore": lambda raw: raw.decode("gbk", "ignore"),
    "replace": lambda raw: raw.decode("gbk", "replace"),
    "gb18030": lambda raw: raw.decode("gb18030", "replace"),
    "drop pairs": lambda raw: by_pairs(raw, ""),
    "mark pairs": lambda raw: by_pairs(raw, "?"),
}


def damage(text: str, rng: random.Random, decoder: str, *, mark: bool, fold: bool) -> str:
    """Lose one byte of one character of a text, and decode what is left."""
    raw = text.encode("gbk")
    starts = []
    at = 0
    for char in text:
        size = len(char.encode("gbk"))
        if size == 2:
            starts.append(at)
        at += size
    lost = rng.choice(starts) + rng.randrange(2)
    damaged = DECODERS[decoder](raw[:lost] + (b"?" if mark else b"") + raw[lost + 1 :])
    return damaged.translate(FOLD) if fold else damaged


def lines() -> list[str]:
    found = []
    for path in sample_paths("clean"):
        if path.suffixes == [".txt"]:
            text = path.read_text(encoding="utf-8")
            found += [line for line in text.splitlines() if 40 < len(line) < 120]
    return [line for line in found if line.encode("gbk", "ignore").decode("gbk") == line]


def wrong(text: str, right: str) -> int:
    """Count the characters in which two texts differ."""
    blocks = SequenceMatcher(None, text, right, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in blocks if kind != "equal")


@pytest.mark.parametrize("decoder", DECODERS)
def test_most_of_what_a_lost_byte_garbles_is_read_again(decoder: str) -> None:
    rng = random.Random(decoder)
    before = after = worse = 0
    for _ in range(12):
        line = rng.choice(lines())
        fold = rng.random() < 0.5
        right = line.translate(FOLD)
        damaged = damage(line, rng, decoder, mark=rng.random() < 0.5, fold=fold)
        mended = lost_byte.apply(AlignedText.of(damaged), load()).text.text
        then, now = wrong(damaged.translate(FOLD), right), wrong(mended.translate(FOLD), right)
        if then >= 4:
            before += then
            after += now
        if now > then:
            worse += 1
            print(damaged, mended, sep="\n")
    print(f"{decoder}: {before} characters garbled, {after} left")
    assert worse == 0
    assert after * 2 < before


def test_traditional_text_with_pinyin_put_in_is_read_again() -> None:
    rng = random.Random(7)
    before = after = 0
    for _ in range(16):
        line = rng.choice(lines())
        traditional = OpenCC("s2t").convert(line)
        noted = "".join(
            f"{new}({pinyin(new)[0][0]})" if new != old else new
            for old, new in zip(line, traditional, strict=True)
        )
        if noted.encode("gbk", "ignore").decode("gbk") != noted:
            continue
        damaged = damage(noted, rng, rng.choice(list(DECODERS)), mark=rng.random() < 0.5, fold=True)
        right = clean(noted).text.translate(FOLD)
        before += wrong(clean_but_lost_byte(damaged).translate(FOLD), right)
        after += wrong(clean(damaged).text.translate(FOLD), right)
    print(f"with pinyin: {before} characters garbled, {after} left")
    assert after < before


def clean_but_lost_byte(text: str) -> str:
    aligned = AlignedText.of(text)
    for repair in REPAIRS:
        if repair is not lost_byte:
            aligned = repair.apply(aligned, load()).text
    return aligned.text


def test_sound_texts_do_not_change() -> None:
    """Every stretch of our sound samples is looked at as if it were suspicious, and none changes."""
    for path in sample_paths("clean"):
        if path.suffixes != [".txt"]:
            continue
        text = path.read_text(encoding="utf-8")
        found = [match.span() for match in lost_byte._uncommon(load()).finditer(text)]
        assert found
        assert lost_byte._Mender(text, False).mend(found[::8]) == ([], [])


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        (
            "為外來企業提供高效便捷的信息服務??h財政要增加投入，支持工業園區發展。",
            "为外来企业提供高效便捷的信息服务。县财政要增加投入，支持工业园区发展。",
        ),
        (
            "我們(men)發(fā)展農產(chǎn)品加工項(xiàng)目?jī)?yōu)先保證(zhèng)用地(dì)",
            "我们发展农产品加工项目优先保证用地",
        ),
    ],
)
def test_known_ways_of_damage(damaged: str, right: str) -> None:
    assert clean(damaged).text == right


@pytest.mark.parametrize(
    "text",
    [
        "到底怎么干?要靠大家一起来想办法。",
        "会议指出?",
        "该公司生产T型梁和K线图软件，出口到X国。",
        "他说:“行不行?试试看!”",
        "鄱阳湖、滹沱河、岢岚县和盱眙县的砭石、锂矿与镉污染治理。",
    ],
)
def test_what_only_looks_suspicious_stays(text: str) -> None:
    assert lost_byte.apply(AlignedText.of(text), load()).text.text == text


def test_a_character_whose_byte_stays_in_doubt_is_left_open() -> None:
    """Nothing tells which surname stood here, so none is put in."""
    raw = "负责人是张某某".encode("gbk")
    lost = len("负责人是".encode("gbk"))
    damaged = (raw[:lost] + raw[lost + 1 :]).decode("gbk", "replace")
    done = clean("县委、县政府召开会议研究部署重点工作，" + damaged)
    assert "张" not in done.text


@pytest.mark.parametrize("mark", ["?", "\ufffd"])
def test_a_long_row_of_marks_is_left_alone(mark: str) -> None:
    text = f"全县完成投资{mark * 20_000}亿元。"
    done = lost_byte.apply(AlignedText.of(text), load())
    assert (done.text.text, done.repairs, done.flags) == (text, (), ())


def test_windows_neither_overlap_nor_grow_without_end() -> None:
    text = "全?县" * 3000
    places = [match.span() for match in re.finditer(r"\?", text)]
    windows = list(lost_byte._windows(text, places))
    assert all(end - start <= lost_byte._WIDEST for start, end in windows)
    assert all(one[1] <= other[0] for one, other in pairwise(windows))
    assert all(any(start <= at < end for start, end in windows) for at, _ in places)


def test_too_much_damage_is_flagged_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = "為外來企業提供高效便捷的信息服務??h財政要增加投入，支持工業園區發展。\n"
    whole = lost_byte.apply(AlignedText.of(damaged * 6), load())
    assert (whole.text.text.count("服務。縣財政"), whole.flags) == (6, ())
    monkeypatch.setattr(lost_byte, "_LEAST_TRIES", 4)
    part = lost_byte.apply(AlignedText.of(damaged * 6), load())
    mended = part.text.text.count("服務。縣財政")
    assert 0 < mended < 6
    (flag,) = part.flags
    assert (flag.name, flag.count) == ("lost_byte", 6 - mended)

"""Words, dictionaries, and the tokenizer whose tokens are characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.segmentation import (
    DictionaryError,
    JiebaSegmenter,
    RjiebaSegmenter,
    iter_words,
    read_dictionary,
    segmenter,
    tagged,
    words,
)

TEXT = "全县完成固定资产投资12.5亿元，同比增长8.3%，新开工项目31个。\n下一步要抓好招商引资工作。"


@given(st.text(alphabet="工业增长投资亿元项目1.%，。 \nabＡ\u3000😀", max_size=80))
def test_words_join_to_the_text_again(text: str) -> None:
    found = words(text)
    assert "".join(w.word for w in found) == text
    assert all(text[w.start : w.end] == w.word for w in found)
    assert all(text[w.start : w.end] == w.word for w in tagged(text))


def test_words_given_one_by_one_are_the_same() -> None:
    text = (TEXT + "\n") * 2000
    assert list(iter_words(text)) == words(text)


def test_a_users_dictionary_is_used(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("砚溪莲花谷 900 nz\n# a comment\n泊洲港\n", encoding="utf-8")
    sentence = "客商考察砚溪莲花谷和泊洲港"
    assert "砚溪莲花谷" not in [w.word for w in words(sentence)]
    assert {"砚溪莲花谷", "泊洲港"} <= {w.word for w in words(sentence, (file,))}
    assert ("砚溪莲花谷", "nz") in [(w.word, w.tag) for w in tagged(sentence, (file,))]


def test_dictionaries_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("泊洲港 10 n extra\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"words\.txt: line 1"):
        list(read_dictionary(file))
    with pytest.raises(DictionaryError, match="absent"):
        list(read_dictionary(tmp_path / "absent.txt"))


def test_both_segmenters_cut_nearly_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    slow, fast = JiebaSegmenter([]), RjiebaSegmenter([])
    one, two = slow.words(TEXT), fast.words(TEXT)
    assert "".join(w.word for w in one) == TEXT
    assert len(set(one) & set(two)) >= 0.8 * len(one)
    assert [w.word for w in slow.tagged("投资增长")] == [w.word for w in fast.tagged("投资增长")]
    assert list((tmp_path / "zhibiao").iterdir()), "the cache stays out of the shared temporary folder"


def test_one_segmenter_for_one_set_of_dictionaries() -> None:
    assert segmenter() is segmenter()


def test_token_i_is_character_i() -> None:
    from corpus.segmentation_spacy import make_nlp, text_of

    nlp = make_nlp()
    doc = nlp(TEXT + " 😀\n\n")
    assert len(doc) == len(TEXT) + 4
    assert all(doc[i].text == TEXT[i] for i in range(len(TEXT)))
    assert text_of(doc) == doc.text == TEXT + " 😀\n\n"


def test_long_texts_are_taken() -> None:
    from corpus.segmentation_spacy import make_nlp

    assert len(make_nlp()("增长" * 600_000)) == 1_200_000


def test_a_pipeline_can_be_stored_and_read(tmp_path: Path) -> None:
    import spacy

    from corpus.segmentation_spacy import make_nlp

    make_nlp().to_disk(tmp_path / "pipe")
    assert [t.text for t in spacy.load(tmp_path / "pipe")("增长5%")] == ["增", "长", "5", "%"]

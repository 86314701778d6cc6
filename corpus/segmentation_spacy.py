"""A spaCy tokenizer that makes each character a token, so that token i is character i."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

NAME = "zhibiao.char_tokenizer.v1"
_TEXT = "zhibiao.text"
_MAX_LENGTH = 100_000_000


class CharTokenizer:
    """Makes a Doc of one token a character; spaCy's own for Chinese takes time by the square of the length.

    >>> nlp = make_nlp()
    >>> doc = nlp("增长 5%")
    >>> [token.text for token in doc], text_of(doc)
    (['增', '长', ' ', '5', '%'], '增长 5%')
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text."""
        characters = list(text)
        doc = Doc(self.vocab, words=characters, spaces=[False] * len(characters))
        # Doc.text joins the tokens anew each time it is asked for.
        doc.user_data[_TEXT] = text
        return doc

    # A tokenizer holds nothing that is not made anew from its name.

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing to store."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharTokenizer:
        """Return the tokenizer itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Store nothing."""

    def from_disk(self, _path: Any, **_: Any) -> CharTokenizer:
        """Return the tokenizer itself."""
        return self


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def make_char_tokenizer() -> Callable[[Language], CharTokenizer]:
    """Return a maker of character tokenizers, for `[nlp.tokenizer] @tokenizers` in a configuration."""

    def make(nlp: Language) -> CharTokenizer:
        return CharTokenizer(nlp.vocab)

    return make


def make_nlp() -> Language:
    """Return a blank Chinese pipeline with the character tokenizer, for texts of any length.

    >>> make_nlp().config["nlp"]["tokenizer"]["@tokenizers"]
    'zhibiao.char_tokenizer.v1'
    """
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})
    nlp.max_length = _MAX_LENGTH
    return nlp


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, kept from when it was made.

    >>> text_of(make_nlp()("全县"))
    '全县'
    """
    kept = doc.user_data.get(_TEXT)
    return kept if isinstance(kept, str) else doc.text

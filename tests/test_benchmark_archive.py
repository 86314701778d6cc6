from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from benchmarks.archive import MIX, SAMPLES, Archive, Order, figure, main, make, mix_of
from corpus import ReadError, read_path
from patterns import load


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def order() -> Order:
    return Order(documents=120, characters=400, duplicates=0.1)


@pytest.fixture(scope="module")
def archive(order: Order) -> Archive:
    return Archive(order, [SAMPLES])


def test_every_document_is_read_and_the_copies_are_counted(archive: Archive, tmp_path: Path) -> None:
    made = make(archive, tmp_path)
    troubles: list[ReadError] = []
    texts = [source.text for source in read_path(tmp_path, on_error=troubles.append)]
    assert troubles == []
    assert (len(texts), len(set(texts))) == (made.documents, made.distinct) == (120, 108)
    assert made.copies == 12
    assert 200 < made.characters / made.documents < 700
    assert {name.split("/")[0] for name in files(tmp_path)} == set(MIX)


def test_the_same_seed_gives_the_same_bytes(order: Order, tmp_path: Path) -> None:
    few = Order(documents=20, characters=300, seed=3)
    for name, wanted in (("a", few), ("b", few), ("c", Order(documents=20, characters=300, seed=4))):
        make(Archive(wanted, [SAMPLES]), tmp_path / name)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert files(tmp_path / "a") != files(tmp_path / "c")


def test_figures_keep_their_digits_and_places_their_level(archive: Archive) -> None:
    counties = {place.name for place in load().places.entries if place.level == "county"}
    for number in (number for number in range(40) if not archive.order.is_copy(number)):
        rows = archive.text(number).splitlines()
        assert re.fullmatch(r"20\d\d年\d{1,2}月\d{1,2}日", rows[2])
        assert rows[1].endswith(f"〔{rows[2][:4]}〕{number + 1}号")
        assert rows[0][1:4] in counties
    varied = {figure("2050", random.Random(at)) for at in range(20)}
    assert len(varied) > 10
    assert all(re.fullmatch("[1-9]0[1-9]0", one) for one in varied)
    assert re.fullmatch("[１-９]０", figure("３０", random.Random(1)))


def test_only_the_shapes_that_are_asked_for_are_made(tmp_path: Path) -> None:
    assert main([str(tmp_path / "out"), "--documents", "7", "--mix", "zip=1,txt=1", "--shared", "none"]) == 0
    assert {name.split("/")[0] for name in files(tmp_path / "out")} == {"zip", "txt"}


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"archive: {tmp_path}: is there and not an empty folder\n"
    assert list(files(tmp_path)) == ["a.txt"]


@pytest.mark.parametrize("said", ["", "txt", "txt=0", "txt=a", "doc=5", "txt=1,txt=2"])
def test_a_mix_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(Exception, match="is no SHAPE=SHARE"):
        mix_of(said)

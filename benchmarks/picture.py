"""Makes docs/page.png, the picture of the page of one of the samples: python -m benchmarks.picture [FILE]"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.browser import browser
from corpus.samples import sample_paths
from extractor import extract_path
from extractor.show import html_page

PICTURE = Path(__file__).parents[1] / "docs" / "page.png"
SAMPLE = "08_work_report"
SIZE = {"width": 1280, "height": 700}
CHOSEN = "113.5%"
POINTED_AT = "1860个"


def main(target: Path = PICTURE) -> None:
    (sample,) = (path for path in sample_paths() if path.stem == SAMPLE)
    with tempfile.TemporaryDirectory() as folder, browser() as running:
        page = Path(folder) / "page.html"
        page.write_text(html_page(list(extract_path(sample))), encoding="utf-8")
        tab = running.new_page(viewport=SIZE, color_scheme="light")
        tab.goto(page.as_uri())
        tab.locator("mark", has_text=CHOSEN).first.click()
        tab.locator("mark", has_text=POINTED_AT).first.hover()
        tab.screenshot(path=target)
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

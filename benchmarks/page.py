"""How large the page is and how quick, with many records: python -m benchmarks.page [NUMBER OF RECORDS…]"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.browser import browser
from corpus import read_path
from corpus.samples import sample_paths
from extractor import extract
from extractor.show import html_page
from schemas import Speech

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (1_000, 10_000)
RUNS = 5
# Each does something a person does and gives the milliseconds until it is drawn.
AFTER_FRAME = """
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const took = async (act) => {
    await drawn();
    const began = performance.now();
    act();
    document.body.getBoundingClientRect();
    await drawn();
    return performance.now() - began;
  };
  const at = (id) => document.getElementById(id);
"""
ACTS = {
    "filter by words": """
      at("search").value = at("search").value ? "" : "财政";
      at("search").dispatchEvent(new Event("input", {bubbles: true}));
    """,
    "turn a kind off or on": "at('kinds').children[1].click();",
    "scroll the list": "at('list').scrollTop = at('list').scrollTop ? 0 : at('list').scrollHeight / 2;",
    "scroll the text": "at('reader').scrollTop = at('reader').scrollTop ? 0 : at('reader').scrollHeight / 2;",
    "point at a mark": """
      const marks = document.querySelectorAll("mark.claim");
      at("text").dispatchEvent(new PointerEvent("pointerleave"));
      marks[Math.floor(Math.random() * 40)].dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
    """,
    "choose the next record": "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', bubbles: true}));",
    "choose the last or first record": """
      const key = at("list").scrollTop ? "Home" : "End";
      at("list").dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    """,
}


def document(size: int) -> Speech:
    """Our samples, one after the other until they have that many records, as one text."""
    texts = [source.text for path in sample_paths("clean") for source in read_path(path)]
    found = len(extract("\n".join(texts)).records)
    speech = extract("\n".join(texts * (size // found + 1)))
    return speech.model_copy(update={"records": speech.records[:size]})


def measured(speech: Speech, running: Browser, folder: Path) -> dict[str, str]:
    began = time.perf_counter()
    written = html_page([speech])
    seconds = time.perf_counter() - began
    file = folder / "page.html"
    file.write_text(written, encoding="utf-8")
    out = {
        "records": f"{len(speech.records):,}",
        "characters of text": f"{len(speech.text):,}",
        "bytes of the page": f"{file.stat().st_size:,}",
        "made in": f"{1000 * seconds:,.0f} ms",
    }
    loads = []
    for _ in range(RUNS):
        tab = running.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(file.as_uri())
        loads.append(tab.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))
        if len(loads) < RUNS:
            tab.close()
    out["loaded in"] = f"{median(loads):,.0f} ms"
    for name, selector in (("elements", "*"), ("of these rows of the list", ".row")):
        out[name] = f"{tab.locator(selector).count():,}"
    out.update((name, f"{_timed(tab, act):,.0f} ms") for name, act in ACTS.items())
    tab.close()
    return out


def _timed(tab: Page, act: str) -> float:
    script = f"async () => {{ {AFTER_FRAME} return await took(() => {{ {act} }}); }}"
    return median(tab.evaluate(script) for _ in range(2 * RUNS))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    with tempfile.TemporaryDirectory() as folder, browser() as running:
        columns = [measured(document(size), running, Path(folder)) for size in sizes]
    table = Table(title="The page of one document, medians", title_justify="left", show_header=False)
    table.add_column()
    for _ in columns:
        table.add_column(justify="right")
    for name in columns[0]:
        table.add_row(name, *(column[name] for column in columns))
    Console(width=100).print(table)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)

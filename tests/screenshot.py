"""Takes the README's picture of the simulator: `python tests/screenshot.py [file]`."""

import sys
from pathlib import Path

from playwright.sync_api import expect
from test_browser import CONTENT, browsing, chromium, first_step, latest, serving, tap

from bot.content import read

MORNING = 1_794_993_000  # 10:10 in Berlin
FILE = Path(__file__).parent.parent / "docs" / "simulator.png"


def main(file: Path) -> None:
    """Play the first session up to its third step and take the picture."""
    path = chromium()
    if path is None:
        raise SystemExit("There is no Chromium here: install one, or name it in CHROMIUM.")
    file.parent.mkdir(exist_ok=True)
    with serving(read(CONTENT), MORNING) as url, browsing(path) as browser:
        page = browser.new_page(
            viewport={"width": 1200, "height": 900}, locale="en-GB", timezone_id="Europe/Berlin"
        )
        page.goto(url)
        first_step(page)
        for step in ("2 of", "3 of"):
            tap(page, "Done")
            expect(latest(page)).to_contain_text(step)
        expect(page.locator(".picture video").last).to_have_js_property("readyState", 4)
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        page.screenshot(path=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)

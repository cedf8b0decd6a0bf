"""The README speaks of the tree, the settings and the commands that are really there."""

import re
import subprocess
from pathlib import Path

from bot.config import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(mark):
    return re.search(rf"<!-- {mark} -->\n```sh\n(.+?)\n```", README, re.DOTALL)[1]


def test_the_map_names_every_module_and_nothing_else():
    told = set(
        re.findall(
            r"^  (\S+?)/?\s{2,}\S", README.split("```\nbot/\n")[1].split("```")[0], re.MULTILINE
        )
    )
    there = {
        path.name
        for path in (ROOT / "bot").iterdir()
        if path.name not in ("__init__.py", "__pycache__", "_content")
    }
    assert told == there


def test_every_setting_has_its_line_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = example.splitlines()
    names = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert names == [f"BOT_{name.upper()}" for name in Settings.model_fields]
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line


def test_the_defaults_of_the_example_are_the_real_ones(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


def test_ci_runs_the_tests_with_the_readmes_own_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test -->" in script
    assert block("test").endswith(".venv/bin/pytest")
    assert "pip install -e '.[dev]'" in block("test")
    assert block("run").endswith(".venv/bin/unhunch")


def test_every_linked_file_is_there():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert "docs/simulator.png" in links
    for link in links:
        assert (ROOT / link).is_file(), link


def test_the_paths_that_it_speaks_of_are_tracked():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for path in ("content/stretches/cat-cow.toml", "content/en/stretches/cat-cow.toml"):
        assert path in README
        assert path in tracked

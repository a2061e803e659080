"""Fetch the third-party files of the web pages, and write their manifest.

    python -m tools.vendor

Needs npm, pip for fontTools, git, make and a C compiler; run it only when a version below, or that of snowballstemmer,
changes. The files are committed in src/kobling/web/public/vendor/, and src/kobling/web/vendor.toml lists every one with
its version, licence and checksum; a test compares them.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from tools.repository import ROOT

WEB = ROOT / "src" / "kobling" / "web"
VENDOR = WEB / "public" / "vendor"

DKFDS = "11.2.0"
PLEX_SANS = "1.1.0"
SASS = "1.108.2"
FONTTOOLS = "4.60.1"
WEIGHTS = ("Regular", "SemiBold")
SNOWBALL = version("snowballstemmer")
"""The stemmer in the browser is that of the server: both are generated from the same algorithms."""
SNOWBALL_SOURCE = "https://github.com/snowballstem/snowball"
STEMMERS = ("danish", "english")

LICENCES = {
    "dkfds.css": ("dkfds", DKFDS, "MIT"),
    "DKFDS-LICENSE.md": ("dkfds", DKFDS, "MIT"),
    "IBMPlexSans-Regular-Latin1.woff2": ("dkfds", DKFDS, "OFL-1.1"),
    "IBMPlexSans-SemiBold-Latin1.woff2": ("dkfds", DKFDS, "OFL-1.1"),
    "IBMPlexSans-Regular.ttf": ("@ibm/plex-sans", PLEX_SANS, "OFL-1.1"),
    "IBMPlexSans-SemiBold.ttf": ("@ibm/plex-sans", PLEX_SANS, "OFL-1.1"),
    "IBMPlexSans-LICENSE.txt": ("dkfds", DKFDS, "OFL-1.1"),
    "danish-stemmer.js": ("snowball", SNOWBALL, "BSD-3-Clause"),
    "english-stemmer.js": ("snowball", SNOWBALL, "BSD-3-Clause"),
    "Snowball-LICENSE.txt": ("snowball", SNOWBALL, "BSD-3-Clause"),
}
"""The package, version and licence of every file."""
UNPACK_FONT = "import sys; from fontTools.ttLib import TTFont; font = TTFont(sys.argv[1]); font.flavor = None; "
UNPACK_FONT += "font.save(sys.argv[2], reorderTables=None)"
"""Writes a WOFF as the TrueType font that it holds."""


def npm(*arguments: str, folder: Path) -> str:
    """Run npm in the folder, and return its output."""
    completed = subprocess.run(["npm", "--silent", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return completed.stdout.strip()


def fetch_package(name: str, folder: Path) -> Path:
    """Download and unpack a package with its version into a folder, and return its own folder in it."""
    folder.mkdir()
    archive = npm("pack", name, folder=folder).splitlines()[-1]
    with tarfile.open(folder / archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / "package"


def unpack_fonts(package: Path, scratch: Path) -> None:
    """Write the whole fonts as TrueType, which the renderer of the charts' pictures reads."""
    tools = scratch / "fonttools"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tools), f"fonttools=={FONTTOOLS}"]
    subprocess.run(pip, check=True)
    for weight in WEIGHTS:
        woff = package / "fonts" / "complete" / "woff" / f"IBMPlexSans-{weight}.woff"
        ttf = VENDOR / f"IBMPlexSans-{weight}.ttf"
        subprocess.run([sys.executable, "-c", UNPACK_FONT, woff, ttf], check=True, env={"PYTHONPATH": str(tools)})


def use_css_variables(stylesheets: Path) -> None:
    """Replace the design system's fixed colours with CSS variables, so that dark and high contrast can change them."""
    colours = stylesheets / "values" / "colors" / "_fds-colors.scss"
    named = re.sub(r'"([a-z]+-\d+)":\s*#[0-9A-Fa-f]+', r'"\1": var(--fds-\1)', colours.read_text("utf-8"))
    colours.write_text(re.sub(r'"white":\s*white', '"white": var(--fds-white)', named), "utf-8")


def compile_stylesheet(package: Path) -> str:
    """Compile the parts named in tools/dkfds.scss, and return the stylesheet."""
    stylesheets = package / "src" / "stylesheets"
    use_css_variables(stylesheets)
    shutil.copy(ROOT / "tools" / "dkfds.scss", stylesheets / "kobling.scss")
    arguments = ["exec", "--yes", f"--package=sass@{SASS}", "--", "sass", "--style=compressed", "--no-source-map"]
    css = npm(*arguments, "kobling.scss", folder=stylesheets)
    # The few icons of parts that are not used here would be requests for files that are not there.
    return re.sub(r"background-image:\s*url\([^)]*\);?", "", css) + "\n"


def compile_stemmers(folder: Path) -> None:
    """Compile the stemmers from their algorithms, and write each with its base class as a classic script, `Stemmer`.

    They come as modules, and a browser loads no module from a page that is opened as a file.
    """
    source = folder / "snowball"
    clone = ["git", "-c", "advice.detachedHead=false", "clone", "--quiet", "--depth=1", f"--branch=v{SNOWBALL}"]
    subprocess.run([*clone, SNOWBALL_SOURCE, str(source)], check=True)
    scripts = [f"js_out/{name}-stemmer.js" for name in ("base", *STEMMERS)]
    subprocess.run(["make", "--silent", *scripts], cwd=source, check=True)
    base, *stemmers = ((source / script).read_text("utf-8") for script in scripts)
    parent = base.replace("export default class BaseStemmer", "class B")
    for name, stemmer in zip(STEMMERS, stemmers, strict=True):
        heading, tables, child = re.split(r"\n\n(?=//)|import B from './base-stemmer.js'\n", stemmer)
        child = child.replace("export default class", "return class")
        classic = f"{heading}\nconst Stemmer = (() => {{\n{parent}\n{tables}{child}}})();\n"
        (VENDOR / f"{name}-stemmer.js").write_text(classic, "utf-8")
    shutil.copyfile(source / "COPYING", VENDOR / "Snowball-LICENSE.txt")


def manifest() -> str:
    """Return a manifest of every vendored file with its package, version, licence and checksum."""
    lines = ["# What the web pages borrow. Written by `python -m tools.vendor`, checked by tests/guards."]
    for path in sorted(VENDOR.iterdir()):
        package, its_version, licence = LICENCES[path.name]
        lines += [
            "",
            "[[file]]",
            f'path = "{path.relative_to(WEB).as_posix()}"',
            f'package = "{package}"',
            f'version = "{its_version}"',
            f'licence = "{licence}"',
            f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"',
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fetch and compile, and write the files and their manifest."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        package = fetch_package(f"dkfds@{DKFDS}", Path(scratch) / "dkfds")
        fonts = package / "src" / "fonts" / "IBMPlexSans" / "split" / "woff2"
        for weight in WEIGHTS:
            shutil.copyfile(fonts / f"IBMPlexSans-{weight}-Latin1.woff2", VENDOR / f"IBMPlexSans-{weight}-Latin1.woff2")
        shutil.copyfile(fonts / "license.txt", VENDOR / "IBMPlexSans-LICENSE.txt")
        shutil.copyfile(package / "LICENSE.md", VENDOR / "DKFDS-LICENSE.md")
        (VENDOR / "dkfds.css").write_text(compile_stylesheet(package), "utf-8")
        unpack_fonts(fetch_package(f"@ibm/plex-sans@{PLEX_SANS}", Path(scratch) / "plex"), Path(scratch))
        compile_stemmers(Path(scratch))
    (WEB / "vendor.toml").write_text(manifest(), "utf-8")


if __name__ == "__main__":
    main()

"""Read a page as the HTML standard does, and find things in it."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib

SPACE = "{http://www.w3.org/1999/xhtml}"
ROOT = "https://example.org/somewhere/"
"""Where the site stands when links are followed: below a path, as an export may."""


def parse_html(text):
    """The page as a tree. Raises ParseError for anything that is not valid."""
    return html5lib.HTMLParser(strict=True).parse(text)


def find_all(tree, name):
    """Every HTML element of a name, in order."""
    return list(tree.iter(SPACE + name))


def text_of(element):
    """The words in an element, with single spaces."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def links(tree):
    """Every address the page leads to or fetches."""
    for element in tree.iter():
        for name in ("href", "src", "action"):
            if name in element.attrib:
                yield element, element.attrib[name]


def internal_links(tree, *, start):
    """Every address of our own that the page leads to, with the fragment."""
    return [resolve_link(link, start=start) for _, link in links(tree) if not is_external(link)]


def resolve_link(link, *, start):
    """Where a relative link leads: the address within the site and the fragment; None for another site's."""
    whole, fragment = urldefrag(urljoin(ROOT + start, link))
    if not whole.startswith(ROOT) or urlsplit(link).scheme:
        return None
    return urlsplit(whole)._replace(query="").geturl().removeprefix(ROOT), fragment


def is_external(link):
    """Whether a link says which site it leads to."""
    return bool(urlsplit(link).scheme or urlsplit(link).netloc)

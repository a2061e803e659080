"""The values of the security headers: every Content-Security-Policy, and the Permissions-Policy of pages.

The responses that carry them: public pages in `web/public/headers.py`, staff pages in `web/staff/page_context.py`, and
the API with its reference page in `web/opendata/api`.
"""

CSP_PUBLIC = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""Also a meta element of every public page, so that an export is as strict as the served site.

Without `frame-ancestors`, which browsers ignore in a meta element and which differs from page to page.
"""

CSP_STAFF = f"{CSP_PUBLIC}; frame-ancestors 'none'"

CSP_API = "default-src 'none'; frame-ancestors 'none'"
"""Of the data, which loads nothing."""

CSP_API_REFERENCE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
"""Of public and staff pages."""

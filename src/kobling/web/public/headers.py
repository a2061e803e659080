"""HTTP response headers of the public pages: security policy, caching and downloads."""

from kobling.web.public.responses import HTML, SiteFile

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""Also a meta element of every page, so that an export is as strict as the served site."""

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers_for(file: SiteFile) -> dict[str, str]:
    """Return the response headers that do not depend on the request."""
    ancestors = "*" if file.is_framable else "'none'"
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if file.is_immutable else "public, max-age=60",
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors {ancestors}",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if file.content_type == HTML:
        headers |= {"Permissions-Policy": PERMISSIONS, "Referrer-Policy": "strict-origin-when-cross-origin"}
    if not file.is_framable:
        headers["X-Frame-Options"] = "DENY"
    if file.filename:
        # Any web page may read the open data.
        headers |= {
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'attachment; filename="{file.filename}"',
        }
    return headers

"""HTTP response headers of the public pages: security policy, caching and downloads."""

from kobling.web.public.responses import HTML, SiteFile
from kobling.web.shared.security_headers import CSP_PUBLIC, PERMISSIONS_POLICY


def headers_for(file: SiteFile) -> dict[str, str]:
    """Return the response headers that do not depend on the request."""
    ancestors = "*" if file.is_framable else "'none'"
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if file.is_immutable else "public, max-age=60",
        "Content-Security-Policy": f"{CSP_PUBLIC}; frame-ancestors {ancestors}",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if file.content_type == HTML:
        headers |= {"Permissions-Policy": PERMISSIONS_POLICY, "Referrer-Policy": "strict-origin-when-cross-origin"}
    if not file.is_framable:
        headers["X-Frame-Options"] = "DENY"
    if file.filename:
        # Any web page may read the open data.
        headers |= {
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'attachment; filename="{file.filename}"',
        }
    return headers

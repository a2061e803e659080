"""An HTTP client for one source, which accepts a response whole or not at all.

| module | holds |
|---|---|
| `client` | HttpClient: requests to one base URL, set by the operator |
| `sender` | one request: status, redirects, the pause between requests |
| `retry` | attempts, exponential back-off, Retry-After |
| `redirect_target` | the rule for redirects, and internal hosts |
| `deadline` | the time limit of a whole request |
| `timeouts_and_limits` | Limits, and the Clock that tests replace |
| `decompression` | gzip under a size limit |
| `cache` | responses kept in a folder |
| `errors` | RequestRejected, TransientError |
"""

from kobling.sources.registers.http.client import HttpClient
from kobling.sources.registers.http.errors import RequestRejected
from kobling.sources.registers.http.timeouts_and_limits import Clock, Limits

__all__ = ["Clock", "HttpClient", "Limits", "RequestRejected"]

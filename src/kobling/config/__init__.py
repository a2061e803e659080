"""Settings, addresses and system checks: the only place that knows everyone."""

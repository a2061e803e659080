"""The public pages, one module for each: `template_context` returns the context of its template."""

"""Rules: Case, states, obligations, coverage, statistics. Knows neither Git nor MkDocs nor the clock."""

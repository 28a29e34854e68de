"""Measures Maru beside other servers: what benchmarks/compare and benchmarks/grow share."""

"""Frameworks of results: strategic, financial and operational plans with their versions: tables, reads, actions."""

"""Ledgers (台账): the workbooks in which offices keep people, talks and visits, read and written by one description."""

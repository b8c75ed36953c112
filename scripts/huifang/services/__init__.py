"""What a verb needs put together: the register asked for, its history, the data of pages and packs."""

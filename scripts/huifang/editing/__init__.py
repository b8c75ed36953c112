"""Writing records, each file whole or not at all; no other room writes them."""

from huifang.editing.files import NotWrittenError, write_file, write_record
from huifang.editing.folders import site_for, write_folder, write_folder_with
from huifang.editing.locked import only_writer, sweep_register
from huifang.editing.output_file import stream_of, within, write_document

__all__ = [
    "NotWrittenError",
    "only_writer",
    "site_for",
    "stream_of",
    "sweep_register",
    "within",
    "write_document",
    "write_file",
    "write_folder",
    "write_folder_with",
    "write_record",
]

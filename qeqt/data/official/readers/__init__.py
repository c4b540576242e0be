"""One reader a format: bytes of a publisher in, a Reading out."""

from __future__ import annotations

from collections.abc import Callable

from qeqt.data.official.answers import Reading
from qeqt.data.official.readers import csv_files, json_answers, sdmx_messages

Read = Callable[[bytes, str], Reading]
"""(the answer, the series as ways.toml names it) -> what it says."""

READERS: dict[str, Read] = {
    "fred_csv": csv_files.fred,
    "ddp_csv": csv_files.data_download_program,
    "dfa_zip": csv_files.distributional_accounts,
    "ecb_programme_csv": csv_files.ecb_programme,
    "bis_zip": csv_files.bank_for_international_settlements,
    "boe_csv": csv_files.bank_of_england,
    "mof_japan_csv": csv_files.japan_ministry_of_finance,
    "nyfed_json": json_answers.new_york_fed,
    "fiscaldata_json": json_answers.fiscal_data,
    "boj_json": json_answers.bank_of_japan,
    "cbc_json": json_answers.central_bank_of_taiwan,
    "twse_json": json_answers.taiwan_stock_exchange,
    "dgbas_json": json_answers.statistics_office_of_taiwan,
    "sdmx": sdmx_messages.sdmx_message,
}

ACCEPT = {"sdmx": "application/vnd.sdmx.genericdata+xml;version=2.1"}
"""What a reader asks for, where a publisher sends several formats."""

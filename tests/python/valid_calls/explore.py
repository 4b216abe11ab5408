"""The valid call of what shows a page; the page is as small as can be."""

from pathlib import Path
from typing import Any

import opiodyn as od
from page_folder import paged, write_page
from valid_calls.call import Call, call
from valid_calls.made import WEEK


def explore(folder: Path) -> dict[str, Call]:
    page = write_page(folder / "page")

    def shown(**named: Any) -> Any:
        with paged(page):
            return od.explore(**named)

    week, model = od.regimen(WEEK), od.Model(biophase="slow")
    return {"explore": call(shown, regimen=week, model=model, end=24.0, height=600)}

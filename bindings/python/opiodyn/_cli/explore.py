"""This module holds the command `opiodyn explore`."""

from __future__ import annotations

import argparse
import threading
import webbrowser

from opiodyn._checks import check
from opiodyn._cli import settings
from opiodyn._cli.exits import DONE
from opiodyn._cli.forms import IN_SHELL, told
from opiodyn._dosing.regimen import regimen
from opiodyn._explore import page
from opiodyn._explore.address import address_of
from opiodyn._explore.serve import Server
from opiodyn._model.model import Model

_HIGHEST_PORT = 65_535


def command(chosen: argparse.Namespace) -> int:
    """Serves the page until Ctrl-C; returns the exit code."""
    with told(IN_SHELL):
        behind = _address(chosen)
    port = 0 if chosen.port is None else _port(chosen.port)
    folder = page.packed(page.IN_BROWSER, page.INDEX)
    try:
        server = Server(folder, port)
    except OSError as error:
        rule = f"cannot be used: {error.strerror}; without --port a free one is taken"
        raise check.input_error("--port", port, rule) from None
    with server:
        address = server.address + (f"#{behind}" if behind else "")
        print(f"The page is at {address} until you press Ctrl-C.", flush=True)
        if chosen.open:
            # A browser of the terminal holds this call until the user leaves it.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server.serve_forever()
    return DONE


def _address(chosen: argparse.Namespace) -> str:
    model = Model(
        **settings.shown_options(chosen),
        biophase=chosen.biophase,
        phi=settings.optional("--phi", chosen.phi),
    )
    doses = None if chosen.regimen is None else regimen(chosen.regimen)
    return address_of(doses, model, settings.optional("--end", chosen.end))


def _port(text: str) -> int:
    port = check.whole("--port", settings.number("--port", text))
    if not 1 <= port <= _HIGHEST_PORT:
        raise check.input_error("--port", port, f"must lie between 1 and {_HIGHEST_PORT}")
    return port

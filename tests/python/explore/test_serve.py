"""The server gives the files of the page to this machine, and nothing else."""

import http.client
import socket
import threading

import pytest

from opiodyn._explore.serve import Server
from page_folder import FILES


@pytest.fixture
def server(packed, tmp_path):
    """A server of the page, with a secret beside its folder and a link to it inside."""
    (tmp_path / "secret.txt").write_text("a secret")
    (packed / "link.txt").symlink_to(tmp_path / "secret.txt")
    with Server(packed, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(server, path, method="GET"):
    connection = http.client.HTTPConnection(*server.server_address, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/", "text/html; charset=utf-8", "index.html"),
        ("/index.html?x=1", "text/html; charset=utf-8", "index.html"),
        ("/core.wasm", "application/wasm", "core.wasm"),
        ("/assets/page.js", "text/javascript", "assets/page.js"),
        ("/widget.css", "text/css", "widget.css"),
    ],
)
def test_a_file_of_the_page_has_its_type_and_is_kept_nowhere(server, path, kind, name):
    status, headers, content = get(server, path)
    assert (status, content) == (200, FILES[name])
    assert headers["Content-Type"] == kind
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/link.txt",
        "/assets/",
        "/nowhere.js",
        "/%00",
    ],
)
def test_nothing_outside_the_folder_is_given(server, path):
    status, headers, content = get(server, path)
    assert status == 404
    assert b"secret" not in content.replace(b"secret.txt", b"")
    assert headers["Cache-Control"] == "no-store"


def test_nothing_is_taken(server):
    assert get(server, "/index.html", "POST")[0] == 501
    assert get(server, "/index.html", "PUT")[0] == 501


def test_the_server_hears_this_machine_alone(server):
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_address[1]}/"


def test_a_browser_that_leaves_early_is_no_error(server, capfd):
    with socket.create_connection(server.server_address) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.send(b"GET /core.wasm HTTP/1.0\r\n")
    assert get(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")

"""What the proxy answers itself, as when no process is there: in the language of the page, with the atlas's headers."""

import base64
import hashlib
import http.client
import re
import socket
import ssl

import pytest

from pages.server.headers import headers_of
from tests.browser.conftest import free_port
from tests.cluster.nginx import require_nginx
from tests.cluster.parts import DEPLOY, Part, wait_until, write_certificate, write_nginx
from tests.cluster.visitor import WAIT_SECONDS, Answer

DATA, HEADERS, SETTINGS, END_STREAM, END_HEADERS = 0, 1, 4, 1, 4


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """nginx in front of processes that are not there."""
    folder = tmp_path_factory.mktemp("proxy")
    write_certificate(folder)
    port = free_port()
    main = write_nginx(folder, port, {"one": free_port(), "two": free_port()})
    part = Part("proxy", [str(require_nginx()), "-p", str(folder), "-c", str(main)], folder / "proxy.log")
    part.start()
    trusted = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))

    def ask(path, *, encrypted=True):
        secure = http.client.HTTPSConnection("127.0.0.1", port, timeout=WAIT_SECONDS, context=trusted)
        plain = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        connection = secure if encrypted else plain
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    ask.port, ask.certificate = port, str(folder / "fullchain.pem")
    wait_until(lambda: is_up(ask), "nginx did not answer", 20)
    yield ask
    part.kill()


def is_up(ask):
    try:
        return ask("/readyz").status == 404
    except OSError:
        return False


@pytest.mark.parametrize(
    ("path", "status", "lang", "sentence"),
    [
        ("/karte", 502, "de", "Der Atlas ist gerade nicht erreichbar. Ihre Adresse bleibt gültig;"),
        ("/karte?jahr=2024&lang=en", 502, "en", "The atlas cannot be reached at this moment."),
        ("/readyz", 404, "de", "Diese Adresse gibt es im Atlas nicht."),
        ("/readyz?lang=en", 404, "en", "This address does not exist in the atlas."),
        # Longer than nginx reads (8 kB), short enough for one packet: else it hangs up while the rest is being sent.
        (f"/?lang=en&x={'a' * 9_000}", 414, "de", "Diese Anfrage konnte der Atlas nicht lesen."),
        ("/?lang=%3Cscript%3E", 502, "de", "Der Atlas ist gerade nicht erreichbar."),
    ],
)
def test_the_page_has_its_status_language_and_sentence(proxy, path, status, lang, sentence):
    answer = proxy(path)
    text = answer.body.decode()
    assert answer.status == status
    assert answer.headers["content-language"] == lang
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["retry-after"] == ("60" if status == 502 else None)
    assert f'<html lang="{lang}">' in text
    assert f"<title>{status} – Ankommen-Atlas</title>" in text
    assert sentence in text
    assert f'<a href="{"/?lang=en" if lang == "en" else "/"}">' in text
    assert not re.search(r"<script|<!--#|nginx", text)
    assert answer.headers["server"] == "nginx"


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def ask_with_http_2(port, certificate, headers):
    """What is answered to the head of a request, as browsers speak: our library knows HTTP/1.1 alone."""
    fields = b"".join(
        b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
        for name, value in headers.items()
    )
    trusted = ssl.create_default_context(cafile=certificate)
    trusted.set_alpn_protocols(["h2"])
    body = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=WAIT_SECONDS) as bare,
        trusted.wrap_socket(bare, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0) + frame(HEADERS, END_HEADERS, 1, fields)
        )
        reading = line.makefile("rb")
        while head := reading.read(9):
            payload = reading.read(int.from_bytes(head[:3], "big"))
            if head[3] == DATA:
                body += payload
                if head[4] & END_STREAM:
                    break
    return body.decode()


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b?lang=en", "/mcp?lang=en"])
def test_a_body_that_is_too_large_gets_the_page_and_not_that_of_nginx(proxy, path):
    named = {":method": "PUT", ":scheme": "https", ":authority": "127.0.0.1", ":path": path}
    told = ask_with_http_2(proxy.port, proxy.certificate, named | {"content-length": "300000000"})
    assert "The file is too large: the atlas takes files of up to 200 MB." in told
    assert "<title>413 – Ankommen-Atlas</title>" in told


def test_who_comes_without_encryption_to_the_encrypted_port_gets_the_page(proxy):
    answer = proxy("/karte", encrypted=False)
    assert answer.status == 400
    assert "Diese Anfrage konnte der Atlas nicht lesen." in answer.body.decode()


def test_every_header_of_the_atlas_is_there_and_the_policy_admits_its_style_alone(proxy):
    answer = proxy("/karte")
    expected = headers_of("/karte", encrypted=True)
    policy = answer.headers["content-security-policy"]
    assert {name: answer.headers[name] for name in expected if name != "Content-Security-Policy"} == {
        name: value for name, value in expected.items() if name != "Content-Security-Policy"
    }
    style = re.search(r"<style>(.*?)</style>", (DEPLOY / "atlas-error.html").read_text(), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")


def test_the_page_cannot_be_asked_for_by_its_name(proxy):
    assert proxy("/atlas-error.html").status == 404

"""What the proxy answers itself, as when no process is there: in the language of the page, with the atlas's headers."""

import base64
import hashlib
import http.client
import re
import ssl

import pytest

from pages.server.headers import headers_of
from tests.browser.conftest import free_port
from tests.cluster.nginx import require_nginx
from tests.cluster.parts import DEPLOY, Part, wait_until, write_certificate, write_nginx
from tests.cluster.visitor import WAIT_SECONDS, Answer


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

    def ask(path):
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=WAIT_SECONDS, context=trusted)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

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

"""A sign-in provider of our own on 127.0.0.1, with people of every role."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# The provider speaks plain HTTP on this machine.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import oidc_provider_mock
import werkzeug.serving
from oidc_provider_mock import User

CLAIM = "realm_access.roles"


def person(name: str, *, verified: bool = True, **claims: object) -> User:
    """Somebody the provider knows under this name."""
    said = {"name": f"{name.title()} Beispiel", "email": f"{name}@example.org", "email_verified": verified}
    return User(sub=name, claims=said | claims)


PEOPLE = [
    person("rosa"),
    person("anna"),
    person("carla"),
    person("vera"),
    # In the list of administrators, but the provider has not verified that the address is hers.
    person("ursula", verified=False),
    person("clara", realm_access={"roles": ["offline_access", "coordinator"]}),
]


@contextmanager
def run_provider() -> Iterator[str]:
    """Runs the provider in a thread; its address."""
    app = oidc_provider_mock.app(user_claims=PEOPLE)
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)


def short_lived(seconds: float) -> dict[str, object]:
    """Claims of a token that ends soon."""
    return {"exp": int(time.time() + seconds)}

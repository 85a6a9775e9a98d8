"""A visitor without a browser who keeps cookies, speaks TLS and has a web socket, as Streamlit's front end does."""

import http.client
import ssl
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.cluster.parts import Cluster

WAIT_SECONDS = 20


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Visitor:
    """Comes through the proxy; `process` is the one that serves."""

    cluster: Cluster
    cookies: dict[str, str] = field(default_factory=dict)
    session: str = ""
    socket: ClientConnection | None = None

    @property
    def process(self) -> str:
        return self.cookies.get("atlas_route", "")

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.cluster.port, timeout=WAIT_SECONDS, context=self._tls()
        )
        try:
            connection.request(method, path, body, headers | {"Cookie": self._cookie_line()})
            answer = connection.getresponse()
            read = Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()
        for line in read.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return read

    def connect(self) -> None:
        """Opens the web socket; after a loss it names the session it had."""
        self.leave()
        assert self.ask("/_stcore/health").status == 200
        asked = ["streamlit", self.cookies["_streamlit_xsrf"], *([self.session] if self.session else [])]
        self.socket = connect(
            f"wss://127.0.0.1:{self.cluster.port}/_stcore/stream", ssl=self._tls_of_sockets(), subprotocols=asked,
            additional_headers={"Cookie": self._cookie_line()}, origin=self.cluster.url, max_size=None,
            open_timeout=WAIT_SECONDS,
        )  # fmt: skip

    def rerun(self, page: str, query: str = "") -> bytes:
        """Everything the server sends for one run of a page."""
        request = BackMsg()
        request.rerun_script.page_name = page
        request.rerun_script.query_string = query
        self.socket.send(request.SerializeToString())
        seen, started = b"", False
        while True:
            payload = self.socket.recv(timeout=WAIT_SECONDS)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                started, self.session = True, message.new_session.initialize.session_id
            seen += payload
            if started and kind == "script_finished":
                return seen

    def upload(self, content: bytes) -> Answer:
        """Sends a file to the visit, as the uploader on a page does."""
        mark = uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode() + content + f"\r\n--{mark}--\r\n".encode()  # fmt: skip
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "X-Xsrftoken": self.cookies["_streamlit_xsrf"],
        }
        return self.ask(f"/_stcore/upload_file/{self.session}/{uuid.uuid4()}", "PUT", body, **headers)

    def leave(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.cluster.certificate)

    def _tls_of_sockets(self) -> ssl.SSLContext:
        """Without TLS 1.3, whose server writes once more when the greeting is over.

        This client reads in one thread and writes in another. Python guards no connection against both at once before
        3.13, and two of 130 that met each other so hung for a minute, their request never sent.
        """
        context = self._tls()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

"""A client of an application in this process that refuses every page that is not whole, and every answer that broke."""

from typing import Any, ClassVar

from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from httpx2 import ASGITransport, BaseTransport, ByteStream, Client, Request, Response

from tests.pages import faults_of


class OneCall(BaseTransport):
    """Asks in one call into the event loop. Starlette's test client makes eight, which cost more than the answer."""

    portal: ClassVar[BlockingPortal]
    """The event loop of all requests, from the fixture of the same name."""

    def __init__(self, app: FastAPI) -> None:
        self._inside = ASGITransport(app, client=("testclient", 50000))  # type: ignore[arg-type]

    def handle_request(self, request: Request) -> Response:
        request.read()
        return self.portal.call(self._answer, request)

    async def _answer(self, request: Request) -> Response:
        answer = await self._inside.handle_async_request(request)
        body = ByteStream(b"".join([part async for part in answer.stream]))  # type: ignore[union-attr]
        return Response(answer.status_code, headers=answer.headers, stream=body, request=request)


class CarefulClient(Client):
    def __init__(self, app: FastAPI, base_url: str) -> None:
        super().__init__(transport=OneCall(app), base_url=base_url)
        self.app = app

    def request(self, *args: Any, **kwargs: Any) -> Response:
        response = super().request(*args, **kwargs)
        assert response.status_code != 500, response.text
        if response.headers.get("content-type", "").startswith("text/html") and response.text:
            path = response.request.url.path
            wrong = faults_of(
                response.text,
                whole="HX-Request" not in response.request.headers,
                writing=path.startswith("/authoring") and "/preview/" not in path,
            )
            assert not wrong, f"{response.url}: {wrong}"
        return response

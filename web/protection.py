"""What stands before every page: foreign sites out, foreign host names out, and the headers that browsers obey."""

from urllib.parse import urlsplit

from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import BODY_BYTES
from api.errors import FromAnotherSite, TooLarge
from api.settings import Settings
from web import errors


def protect(app: FastAPI, settings: Settings) -> None:
    """The last thing done to an application: its middleware is fixed from here on.

    Headers and Bounded stand around what the framework puts outermost, so that its own answers to a failure or to
    too much are ours too.
    """
    app.add_middleware(CrossOriginProtection, deny_app=_foreign)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_hosts(settings), www_redirect=False)
    bounded = Bounded(app.build_middleware_stack())
    app.middleware_stack = Protected(bounded, content_policy(settings), settings.secure)


def _hosts(settings: Settings) -> list[str]:
    return [settings.host, "127.0.0.1", "localhost"] if settings.demonstration else [settings.host]


def content_policy(settings: Settings) -> str:
    """Nothing inline, nothing evaluated, nothing from elsewhere but the one htmx file."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_script_sources(settings)}",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _script_sources(settings: Settings) -> str:
    parts = urlsplit(settings.htmx_address)
    return f"'self' {parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else "'self'"


class Protected:
    """Adds the security headers; pages of signed-in people are never stored."""

    def __init__(self, app: ASGIApp, policy: str, secure: bool) -> None:
        self.app = app
        self.fixed = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        if secure:
            self.fixed["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.fixed.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Bounded:
    """Refuses a body by the length it declares; one that declares none is counted by the framework."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if declared.isdecimal() and int(declared) > BODY_BYTES:
            response = await errors.answer_outside(Request(scope, receive), TooLarge())
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Forever:
    """Static files carry their content's hash in the address, so browsers may keep them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self.app(scope, receive, send_kept)


async def _foreign(scope: Scope, receive: Receive, send: Send) -> None:
    response = await errors.answer_outside(Request(scope, receive), FromAnotherSite())
    await response(scope, receive, send)

"""Errors as pages and as JSON. Every one is a sentence in two languages; none is a traceback.

The same four kinds arrive in both worlds: our own errors, a request FastAPI
could not read, a path or method that is not there, and a fault in the program.
What the log gets of a fault, the reader does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from ledctl import __version__
from ledctl.content.files import place
from ledctl.errors import LedctlError, NotSignedIn
from ledctl.sentences import Sentence, sentence
from ledctl.station import Station
from ledctl.web.auth import MustChangePassword, actor_of, token_of
from ledctl.web.guard import HEADERS, TooLarge, too_large
from ledctl.web.pages import render, station_of

Answer = Callable[[Request, Sequence[Sentence], int], Response]


def pages_app(station: Station) -> FastAPI:
    """An application of pages with no page yet, whose errors are pages, too."""
    app = FastAPI(title="ledctl", version=__version__, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.station = station
    answer_errors(app, answer_page)
    app.add_exception_handler(MustChangePassword, lead_to_password)
    return app


def answer_errors(app: FastAPI, answer: Answer) -> None:
    """Let ``answer`` speak for every error of ``app``."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, LedctlError)  # noqa: S101 - registered for nothing else
        return answer(request, error.sentences, error.http_status)

    def unreadable(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
        return answer(request, _of_validation(error), 422)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
        return answer(request, [_of_http(error)], error.status_code)

    def fault(request: Request, _error: Exception) -> Response:
        response = answer(request, [sentence("program_failed")], 500)
        response.headers.update(HEADERS)  # this answer is given outside the guard
        return response

    app.add_exception_handler(LedctlError, ours)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, fault)


def answer_page(request: Request, sentences: Sequence[Sentence], status: int) -> Response:
    """An error as a page; who is not signed in is led to the sign-in and back."""
    if status == NotSignedIn.http_status and request.method == "GET":
        return RedirectResponse(f"/login?next={quote(request.url.path)}", 303)
    onward = "/"
    if status == NotSignedIn.http_status and request.url.path == "/blackout":  # whoever pressed must know
        sentences, onward = [sentence("blackout_not_signed_in")], "/blackout"
    if status == NotSignedIn.http_status and request.url.path.startswith("/p/"):  # out there, far from help
        sentences, onward = [sentence("posting_not_signed_in")], request.url.path.rsplit("/", 1)[0]
    station = station_of(request)
    try:
        actor = actor_of(request, station)
        form_key = station.registry.form_key(token_of(request))
    except LedctlError:
        actor, form_key = None, ""
    facts = {"sentences": sentences, "status": status, "onward": onward}
    return render(request, "error.html", facts, status=status, actor=actor, form_key=form_key)


def answer_json(_request: Request, sentences: Sequence[Sentence], status: int) -> Response:
    """An error for a program: the first sentence, and all of them."""
    errors = [as_dict(one) for one in sentences]
    headers = {"www-authenticate": "Bearer"} if status == NotSignedIn.http_status else None
    return JSONResponse({"error": errors[0], "errors": errors}, status, headers)


def lead_to_password(_request: Request, error: Exception) -> Response:
    """A one-time password is changed before anything else."""
    assert isinstance(error, MustChangePassword)  # noqa: S101 - registered for nothing else
    return RedirectResponse("/password", 303)


def as_dict(one: Sentence) -> dict[str, str]:
    return {"code": one.code, "where": one.where, "zh": one.zh, "en": one.en}


def _of_validation(error: RequestValidationError) -> list[Sentence]:
    return [
        sentence("request_wrong", where=place(tuple(item["loc"][1:]) or item["loc"]), reason=item["msg"])
        for item in error.errors()
    ]


def _of_http(error: HTTPException) -> Sentence:
    if isinstance(error, TooLarge):
        return too_large()
    known = {404: "page_not_found", 405: "method_not_allowed"}
    if code := known.get(error.status_code):
        return sentence(code)
    return sentence("request_wrong", where=str(error.status_code), reason=error.detail)

"""HTTP and JSON between the driver and a WLED."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ddp import wled
from drivers.ddp.http import (
    LIMIT,
    Request,
    RequestDecoder,
    Response,
    ResponseDecoder,
    encode_request,
    encode_response,
)
from drivers.errors import ProtocolError
from drivers.testing import feed_bytewise

QUESTIONS = [Request("GET", "/json/info"), Request("POST", "/json/state", b'{"on":false}')]
ANSWERS = [Response(200, b'{"success":true}'), Response(404), Response(503, b"busy")]
# as the page "JSON API" of the project shows them, cut to what is read and one thing that is not
STATE = {"on": True, "bri": 127, "transition": 7, "lor": 0}
INFO = {
    "ver": "0.15.0",
    "leds": {"count": 2048, "matrix": {"w": 64, "h": 32}},
    "live": True,
    "lm": "DDP",
    "lip": "192.0.2.9",
}


def as_bytes(value):
    return json.dumps(value).encode()


@pytest.mark.parametrize("request_", QUESTIONS, ids=str)
def test_requests_arrive_however_they_are_cut(request_):
    """Whole, byte by byte, and with rubbish after: the same question."""
    feed_bytewise(RequestDecoder, encode_request(request_, "192.0.2.7"), request_)


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_answers_arrive_however_they_are_cut(answer):
    """Whole, byte by byte, and with rubbish after: the same answer."""
    feed_bytewise(ResponseDecoder, encode_response(answer), answer)


def test_a_question_is_what_http_says():
    """The bytes, spelt out."""
    assert encode_request(QUESTIONS[1], "192.0.2.7:8080") == (
        b"POST /json/state HTTP/1.0\r\nHost: 192.0.2.7:8080\r\n"
        b'Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{"on":false}'
    )


def test_names_of_headers_are_read_in_any_case_and_order():
    """Servers differ; a length is a length."""
    decoder = ResponseDecoder()
    decoder.feed(b"HTTP/1.1 200\r\nServer: x\r\ncontent-LENGTH:  2 \r\nA: b\r\n\r\nok")

    assert decoder.next() == Response(200, b"ok")
    assert decoder.next() is None


def test_a_question_without_a_length_has_no_body():
    """As browsers and curl ask."""
    decoder = RequestDecoder()
    decoder.feed(b"GET /json/info HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n")

    assert decoder.next() == QUESTIONS[0]


@pytest.mark.parametrize(
    ("head", "match"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", "how long"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "a length from 0"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n", "a length from 0"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n", "a length from 0"),
        (b"HTTP/2 200\r\nContent-Length: 0\r\n\r\n", "not an answer"),
        (b"\x00\xff\r\n\r\n", "not an answer of HTTP: 00 ff"),
    ],
)
def test_bad_answers_are_refused_and_dropped(head, match):
    """What is not an answer is our error, and the next one is read as if it had not been."""
    decoder = ResponseDecoder()
    decoder.feed(head + encode_response(ANSWERS[0]))

    with pytest.raises(ProtocolError, match=match):
        decoder.next()

    assert decoder.next() == ANSWERS[0]


def test_an_endless_answer_is_refused():
    """Every buffer has a bound."""
    decoder = ResponseDecoder()

    with pytest.raises(ProtocolError, match=f"more than {LIMIT}"):
        decoder.feed(bytes(LIMIT + 1))


def test_a_decoder_that_is_cleared_has_forgotten_the_half():
    """The next answer does not end the one before."""
    decoder = ResponseDecoder()
    decoder.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
    assert decoder.next() is None

    decoder.clear()
    decoder.feed(encode_response(ANSWERS[1]))

    assert decoder.next() == ANSWERS[1]


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"HTTP/1.0 200 OK\r\n" + rest))
def test_any_bytes_are_answers_or_a_protocol_error(data):
    """Nothing else leaves either decoder."""
    for decoder in (ResponseDecoder(), RequestDecoder()):
        decoder.feed(data)
        try:
            while decoder.next() is not None:
                pass
        except ProtocolError:
            continue


def test_a_condition_is_read_from_both_objects():
    """What a WLED says, as a value; what is not named is not read."""
    condition = wled.read_condition(as_bytes(STATE), as_bytes(INFO))

    assert condition == wled.Condition(
        on=True,
        brightness=127,
        live=True,
        protocol="DDP",
        sender="192.0.2.9",
        overridden=False,
        pixels=2048,
        size=(64, 32),
        version="0.15.0",
    )


def test_an_old_wled_says_less():
    """No protocol, no sender, no override, LEDs in a line: still a WLED."""
    condition = wled.read_condition(
        as_bytes({"on": False, "bri": 1}), as_bytes({"leds": {"count": 30}, "live": False})
    )

    assert (condition.size, condition.pixels, condition.protocol, condition.overridden) == (
        None,
        30,
        "",
        False,
    )


@pytest.mark.parametrize(
    ("state", "info", "match"),
    [
        (STATE | {"on": 1}, INFO, "'on' is missing or no bool"),
        (STATE | {"bri": True}, INFO, "'bri' is missing or no int"),
        (STATE | {"bri": 10**400}, INFO, "from 0 to 255 expected, not 10{39}$"),
        (STATE | {"bri": -1}, INFO, "from 0 to 255 expected, not -1"),
        ({}, INFO, "'on'"),
        (STATE, INFO | {"leds": 5}, "'leds' is missing or no object"),
        (STATE, INFO | {"leds": {"count": 1, "matrix": None}}, "'matrix'"),
        (STATE, INFO | {"lm": 7}, "'lm'"),
        ([], INFO, "not an object"),
    ],
)
def test_what_is_no_wled_is_said_by_name(state, info, match):
    """A program on the same port that speaks other JSON is found out."""
    with pytest.raises(ProtocolError, match=match):
        wled.read_condition(as_bytes(state), as_bytes(info))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 60000, b'{"on":' + b"1" * 5000 + b"}"])
def test_what_is_no_json_is_a_protocol_error(body):
    """However it is broken, however deep."""
    with pytest.raises(ProtocolError):
        wled.read_condition(body, as_bytes(INFO))


def test_words_of_a_stranger_are_cut_to_what_can_be_shown():
    """They end up on a page."""
    condition = wled.read_condition(as_bytes(STATE), as_bytes(INFO | {"lip": "\x1b[2J" + "x" * 99}))

    assert condition.sender == "[2J" + "x" * 37


@given(st.booleans(), st.none() | st.integers(0, 255))
def test_changes_survive_the_wire(on, brightness):
    """What is posted is what is read."""
    assert wled.read_change(wled.encode_change(on=on, brightness=brightness)) == (on, brightness)


def test_a_change_may_name_nothing_and_nothing_impossible():
    """An empty object changes nothing; a brightness no lamp has is refused."""
    assert wled.read_change(b"{}") == (None, None)
    with pytest.raises(ProtocolError, match="from 0 to 255"):
        wled.read_change(b'{"bri":256}')


def test_the_simulator_s_objects_are_read_by_the_driver_s_side():
    """Both ends agree, and no more is claimed than what a WLED says."""
    condition = wled.read_condition(
        wled.encode_state(True, 9), wled.encode_info(live=False, protocol="", width=4, height=2)
    )

    assert (condition.on, condition.brightness, condition.live, condition.size) == (True, 9, False, (4, 2))

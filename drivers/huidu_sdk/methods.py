"""What the simulated card answers to each XML method. Pure.

Here: one function a method, over the card's programs, files and settings. Not
here: connections, parts, sessions (``simulator.py``). A method this card does not
know is ``kUnsupportMethod``, as real ones answer.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers.base import Frame, Panel
from drivers.care import Brightness
from drivers.errors import ProtocolError
from drivers.huidu_sdk.device import ZONE, luminance_elements, read_clock
from drivers.huidu_sdk.documents import Reply, Request
from drivers.huidu_sdk.elements import Element, make
from drivers.huidu_sdk.lamps import light
from drivers.huidu_sdk.pictures import jpeg_of
from drivers.huidu_sdk.programs import Screen, read_screen, screen_element
from drivers.huidu_sdk.results import INVALID_INDEX, SUCCESS
from drivers.huidu_sdk.stage import Stage
from drivers.huidu_sdk.store import Store
from drivers.huidu_sdk.uploads import file_element

MOST_DELETED = 40  # names in one DeleteFiles
MOST_PROGRAMS = 1000
MOST_AREAS = 16  # of a program; real cards flicker above ten
Body = tuple[Element, ...]
Answer = tuple[str, Body]


@dataclass(slots=True)
class Manners:
    """How this card differs from a well-behaved one."""

    busy: int = 0  # how many AddProgram it answers with "still working"
    black_screenshot: bool = False
    synchronised: bool = False


@dataclass(slots=True)
class _Care:
    """What the card was told about itself, as it would give it back."""

    powered: bool = True
    luminance: Body = field(default_factory=lambda: luminance_elements(Brightness.steady(100)))
    zone: str = ZONE
    summer: str = "false"


class Device:
    """A card behind its connections."""

    def __init__(self, panel: Panel, device_id: str, store: Store, stage: Stage, manners: Manners) -> None:
        self.panel, self.device_id = panel, device_id
        self._store, self._stage, self._manners, self._care = store, stage, manners, _Care()
        self._lit: tuple[object, Frame] = ((), Frame.dark(panel))
        self._methods: dict[str, Callable[[Body], Answer]] = {
            "AddProgram": self._add_program,
            "CloseScreen": lambda _: self._power(False),
            "DeleteFiles": self._delete_files,
            "DeleteProgram": self._delete_program,
            "GetCurrentPlayProgramGUID": lambda _: (SUCCESS, (make("program", guid=self._stage.current),)),
            "GetDeviceInfo": self._introduce,
            "GetFiles": self._list_files,
            "GetLuminancePloy": lambda _: (SUCCESS, self._care.luminance),
            "GetMulScreenSync": lambda _: (SUCCESS, (make("sync", enable=self._manners.synchronised),)),
            "GetProgram": lambda _: (SUCCESS, (_as_cards_give_it(screen_element(self._stage.held)),)),
            "GetScreenshot2": self._photograph,
            "GetSwitchTime": self._switch_times,
            "GetTimeInfo": self._tell_time,
            "OpenScreen": lambda _: self._power(True),
            "SetLuminancePloy": self._set_luminance,
            "SetTimeInfo": self._set_time,
            "SwitchProgram": self._switch,
            "UpdateProgram": self._update_program,
        }

    @property
    def lit(self) -> Frame:
        """What the lamps show; drawn again only when something else stands there."""
        shown = tuple(
            (area, self._store.read(picture.file))
            for area, picture in (self._stage.shown() if self._care.powered else ())
        )
        if shown != self._lit[0]:
            self._lit = (shown, light(self.panel, shown))
        return self._lit[1]

    def answer(self, request: Request) -> Reply:
        method = self._methods.get(request.method)
        if method is None:
            return Reply(request.method, "kUnsupportMethod", (), request.guid)
        try:
            result, body = method(request.body)
        except ProtocolError:  # a number, day or hour that is none
            result, body = "kParseXmlFailed", ()
        return Reply(request.method, result, body, request.guid)

    def _introduce(self, _: Body) -> Answer:
        return SUCCESS, (
            make("device", cpu="simulated", model=self.device_id.partition("-")[0], id=self.device_id),
            make("version", fpga="1.0.0", app="7.11.18.0", kernel="4.4"),
            make("screen", width=self.panel.width, height=self.panel.height, rotation=0),
        )

    def _add_program(self, body: Body) -> Answer:
        if self._manners.busy:
            self._manners.busy -= 1
            return "kProcessing", ()
        if not body or body[0].name != "screen":
            return "kScreenNodeIsNull", ()
        screen = read_screen(body[0])
        if len(self._stage.held.programs) + len(screen.programs) > MOST_PROGRAMS:
            return "kNotSpaceToSave", ()
        if not _is_drawable(screen):
            return "kInvalidParam", ()
        there = {listed.name for listed in self._store.listing()}
        if any(program.files - there for program in screen.programs):
            return "kDownloadFileFailed", ()
        self._stage.add(screen)
        return SUCCESS, ()

    def _update_program(self, body: Body) -> Answer:
        screen = read_screen(Element("screen", children=body))
        if not _is_drawable(screen):
            return "kInvalidParam", ()
        known = [self._stage.replace(program) for program in screen.programs]
        return (SUCCESS if known and all(known) else "kNodeNotExist"), ()

    def _delete_program(self, body: Body) -> Answer:
        for program in body:
            self._stage.delete(program.get("guid"))
        return SUCCESS, ()

    def _switch(self, body: Body) -> Answer:
        wanted = body[0].get("guid") if body else ""
        index = body[0].number("index", -1) if body else -1
        held = self._stage.held.programs
        if not wanted and 0 <= index < len(held):
            wanted = held[index].guid
        return (SUCCESS if self._stage.switch(wanted) else INVALID_INDEX), ()

    def _list_files(self, _: Body) -> Answer:
        return SUCCESS, (make("files", *map(file_element, self._store.listing())),)

    def _delete_files(self, body: Body) -> Answer:
        names = tuple(each.get("name") for files in body for each in files.all("file"))
        if len(names) > MOST_DELETED:
            return "kInvalidParam", ()
        missing = self._store.delete(names)
        return SUCCESS, (make("files", *(Element("file", {"name": name}) for name in missing)),)

    def _photograph(self, _: Body) -> Answer:
        frame = Frame.dark(self.panel) if self._manners.black_screenshot else self.lit
        data = base64.b64encode(jpeg_of(frame)).decode()
        return SUCCESS, (make("image", width=self.panel.width, height=self.panel.height, data=data),)

    def _power(self, on: bool) -> Answer:
        self._care.powered = on
        return SUCCESS, ()

    def _switch_times(self, _: Body) -> Answer:
        return SUCCESS, (make("open", enable=self._care.powered), make("ploy", enable=False))

    def _set_luminance(self, body: Body) -> Answer:
        if {each.name for each in body} < {"mode", "default", "ploy", "sensor"}:
            return "kParseXmlFailed", ()
        self._care.luminance = body
        return SUCCESS, ()

    def _tell_time(self, _: Body) -> Answer:
        return SUCCESS, (
            make("timezone", value=self._care.zone),
            make("summer", enable=self._care.summer),
            make("sync", value="none"),
            make("time", value=self._stage.clock.isoformat(" ", "seconds")),
        )

    def _set_time(self, body: Body) -> Answer:
        told = Reply("SetTimeInfo", body=body)
        if told.first("sync").get("value") == "none":
            self._stage.clock = read_clock(told)
        self._care.zone = told.first("timezone").get("value", self._care.zone)
        self._care.summer = told.first("summer").get("enable", self._care.summer)
        return SUCCESS, ()


def _is_drawable(screen: Screen) -> bool:
    """A screen full of areas would take this card minutes to draw, and everybody would wait."""
    return all(len(program.areas) <= MOST_AREAS for program in screen.programs)


def _as_cards_give_it(element: Element) -> Element:
    """GetProgram says ``resource`` where AddProgram says ``resources``."""
    name = "resource" if element.name == "resources" else element.name
    return Element(name, element.attributes, tuple(map(_as_cards_give_it, element.children)))

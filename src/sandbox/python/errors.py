"""Describes an exception as CPython prints it, and bounds what no terminal would show either.

Everything that is used is bound to a name first, so that code that patches the library is still described.
"""

import collections.abc
import itertools
import linecache
import os
import traceback

from code_nodes_as_server import linux_errors as _linux

_One = traceback.TracebackException
_summary = traceback.StackSummary.from_list
_safe_text = traceback._safe_string
_getline = linecache.getline
_clear_frames = traceback.clear_frames
_first = itertools.islice
_Sequence = collections.abc.Sequence
_members_of = BaseExceptionGroup.exceptions.__get__
_str, _type, _len, _min, _max, _isinstance, _id, _range = str, type, len, min, max, isinstance, id, range
_name_of = type.__dict__["__name__"].__get__
_max_frames = 50
_max_message = 100_000
#: Of all messages and notes together; the text of the whole is cut to `_max_message` in the end.
_max_messages = 1_000_000
_max_exceptions = 1_000
_max_notes = 100
#: As many of a group's members as CPython prints.
_max_members = 15
#: Frames of one traceback, and how many of a longer one are shown; fewer where the code has very long lines.
_max_trace, _shown_trace, _min_trace = 5_000, 1_000, 3
_max_shown_characters = 1_000_000


_strerror = os.strerror
_errno_of, _strerror_of = OSError.errno.__get__, OSError.strerror.__get__

_texts = ("_str", "text", "msg", "filename", "lineno", "end_lineno", "exc_type_qualname", "exc_type_module")


def describe(error, file_name, longest_line):
    try:
        description = _describe_wholly(error, file_name, longest_line)
    except Exception:
        # The code has patched the library.
        name, message = _name_of(_type(error)), _message(error)
        frames = _plain_frames(error.__traceback__, file_name)
        description = {"type": name, "message": message, "traceback": _cut(f"{name}: {message}", _max_message), "frames": frames}
    description["type"] = _cut(description["type"], _max_message)
    description["frames"] = description["frames"][-_max_frames:]
    for frame in description["frames"]:
        frame["functionName"] = _cut(frame["functionName"], 1_000)
    return description


def _plain_frames(trace, file_name):
    frames = []
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename == file_name:
            frames.append({"line": trace.tb_lineno, "functionName": code.co_name})
            if _len(frames) > _max_trace:
                del frames[:-_max_frames]
        trace = trace.tb_next
    return frames


def _describe_wholly(error, file_name, longest_line):
    if _isinstance(error, MemoryError):
        _clear_frames(error.__traceback__)
    max_trace = _min(_max_trace, _max(_min_trace, _max_shown_characters // longest_line))
    description = _described(error, max_trace)
    frames = [frame for frame in description.stack if frame.filename == file_name]
    frames = [_frame(frame) for frame in frames[-_max_frames:]]
    if max_trace < _max_frames:
        frames = _plain_frames(error.__traceback__, file_name)
    if _isinstance(error, SyntaxError) and error.filename == file_name and error.lineno:
        frames.append({"line": error.lineno, "column": _max(1, error.offset or 1), "functionName": "<module>"})
    return {
        "type": _name_of(_type(error)),
        "message": _message(error),
        "traceback": _cut("".join(description.format()).rstrip("\n"), _max_message),
        "frames": frames,
    }


def _described(error, max_trace):
    """`traceback.TracebackException(error)`, as far as anybody reads, without the frames of what runs the code."""
    seen = set()
    room = _max_messages
    left = _max_exceptions

    def one(error):
        nonlocal room, left
        left -= 1
        trace, dropped = _last_frames(error.__traceback__, max_trace)
        description = _One(_type(error), error, trace, _seen=seen)
        description.stack = _summary([frame for frame in description.stack if frame.filename != "<sandbox>"])
        description.__cause__ = description.__context__ = description.exceptions = None
        for name in _texts:
            text = getattr(description, name, None)
            if _isinstance(text, _str):
                if name == "_str":
                    text = _as_on_linux(error, text)
                text = _cut(text, _max(_min(room, _max_message), 1_000))
                setattr(description, name, text)
                room -= _len(text)
        if description.__notes__ is not None:
            description.__notes__ = _bounded_notes(description.__notes__, _max(_min(room, _max_message), 1_000))
            room -= sum(map(_len, description.__notes__))
        if dropped > 0:
            _remark(description, f"[… {dropped} more frames of this traceback come before those shown …]")
        return description

    top = one(error)
    waiting = [(top, error)]
    while waiting:
        description, error = waiting.pop()
        before = error.__cause__
        if before is not None and _id(before) not in seen:
            if left > 0:
                description.__cause__ = one(before)
                waiting.append((description.__cause__, before))
            else:
                _remark(description, "[… more exceptions led to this one …]")
        before = error.__context__
        if before is not None and _id(before) not in seen:
            if left > 0:
                description.__context__ = one(before)
                waiting.append((description.__context__, before))
            elif description.__cause__ is None and not description.__suppress_context__:
                _remark(description, "[… more exceptions led to this one …]")
        if _isinstance(error, BaseExceptionGroup):
            members = _members_of(error)
            shown = members[: _min(_max_members, left)]
            rest = _len(members) - _len(shown)
            description.exceptions = [one(member) for member in shown]
            waiting.extend(zip(description.exceptions, shown))
            if _len(shown) < _min(_max_members, _len(members)):
                _remark(description, f"[… {rest} more exceptions in this group …]")
            else:
                # Counted when the group is printed, never looked at.
                description.exceptions += [None] * rest
                seen.update(map(_id, members[_max_members:_max_exceptions]))
    return top


def _last_frames(trace, max_trace):
    """The traceback without the beginning that makes it too long, and how many frames that has."""
    length, rest = 0, trace
    while rest is not None:
        length, rest = length + 1, rest.tb_next
    dropped = 0 if length <= max_trace else length - _min(_shown_trace, max_trace)
    for _ in _range(dropped):
        trace = trace.tb_next
    return trace, dropped


def _remark(description, text):
    description.__notes__ = [*(description.__notes__ or ()), text]


def _bounded_notes(notes, room):
    """As the texts that are printed for it."""
    if not _isinstance(notes, _Sequence) or _isinstance(notes, (_str, bytes)):
        return [_cut(_safe_text(notes, "__notes__", func=repr), room)]
    texts = []
    for note in _first(notes, _max_notes):
        text = _cut(_safe_text(note, "note"), _max(room, 1_000))
        texts.append(text)
        room -= _len(text)
    if _len(notes) > _max_notes:
        texts.append(f"[… {_len(notes) - _max_notes} more notes …]")
    return texts


def _as_on_linux(error, text):
    """The error of a system call by the number that it has on a server; errors of the code's own stay as they are."""
    if _isinstance(error, OverflowError):
        return "(34, 'Numerical result out of range')" if text == "(68, 'Result not representable')" else text
    if not _isinstance(error, OSError):
        return text
    number, said = _errno_of(error), _strerror_of(error)
    if _type(number) is not int or number not in _linux or said != _strerror(number):
        return text
    on_linux, words = _linux[number]
    before = f"[Errno {number}] {said}"
    return f"[Errno {on_linux}] {words or said}{text[_len(before):]}" if text.startswith(before) else text


def _cut(text, room):
    if _len(text) <= room:
        return text
    half = room // 2
    return f"{text[:half]}\n[… {_len(text) - 2 * half} more characters …]\n{text[-half:]}"


def _frame(summary):
    frame = {"line": summary.lineno, "functionName": summary.name}
    if summary.colno is not None:
        line = _getline(summary.filename, summary.lineno)
        before = line.encode("utf-8", "surrogatepass")[: summary.colno].decode("utf-8", "replace")
        frame["column"] = _len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
    return frame


def _message(error):
    if _isinstance(error, SyntaxError):
        return _cut(_str(error.msg), _max_message)
    try:
        return _cut(_as_on_linux(error, _str(error)), _max_message)
    except Exception:
        return "<the exception's own text could not be made>"

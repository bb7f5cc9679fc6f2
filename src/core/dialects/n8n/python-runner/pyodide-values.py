"""What JavaScript's values look like to Python code under Pyodide, and how results go back."""

import math


class ConversionError(Exception):
    pass


class JsException(Exception):
    pass


class JsObject:
    """A JavaScript object: its members by attribute and by key."""

    def __init__(self, members=()):
        object.__setattr__(self, "_members", dict(members))

    def __getattr__(self, name):
        try:
            return object.__getattribute__(self, "_members")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._members[name] = value

    def __delattr__(self, name):
        if self._members.pop(name, self) is self:
            raise AttributeError(name)

    def __getitem__(self, key):
        return self._members[key]

    def __setitem__(self, key, value):
        self._members[key] = value

    def __delitem__(self, key):
        del self._members[key]

    def __contains__(self, key):
        return key in self._members

    def __iter__(self):
        return iter(list(self._members))

    def __len__(self):
        return len(self._members)

    def __bool__(self):
        return True

    def __dir__(self):
        return [*super().__dir__(), *self._members]

    def __repr__(self):
        return "[object Object]"

    def keys(self):
        return self._members.keys()

    def values(self):
        return self._members.values()

    def items(self):
        return self._members.items()

    def get(self, key, default=None):
        return self._members.get(key, default)

    def pop(self, key, *default):
        return self._members.pop(key, *default)

    def setdefault(self, key, default=None):
        return self._members.setdefault(key, default)

    def update(self, *given, **named):
        self._members.update(*given, **named)

    def clear(self):
        self._members.clear()

    def as_object_map(self, **_):
        return self

    def object_entries(self):
        return JsArray([JsArray(pair) for pair in self._members.items()])

    def object_keys(self):
        return JsArray(self._members)

    def object_values(self):
        return JsArray(self._members.values())

    def to_py(self, **_):
        return {name: _to_python(value) for name, value in self._members.items()}


class JsArray:
    """A JavaScript array, with what Python expects of a sequence."""

    def __init__(self, elements=()):
        self._elements = list(elements)

    @property
    def length(self):
        return len(self._elements)

    def __len__(self):
        return len(self._elements)

    def __iter__(self):
        return iter(self._elements)

    def __reversed__(self):
        return reversed(self._elements)

    def __contains__(self, value):
        return value in self._elements

    def __getitem__(self, index):
        found = self._elements[index]
        return JsArray(found) if isinstance(index, slice) else found

    def __setitem__(self, index, value):
        self._elements[index] = value

    def __delitem__(self, index):
        del self._elements[index]

    def __add__(self, other):
        return JsArray([*self, *other])

    def __iadd__(self, other):
        self._elements.extend(other)
        return self

    def __mul__(self, times):
        return JsArray(self._elements * times)

    def __repr__(self):
        return ",".join("" if value is None else _text(value) for value in self._elements)

    def append(self, value):
        self._elements.append(value)

    def push(self, *values):
        self._elements.extend(values)
        return len(self._elements)

    def extend(self, values):
        self._elements.extend(values)

    def insert(self, index, value):
        self._elements.insert(index, value)

    def pop(self, index=-1):
        return self._elements.pop(index)

    def shift(self):
        return self._elements.pop(0) if self._elements else None

    def remove(self, value):
        self._elements.remove(value)

    def index(self, value, *bounds):
        return self._elements.index(value, *bounds)

    def indexOf(self, value):
        return self._elements.index(value) if value in self._elements else -1

    def includes(self, value):
        return value in self._elements

    def count(self, value):
        return self._elements.count(value)

    def reverse(self):
        self._elements.reverse()
        return self

    def slice(self, start=0, end=None):
        return JsArray(self._elements[start:end])

    def concat(self, *others):
        return JsArray([*self, *(value for other in others for value in other)])

    def join(self, separator=","):
        return separator.join("" if value is None else _text(value) for value in self._elements)

    def map(self, function):
        return JsArray([_call(function, value, at, self) for at, value in enumerate(self._elements)])

    def filter(self, function):
        return JsArray([value for at, value in enumerate(self._elements) if _call(function, value, at, self)])

    def find(self, function):
        return next((value for at, value in enumerate(self._elements) if _call(function, value, at, self)), None)

    def some(self, function):
        return any(_call(function, value, at, self) for at, value in enumerate(self._elements))

    def every(self, function):
        return all(_call(function, value, at, self) for at, value in enumerate(self._elements))

    def forEach(self, function):
        for at, value in enumerate(self._elements):
            _call(function, value, at, self)

    def to_py(self, **_):
        return [_to_python(value) for value in self._elements]


def from_json(value):
    if isinstance(value, dict):
        return JsObject((name, from_json(member)) for name, member in value.items())
    if isinstance(value, list):
        return JsArray(from_json(element) for element in value)
    return value


def to_json(value, around=()):
    """What JavaScript would write of the value as JSON; what it would leave out is `None` outside of objects."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if any(value is one for one in around):
        raise ConversionError("Converting circular structure to JSON")
    inside = (*around, value)
    if isinstance(value, JsObject):
        return {name: to_json(member, inside) for name, member in value.items()}
    if isinstance(value, dict):
        # Python's None is JavaScript's undefined, which JSON leaves out.
        return {_text(name): to_json(member, inside) for name, member in value.items() if member is not None}
    if isinstance(value, (JsArray, list, tuple)):
        return [to_json(element, inside) for element in value]
    if isinstance(value, (set, frozenset)):
        return {}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {str(at): byte for at, byte in enumerate(bytes(value))}
    written = getattr(value, "toJSON", None)
    if callable(written):
        return written()
    raise ConversionError(f"No conversion known for {value!r}.")


def _to_python(value):
    return value.to_py() if isinstance(value, (JsObject, JsArray)) else value


def _text(value):
    if value is None:
        return "undefined"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _call(function, *given):
    """JavaScript passes more arguments than most functions take."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 4:
        return function(*given) if code else function(given[0])
    return function(*given[: max(1, code.co_argcount)])

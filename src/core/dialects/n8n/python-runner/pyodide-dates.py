"""As much of luxon's DateTime as code in Python gets to see of it."""

import calendar
import datetime as _datetime
import zoneinfo

_plural = ("years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds")


class JsDateTime:
    def __init__(self, moment, zone_name):
        self._moment = moment
        self.zoneName = zone_name

    def __getattr__(self, name):
        moment = self.__dict__["_moment"]
        if name in ("year", "month", "day", "hour", "minute", "second"):
            return getattr(moment, name)
        own = {
            "millisecond": lambda: moment.microsecond // 1000,
            "weekday": moment.isoweekday,
            "weekNumber": lambda: moment.isocalendar().week,
            "weekYear": lambda: moment.isocalendar().year,
            "ordinal": lambda: moment.timetuple().tm_yday,
            "quarter": lambda: (moment.month + 2) // 3,
            "offset": lambda: int(moment.utcoffset().total_seconds() // 60),
            "isValid": lambda: True,
            "ts": self.toMillis,
            "daysInMonth": lambda: calendar.monthrange(moment.year, moment.month)[1],
            "monthLong": lambda: moment.strftime("%B"),
            "monthShort": lambda: moment.strftime("%b"),
            "weekdayLong": lambda: moment.strftime("%A"),
            "weekdayShort": lambda: moment.strftime("%a"),
        }.get(name)
        if own is None:
            raise AttributeError(f"{name}: Code Nodes does not have this part of luxon in Python. Use datetime.")
        return own()

    def plus(self, duration=None, **units):
        return self._moved(1, duration, units)

    def minus(self, duration=None, **units):
        return self._moved(-1, duration, units)

    def _moved(self, sign, duration, units):
        if isinstance(duration, (int, float)):
            units = {"milliseconds": duration}
        elif duration is not None:
            units = {name: duration[name] for name in duration}
        amounts = {(name if name.endswith("s") else f"{name}s"): sign * value for name, value in units.items()}
        unknown = [name for name in amounts if name not in _plural]
        if unknown:
            raise ValueError(f"Invalid unit {unknown[0]}")
        months = 12 * amounts.pop("years", 0) + 3 * amounts.pop("quarters", 0) + amounts.pop("months", 0)
        local = self._moment
        if months:
            count = local.year * 12 + local.month - 1 + int(months)
            year, month = count // 12, count % 12 + 1
            local = local.replace(year=year, month=month, day=min(local.day, calendar.monthrange(year, month)[1]))
        # Days go by the clock on the wall, hours by the time that passes.
        days = {name: amounts.pop(name) for name in ("weeks", "days") if name in amounts}
        local = local + _datetime.timedelta(**days)
        passed = local.astimezone(_datetime.timezone.utc) + _datetime.timedelta(**amounts)
        return JsDateTime(passed.astimezone(local.tzinfo), self.zoneName)

    def set(self, values=None, **units):
        given = units if values is None else {name: values[name] for name in values}
        named = {(name[:-1] if name.endswith("s") else name): value for name, value in given.items()}
        if "millisecond" in named:
            named["microsecond"] = named.pop("millisecond") * 1000
        return JsDateTime(self._moment.replace(**named), self.zoneName)

    def startOf(self, unit):
        moment = self._moment.replace(microsecond=0)
        unit = unit.rstrip("s")
        order = ("second", "minute", "hour", "day")
        if unit in order:
            below = order[: order.index(unit)]
        elif unit in ("week", "month", "quarter", "year"):
            below = ("second", "minute", "hour")
            if unit == "week":
                moment = moment - _datetime.timedelta(days=moment.weekday())
            else:
                first = {"month": moment.month, "quarter": (moment.month - 1) // 3 * 3 + 1, "year": 1}[unit]
                moment = moment.replace(month=first, day=1)
        else:
            raise ValueError(f"Invalid unit {unit}")
        return JsDateTime(moment.replace(**dict.fromkeys(below, 0)), self.zoneName)

    def endOf(self, unit):
        unit = unit.rstrip("s")
        return self.startOf(unit).plus({f"{unit}s": 1}).minus(1)

    def toISO(self, *_, **__):
        text = self._moment.isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z") if self.zoneName in ("UTC", "Etc/UTC") else text

    toJSON = toString = __str__ = __repr__ = toISO

    def toISODate(self, *_, **__):
        return self._moment.date().isoformat()

    def toISOTime(self, *_, **__):
        return self.toISO().partition("T")[2]

    def toMillis(self):
        return round(self._moment.timestamp() * 1000)

    valueOf = toMillis

    def toSeconds(self):
        return self.toMillis() / 1000

    def toUTC(self, *_):
        return JsDateTime(self._moment.astimezone(_datetime.timezone.utc), "UTC")

    def setZone(self, name, *_):
        return JsDateTime(self._moment.astimezone(zone_of(name)), name)

    def toFormat(self, form, *_):
        import re

        moment = self._moment
        values = {
            "yyyy": "%Y", "yy": "%y", "LLLL": "%B", "MMMM": "%B", "LLL": "%b", "MMM": "%b", "LL": "%m", "MM": "%m",
            "dd": "%d", "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "cccc": "%A", "EEEE": "%A", "ccc": "%a",
            "EEE": "%a", "a": "%p", "ooo": "%j", "ZZZ": "%z",
        }  # fmt: skip
        numbers = {
            "y": moment.year, "L": moment.month, "M": moment.month, "d": moment.day, "H": moment.hour,
            "h": (moment.hour + 11) % 12 + 1, "m": moment.minute, "s": moment.second, "c": moment.isoweekday(),
            "E": moment.isoweekday(), "o": self.ordinal, "q": self.quarter, "W": self.weekNumber,
            "X": int(moment.timestamp()), "x": self.toMillis(), "S": self.millisecond, "z": self.zoneName,
        }  # fmt: skip

        def written(match):
            token = match.group()
            if token.startswith("'"):
                return token[1:-1]
            if token in values:
                return moment.strftime(values[token])
            if token == "SSS":
                return f"{self.millisecond:03}"
            if token == "ZZ":
                return moment.isoformat()[-6:]
            return str(numbers.get(token, token))

        return re.sub(r"'[^']*'|([A-Za-z])\1*", written, form)


def zone_of(name):
    return _datetime.timezone.utc if name in ("UTC", "Etc/UTC") else zoneinfo.ZoneInfo(name)


def now_in(name):
    moment = _datetime.datetime.now(zone_of(name))
    return JsDateTime(moment.replace(microsecond=moment.microsecond // 1000 * 1000), name)

# Appended to the library's hashlib.py: digests that it has of OpenSSL, by name alone, and this build of Python has not.


class _Digest:
    """Gathers what it is given, and works when it is asked."""

    block_size = 64

    def __init__(self, data=b""):
        self._data = bytearray()
        self.update(data)

    def update(self, data):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        self._data += memoryview(data).cast("B")

    def copy(self):
        return type(self)(self._data)

    def hexdigest(self):
        return self.digest().hex()

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object>"

    def _padded(self, order, lengths=8):
        size = len(self._data)
        zeros = -(size + 1 + lengths) % self.block_size
        return bytes(self._data) + b"\x80" + bytes(zeros) + (size * 8).to_bytes(lengths, order)


def _turned(value, bits):
    bits %= 32
    return (value << bits | value >> 32 - bits) & 0xFFFFFFFF


class _Ripemd160(_Digest):
    name, digest_size = "ripemd160", 20
    _order = (
        bytes(range(16)), bytes((7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8)),
        bytes((3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12)), bytes((1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2)),
        bytes((4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13)),
    )
    _other = (
        bytes((5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12)), bytes((6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2)),
        bytes((15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13)), bytes((8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14)),
        bytes((12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11)),
    )
    _turns = (
        bytes((11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8)), bytes((7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12)),
        bytes((11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5)), bytes((11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12)),
        bytes((9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6)),
    )
    _other_turns = (
        bytes((8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6)), bytes((9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11)),
        bytes((9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5)), bytes((15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8)),
        bytes((8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11)),
    )
    _mixes = (
        lambda x, y, z: x ^ y ^ z,
        lambda x, y, z: x & y | ~x & z,
        lambda x, y, z: (x | ~y) ^ z,
        lambda x, y, z: x & z | y & ~z,
        lambda x, y, z: x ^ (y | ~z),
    )

    def digest(self):
        state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0]
        data = self._padded("little")
        for at in range(0, len(data), 64):
            words = _struct_of_bytes.unpack_from("<16I", data, at)
            left = self._line(state, words, self._order, self._turns, self._mixes, (0, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E))
            right = self._line(
                state, words, self._other, self._other_turns, self._mixes[::-1], (0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0)
            )
            state = [state[(i + 1) % 5] + left[(i + 2) % 5] + right[(i + 3) % 5] & 0xFFFFFFFF for i in range(5)]
        return _struct_of_bytes.pack("<5I", *state)

    @staticmethod
    def _line(state, words, orders, turns, mixes, constants):
        a, b, c, d, e = state
        for order, turn, mix, constant in zip(orders, turns, mixes, constants):
            for place, bits in zip(order, turn):
                total = a + mix(b, c, d) + words[place] + constant & 0xFFFFFFFF
                a, b, c, d, e = e, _turned(total, bits) + e & 0xFFFFFFFF, b, _turned(c, 10), d
        return a, b, c, d, e


class _Sm3(_Digest):
    name, digest_size = "sm3", 32

    def digest(self):
        state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
        data = self._padded("big")
        for at in range(0, len(data), 64):
            w = list(_struct_of_bytes.unpack_from(">16I", data, at))
            for j in range(16, 68):
                x = w[j - 16] ^ w[j - 9] ^ _turned(w[j - 3], 15)
                w.append(x ^ _turned(x, 15) ^ _turned(x, 23) ^ _turned(w[j - 13], 7) ^ w[j - 6])
            a, b, c, d, e, f, g, h = state
            for j in range(64):
                constant = 0x79CC4519 if j < 16 else 0x7A879D8A
                first = _turned(_turned(a, 12) + e + _turned(constant, j) & 0xFFFFFFFF, 7)
                second = first ^ _turned(a, 12)
                ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
                gg = e ^ f ^ g if j < 16 else e & f | ~e & g
                one = ff + d + second + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
                two = gg + h + first + w[j] & 0xFFFFFFFF
                a, b, c, d = one, a, _turned(b, 9), c
                e, f, g, h = two ^ _turned(two, 9) ^ _turned(two, 17), e, _turned(f, 19), g
            state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
        return _struct_of_bytes.pack(">8I", *state)


def _primes(count):
    found = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _root(number, power):
    """The first 64 bits behind the point of a root."""
    wanted = number << 64 * power
    low, high = 0, 1 << 72
    while low < high:
        middle = low + high + 1 >> 1
        low, high = (middle, high) if middle**power <= wanted else (low, middle - 1)
    return low & 0xFFFFFFFFFFFFFFFF


class _Sha512Of(_Digest):
    """SHA-512 with another beginning (FIPS 180-4, 5.3.6)."""

    block_size = 128
    _constants = ()

    @classmethod
    def _begin(cls):
        if not _Sha512Of._constants:
            _Sha512Of._constants = tuple(_root(prime, 3) for prime in _primes(80))
            _Sha512Of._seed = [_root(prime, 2) ^ 0xA5A5A5A5A5A5A5A5 for prime in _primes(8)]
        name = f"SHA-512/{cls.digest_size * 8}".encode()
        padded = name + b"\x80" + bytes(119 - len(name)) + (len(name) * 8).to_bytes(8, "big")
        return cls._after(_Sha512Of._seed, padded)

    @staticmethod
    def _after(state, data):
        mask = 0xFFFFFFFFFFFFFFFF

        def turned(value, bits):
            return (value >> bits | value << 64 - bits) & mask

        for at in range(0, len(data), 128):
            w = list(_struct_of_bytes.unpack_from(">16Q", data, at))
            for j in range(16, 80):
                one, two = w[j - 15], w[j - 2]
                small = turned(one, 1) ^ turned(one, 8) ^ one >> 7
                w.append(w[j - 16] + small + w[j - 7] + (turned(two, 19) ^ turned(two, 61) ^ two >> 6) & mask)
            a, b, c, d, e, f, g, h = state
            for constant, word in zip(_Sha512Of._constants, w):
                first = h + (turned(e, 14) ^ turned(e, 18) ^ turned(e, 41)) + (e & f ^ ~e & g) + constant + word
                second = (turned(a, 28) ^ turned(a, 34) ^ turned(a, 39)) + (a & b ^ a & c ^ b & c)
                a, b, c, d, e, f, g, h = first + second & mask, a, b, c, d + first & mask, e, f, g
            state = [old + new & mask for old, new in zip(state, (a, b, c, d, e, f, g, h))]
        return state

    def digest(self):
        state = self._after(self._begin(), self._padded("big", 16))
        return _struct_of_bytes.pack(">8Q", *state)[: self.digest_size]


class _Sha512_256(_Sha512Of):
    name, digest_size = "sha512_256", 32


class _Sha512_224(_Sha512Of):
    name, digest_size = "sha512_224", 28


_further = {
    "ripemd160": _Ripemd160, "rmd160": _Ripemd160, "sm3": _Sm3, "sha512_256": _Sha512_256, "sha512-256": _Sha512_256,
    "sha512_224": _Sha512_224, "sha512-224": _Sha512_224,
}
_usual = new


def new(name, data=b"", **kwargs):
    """new(name, data=b'') - Return a new hashing object using the named algorithm;
    optionally initialized with data (which must be a bytes-like object).
    """
    kind = _further.get(name.lower()) if isinstance(name, str) else None
    return _usual(name, data, **kwargs) if kind is None else kind(data)


algorithms_available |= {"ripemd160", "sm3", "sha512_256", "sha512_224"}

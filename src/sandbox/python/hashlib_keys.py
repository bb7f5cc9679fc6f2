# Appended to the library's hashlib.py: this build of Python has no OpenSSL, from which hashlib takes pbkdf2_hmac and scrypt.

import struct as _struct_of_bytes


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0, RFC 8018) with HMAC as pseudorandom function."""
    if not isinstance(hash_name, str):
        raise TypeError("expected 'str' for name, but got %s" % type(hash_name))
    password, salt = (bytes(memoryview(given)) for given in (password, salt))
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    try:
        inner, outer = new(hash_name), new(hash_name)
    except ValueError:
        raise ValueError("unsupported hash type " + hash_name) from None
    if dklen is None:
        dklen = outer.digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    block_size = inner.block_size
    if len(password) > block_size:
        password = new(hash_name, password).digest()
    password = password.ljust(block_size, b"\0")
    inner.update(bytes(byte ^ 0x36 for byte in password))
    outer.update(bytes(byte ^ 0x5C for byte in password))

    def keyed(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key = b""
    count = 0
    while len(key) < dklen:
        count += 1
        last = keyed(salt + count.to_bytes(4, "big"))
        mixed = int.from_bytes(last, "big")
        for _ in range(iterations - 1):
            last = keyed(last)
            mixed ^= int.from_bytes(last, "big")
        key += mixed.to_bytes(inner.digest_size, "big")
    return key[:dklen]


def scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64):
    """scrypt password-based key derivation function (RFC 7914)."""
    for name, given in (("salt", salt), ("n", n), ("r", r), ("p", p)):
        if given is None:
            raise TypeError(f"{name} is required")
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if dklen < 1:
        raise ValueError("dklen must be greater than 0 and smaller than 2147483647")
    if 128 * n * r + 128 * r * p > (maxmem or 32 * 1024 * 1024):
        raise ValueError("[digital envelope routines] memory limit exceeded")
    size = 128 * r
    blocks = pbkdf2_hmac("sha256", password, salt, 1, p * size)
    mixed = b"".join(_scrypt_mix(blocks[at : at + size], n, r) for at in range(0, p * size, size))
    return pbkdf2_hmac("sha256", password, mixed, 1, dklen)


def _scrypt_mix(block, n, r):
    words = list(_struct_of_bytes.unpack(f"<{32 * r}I", block))
    seen = []
    for _ in range(n):
        seen.append(words)
        words = _scrypt_blocks(words, r)
    for _ in range(n):
        other = seen[words[16 * (2 * r - 1)] & (n - 1)]
        words = _scrypt_blocks([one ^ two for one, two in zip(words, other)], r)
    return _struct_of_bytes.pack(f"<{32 * r}I", *words)


def _scrypt_blocks(words, r):
    last = words[-16:]
    even, odd = [], []
    for at in range(0, 32 * r, 16):
        last = _salsa([one ^ two for one, two in zip(last, words[at : at + 16])])
        (odd if at & 16 else even).extend(last)
    return even + odd


_salsa_steps = (
    (4, 0, 12, 7), (8, 4, 0, 9), (12, 8, 4, 13), (0, 12, 8, 18), (9, 5, 1, 7), (13, 9, 5, 9), (1, 13, 9, 13), (5, 1, 13, 18),
    (14, 10, 6, 7), (2, 14, 10, 9), (6, 2, 14, 13), (10, 6, 2, 18), (3, 15, 11, 7), (7, 3, 15, 9), (11, 7, 3, 13),
    (15, 11, 7, 18), (1, 0, 3, 7), (2, 1, 0, 9), (3, 2, 1, 13), (0, 3, 2, 18), (6, 5, 4, 7), (7, 6, 5, 9), (4, 7, 6, 13),
    (5, 4, 7, 18), (11, 10, 9, 7), (8, 11, 10, 9), (9, 8, 11, 13), (10, 9, 8, 18), (12, 15, 14, 7), (13, 12, 15, 9),
    (14, 13, 12, 13), (15, 14, 13, 18),
)


def _salsa(given):
    x = list(given)
    for _ in range(4):
        for to, one, two, turn in _salsa_steps:
            sum = x[one] + x[two] & 0xFFFFFFFF
            x[to] ^= (sum << turn | sum >> 32 - turn) & 0xFFFFFFFF
    return [one + two & 0xFFFFFFFF for one, two in zip(x, given)]


__all__ += ("pbkdf2_hmac", "scrypt")

# Appended to the library's hashlib.py: this build of Python has no OpenSSL, from which hashlib takes pbkdf2_hmac.


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


__all__ += ("pbkdf2_hmac",)

"""The certificates of paypal-double.py: a root, an intermediate and a leaf, and leaves that nobody should trust.

OpenSSL makes keys and signatures; the certificates are written here, because its command line sets no dates before version 3.4.
"""
import base64
import os
import re
import subprocess
import time

DAY = 86_400
OIDS = {"cn": "2.5.4.3", "san": "2.5.29.17", "basic": "2.5.29.19", "sha256WithRSA": "1.2.840.113549.1.1.11",
        "ecdsaWithSHA256": "1.2.840.10045.4.3.2"}


def openssl(*arguments, input=None):
    return subprocess.run(["openssl", *arguments], input=input, capture_output=True, check=True).stdout


def tlv(tag, *parts):
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else (lambda n: bytes([0x80 | len(n)]) + n)(
        len(body).to_bytes((len(body).bit_length() + 7) // 8, "big"))
    return bytes([tag]) + size + body


def sequence(*parts):
    return tlv(0x30, *parts)


def oid(name):
    first, second, *rest = map(int, OIDS[name].split("."))
    out = bytes([40 * first + second])
    for number in rest:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.append(0x80 | number & 0x7F)
        out += bytes(reversed(digits))
    return tlv(6, out)


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def name(common):
    return sequence(tlv(0x31, sequence(oid("cn"), tlv(0x0C, common.encode()))))


def moment(seconds):
    return tlv(0x17, time.strftime("%y%m%d%H%M%SZ", time.gmtime(seconds)).encode())


class Key:
    def __init__(self, folder, label, kind):
        self.path = os.path.join(folder, label + ".key")
        option = "rsa_keygen_bits:2048" if kind == "RSA" else "ec_paramgen_curve:P-256"
        openssl("genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", self.path)
        self.public = openssl("pkey", "-in", self.path, "-pubout", "-outform", "DER")
        null = tlv(5) if kind == "RSA" else b""
        self.algorithm = sequence(oid("sha256WithRSA" if kind == "RSA" else "ecdsaWithSHA256"), null)

    def sign(self, text):
        return openssl("dgst", "-sha256", "-sign", self.path, input=text)


def certificate(serial, subject, key, issuer, issuer_key, start, end, san=None, authority=False):
    extensions = [sequence(oid("basic"), tlv(1, b"\xff"), tlv(4, sequence(tlv(1, b"\xff") if authority else b"")))]
    if san:
        extensions.append(sequence(oid("san"), tlv(4, sequence(tlv(0x82, san.encode())))))
    body = sequence(tlv(0xA0, integer(2)), integer(serial), issuer_key.algorithm, name(issuer), sequence(moment(start), moment(end)),
                    name(subject), key.public, tlv(0xA3, sequence(*extensions)))
    return pem(sequence(body, issuer_key.algorithm, tlv(3, b"\0", issuer_key.sign(body))))


def pem(der):
    text = base64.encodebytes(der).decode().replace("\n", "")
    return "-----BEGIN CERTIFICATE-----\n" + "\n".join(re.findall(".{1,64}", text)) + "\n-----END CERTIFICATE-----\n"


class Authority:
    """`certificates` by their name in the address; `root` is what a verifier trusts."""

    def __init__(self, folder, now):
        root, middle, stranger = (Key(folder, label, "EC") for label in ("root", "intermediate", "stranger"))
        self.leaf = Key(folder, "leaf", "RSA")
        start, end, host = now - 30 * DAY, now + 365 * DAY, "messageverificationcerts.paypal.com"
        self.root = certificate(1, "Double Root", root, "Double Root", root, start, end, authority=True)
        above = certificate(2, "Double Intermediate", middle, "Double Root", root, start, end, authority=True)

        def leaf(serial, start=start, end=end, san=host, issuer="Double Intermediate", key=middle):
            return certificate(serial, san, self.leaf, issuer, key, start, end, san)

        good = leaf(3)
        self.certificates = {
            "CERT-good": good + above,
            "CERT-alone": good,
            "CERT-old": leaf(4, end=now - DAY) + above,
            "CERT-early": leaf(5, start=now + DAY) + above,
            "CERT-name": leaf(6, san="messageverificationcerts.paypal.com.evil.example") + above,
            "CERT-deep": leaf(7, san="a.b.paypal.com") + above,
            # Of a root with the right name and another key.
            "CERT-stranger": leaf(8, issuer="Double Root", key=stranger),
            "CERT-leaf": leaf(9) + certificate(10, "x.paypal.com", self.leaf, host, self.leaf, start, end, "x.paypal.com"),
            "CERT-large": good + above + "#" * (64 << 10),
            "CERT-none": "nothing\n",
        }

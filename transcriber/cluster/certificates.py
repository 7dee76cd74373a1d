"""A certificate authority of this installation alone, and the certificates that the coordinator and each worker get from it.

Whoever holds a certificate of another authority, another town's for one, is refused by TLS itself. What a certificate allows
stands in it: `coordinator` gives out work, `worker` takes it (guarded_servers.py asks).
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transcriber.errors import ClusterFileError
from transcriber.system import wall_clock

if TYPE_CHECKING:
    from cryptography import x509

COORDINATOR, WORKER = "coordinator", "worker"
"""The two roles, in a certificate's organisational unit."""

COORDINATOR_HOST = "coordinator.transcriber.internal"
"""The name that workers and clients ask of the coordinator's certificate: no worker's has it, whatever computer it is for."""

_YEARS = 5
_CLOCK_OFF = dt.timedelta(days=3)
"""By so much the clock of a computer may be late without the certificates counting as not yet valid."""


@dataclass(frozen=True)
class KeyPair:
    """A certificate and its private key, as PEM."""

    certificate: str
    key: str


def make_authority(now: dt.datetime) -> KeyPair:
    """A new private authority."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"transcriber {x509.random_serial_number():x}")])
    made = (
        _draft(name, name, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _pair(made, key)


def issue(authority: KeyPair, role: str, name: str, host: str, now: dt.datetime) -> KeyPair:
    """A certificate for one computer, good for TLS in both directions and for nothing else.

    Args:
        role: COORDINATOR or WORKER.
        name: of the computer.
        host: its name or address in the network.

    Raises:
        ClusterFileError: the time of the authority is over.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    above = x509.load_pem_x509_certificate(authority.certificate.encode())
    if now >= above.not_valid_after_utc:
        raise ClusterFileError(
            f"証明書を作る鍵は {_day(above.not_valid_after_utc)} に切れました（このパソコンの時計は {_day(now)} です）。",
            "時計が合っていれば、新しいフォルダに「transcriber cluster init」で作り直し、全部のパソコンのファイルを入れ替えてください。",
        )
    signer = serialization.load_pem_private_key(authority.key.encode(), password=None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, role),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, name),
        ]
    )
    called: list[x509.GeneralName] = [_general_name(host)]
    if role == COORDINATOR:
        called.append(x509.DNSName(COORDINATOR_HOST))
    both_ways = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    made = (
        _draft(subject, above.subject, key.public_key(), now, above.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(both_ways), critical=True)
        .add_extension(x509.SubjectAlternativeName(called), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    return _pair(made, key)


def serial_of(certificate: str) -> str:
    """By what TLS tells a certificate from every other of its authority. Raises: ValueError: it is none."""
    from cryptography import x509

    return f"{x509.load_pem_x509_certificate(certificate.encode()).serial_number:x}"


def valid_until(certificate: str) -> dt.datetime:
    """When a certificate ends. Raises: ValueError: it is none."""
    from cryptography import x509

    return x509.load_pem_x509_certificate(certificate.encode()).not_valid_after_utc


def require_usable(file: Path, authority: str, own: KeyPair, now: dt.datetime, again: str) -> None:
    """See that what stands in a file of this cluster can be used.

    Args:
        again: what to do with a file that is damaged.

    Raises:
        ClusterFileError: it is cut off or changed, its parts do not belong together, or its time is over, or not yet there.
    """
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import serialization

    try:
        certificate = x509.load_pem_x509_certificate(own.certificate.encode())
        above = x509.load_pem_x509_certificate(authority.encode())
        key = serialization.load_pem_private_key(own.key.encode(), password=None)
    except (ValueError, TypeError) as e:
        raise ClusterFileError(
            f"{file} の証明書か鍵が壊れています（途中で切れたか、書き換えられています）。", again
        ) from e
    try:
        certificate.verify_directly_issued_by(above)
        if certificate.public_key() != key.public_key():
            raise InvalidSignature
    except (InvalidSignature, ValueError, TypeError) as e:
        raise ClusterFileError(f"{file} の証明書と鍵は、別のもの同士です（書き換えられています）。", again) from e
    here = f"このパソコンの時計は {_day(now)} です"
    if now > certificate.not_valid_after_utc:
        raise ClusterFileError(
            f"{file} の証明書は {_day(certificate.not_valid_after_utc)} に切れました（{here}）。",
            "時計が合っていれば、取りまとめ役で新しいフォルダに「transcriber cluster init」で作り直し、全部のパソコンのファイルを入れ替えてください。",
        )
    if now < certificate.not_valid_before_utc:
        raise ClusterFileError(
            f"{file} の証明書は {_day(certificate.not_valid_before_utc)} から使えます（{here}）。",
            "パソコンの日付を合わせてください。",
        )


def _day(at: dt.datetime) -> str:
    local = wall_clock.in_japan(at)
    return f"{local.year}年{local.month}月{local.day}日"


def _draft(
    subject: x509.Name, issuer: x509.Name, public: object, now: dt.datetime, latest: dt.datetime | None = None
) -> x509.CertificateBuilder:
    """What is about to be signed. Args: latest: the end of the one who signs."""
    until = now + dt.timedelta(days=365 * _YEARS)
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)  # type: ignore[arg-type]
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_OFF)
        .not_valid_after(until if latest is None else min(until, latest))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pair(certificate: x509.Certificate, key: object) -> KeyPair:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    assert isinstance(key, ec.EllipticCurvePrivateKey)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return KeyPair(certificate.public_bytes(serialization.Encoding.PEM).decode(), private.decode())

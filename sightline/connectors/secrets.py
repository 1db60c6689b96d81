"""What a driver says of a failure, without whatever must not be said."""

import re
from urllib.parse import unquote, urlsplit

_PASSWORD = re.compile(
    r"(?:password|pwd)\s*=\s*('(?:[^'\\]|\\.)*'|\{(?:[^}]|\}\})*\}|[^\s;]+)", re.IGNORECASE
)
_LONGEST = 200
_HIDDEN = "…"


def secrets_of(connection_string: str) -> frozenset[str]:
    """What a message must not hold of a connection string: the password as it is written and as meant."""
    found = set()
    for value in _PASSWORD.findall(connection_string):
        found |= {value, value.strip("'"), value.strip("{}").replace("}}", "}")}
    if "://" in connection_string:
        try:
            told = urlsplit(connection_string).password or ""
        except ValueError:
            told = ""
        _, _, rest = connection_string.partition("://")
        user, _, _ = rest.rpartition("@")
        written = user.partition(":")[2]
        found |= {told, unquote(told), written, unquote(written)}
    return frozenset(secret for secret in found if secret)


def without_secrets(message: str, connection_string: str) -> str:
    """The first line of a driver's message, shortened, with no part of the connection string that is secret.

    A message that repeats pieces of the string itself, as drivers do of one they cannot parse, is withheld.
    """
    said = " ".join(message.split())[:_LONGEST]
    secrets = secrets_of(connection_string)
    for secret in sorted(secrets, key=len, reverse=True):
        said = said.replace(secret, _HIDDEN)
    pieces = {piece for secret in secrets for piece in re.split(r"[\s@:/?#=&;]+", secret) if len(piece) > 3}
    if connection_string.strip() in message or any(piece in said for piece in pieces):
        return "What the driver said is withheld, for it repeats the connection string"
    return said

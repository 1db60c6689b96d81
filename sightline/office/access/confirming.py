"""An act says that it was done, on whichever page comes next: a sentence that names no child, in a signed
cookie until it has been read.
"""

from django.contrib import messages
from django.http import HttpRequest


def confirm(request: HttpRequest, words: str) -> None:
    """Say, at the head of the next page that this person opens, what they have just done."""
    messages.success(request, words)


def confirmed(request: HttpRequest) -> list[str]:
    """What is still to be said. It is said once."""
    return [str(message) for message in messages.get_messages(request)]

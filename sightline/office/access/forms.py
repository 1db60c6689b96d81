"""Signing in, changing one's own password, and looking through the trail."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from sightline.office.access import attempts
from sightline.office.access.models import Entry, User

WRONG = "The user name or the password is not right. Check both and try again."
DATE_FORMATS = ["%d/%m/%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d-%m-%Y"]


class SignInForm(forms.Form):
    """A user name and a password. ``user`` is who they belong to, ``refused`` what the trail is told."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        error_messages={"required": "Enter your user name"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Password",
        max_length=500,
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None
        self.refused = ""

    def clean(self) -> dict[str, Any]:
        """The password must be the account's own, and the attempts few."""
        told = super().clean() or {}
        if self.errors:
            return told
        turn = attempts.take(told["username"], attempts.address_of(self.request))
        if turn.minutes:
            self.refused = "sign-in refused: too many wrong attempts"
            minutes = "1 minute" if turn.minutes == 1 else f"{turn.minutes} minutes"
            raise ValidationError(f"Too many wrong attempts. Wait {minutes}, then try again.")
        found = authenticate(self.request, username=told["username"], password=told["password"])
        if not isinstance(found, User):
            self.refused = "sign-in refused: wrong user name or password"
            raise ValidationError(WRONG)
        attempts.was_right(turn)
        self.user = found
        return told


def _hidden(label: str, missing: str, autocomplete: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=500,
        strip=False,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class PasswordForm(forms.Form):
    """One's own password: the one that holds now, and the new one twice. ``refused``: told to the trail."""

    current = _hidden("Your password now", "Enter the password that you use now", "current-password")
    new = _hidden(
        "New password",
        "Enter a new password",
        "new-password",
        "At least 8 characters, not a common password nor like your name. Three words together will do.",
    )
    again = _hidden("New password again", "Enter the new password again", "new-password")

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user
        self.refused = ""

    def clean(self) -> dict[str, Any]:
        """The password of now must be right, the attempts few, the new one strong and the same twice."""
        told = super().clean() or {}
        if self.errors:
            return told
        new, again, current = told["new"], told["again"], told["current"]
        if new != again:
            self.add_error("again", "The two new passwords differ. Enter the same one twice.")
        elif new == current:
            self.add_error("new", "The new password is the one that you have. Choose another.")
        try:
            validate_password(new, self.user)
        except ValidationError as error:
            self.add_error("new", error)
        if not self.errors:
            self._check(current)
        return told

    def _check(self, current: str) -> None:
        turn = attempts.take(self.user.get_username(), attempts.address_of(self.request))
        if turn.minutes:
            self.refused = "password change refused: too many wrong attempts"
            minutes = "1 minute" if turn.minutes == 1 else f"{turn.minutes} minutes"
            self.add_error("current", f"Too many wrong attempts. Wait {minutes}, then try again.")
        elif self.user.check_password(current):
            attempts.was_right(turn)
        else:
            self.refused = "password change refused: wrong password"
            self.add_error("current", "This is not the password that you use now. Check it and try again.")


class TrailForm(forms.Form):
    """Which entries of the trail to show."""

    person = forms.ModelChoiceField(
        queryset=User.objects.all(), required=False, label="Person", empty_label="Everyone"
    )
    day = forms.DateField(
        label="Day",
        help_text="For example, 30/9/2019",
        input_formats=DATE_FORMATS,
        required=False,
        error_messages={"invalid": "Enter a real date, such as 30/9/2019"},
    )
    subject = forms.CharField(
        label="What it was about",
        help_text="The letters and numbers at the end of a child's address, or a subject as the trail has it",
        max_length=200,
        required=False,
    )

    def entries(self) -> QuerySet[Entry]:
        """The entries asked for, the newest first; none where the question cannot be read."""
        found = Entry.objects.select_related("by")
        if not self.is_valid():
            return found.none()
        if person := self.cleaned_data["person"]:
            found = found.filter(by=person)
        if day := self.cleaned_data["day"]:
            found = found.filter(at__date=day)
        if subject := self.cleaned_data["subject"].strip():
            found = found.filter(subject__in=[subject, f"child:{subject}"])
        return found

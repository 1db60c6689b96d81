"""Forms of the caseload room."""

from django import forms

from sightline.office.caseload.models import Note


class NoteForm(forms.Form):
    """What somebody says of an obligation."""

    kind = forms.ChoiceField(
        label="What do you want to log?",
        choices=Note.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a reason for lateness or a wrong record"},
    )
    text = forms.CharField(
        label="What happened, or what is wrong?",
        help_text="It is shown on the child's page and in the list of who is waiting. It changes no figure: "
        "put the record right in the case system, and the next load will show it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what happened, or what is wrong"},
    )


class WhyForm(forms.Form):
    """Why somebody looked at a child's record."""

    why = forms.CharField(
        label="Why did you open this record?",
        help_text="Kept in the trail beside your visit. Name no child.",
        max_length=300,
        error_messages={"required": "Enter why you opened this record"},
    )


class FindForm(forms.Form):
    """What the list of children is narrowed to. ``name`` identifies a child, so it is only ever posted."""

    name = forms.CharField(label="Name or number", max_length=80, required=False)
    late = forms.BooleanField(label="Late now", required=False)
    area = forms.ChoiceField(label="Area", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    worker = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: object, areas: list[tuple[str, str]], teams: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("area", areas), ("team", teams)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "All"), *choices]

"""What stands on a certificate, typed to verify it."""

from django import forms


class CheckForm(forms.Form):
    number = forms.CharField(label="Номер сертификата", max_length=40)
    code = forms.CharField(label="Код", max_length=20, help_text="Восемь знаков под номером.")

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split())

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).upper()

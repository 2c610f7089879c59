"""What the rules of a form say to a person: each in Russian, by its code."""

from collections.abc import Iterable, Mapping

from statistics.checks.describing import rule_words
from statistics.indicators import load_indicators
from statistics.layout import Layout, layout_of
from statistics.models import Campaign, Form, OutlierRule, RecordedFinding


def check_words(layout: Layout) -> dict[str, str]:
    """Return the checks of an edition as sentences, by code; a query for those on other forms."""
    codes = {code for code, _address in layout.other_cells}
    forms = dict(Form.objects.filter(code__in=codes).values_list("code", "title")) if codes else {}
    return {
        check.code: rule_words(check.expression, layout.sections, forms) for check in layout.checks
    }


def peer_words(rules: Iterable[OutlierRule]) -> dict[str, str]:
    """Return comparisons with peers as sentences, by code."""
    known = load_indicators()
    found = {}
    for rule in rules:
        indicator, size = known.get(rule.indicator), known.get(rule.size)
        title = indicator.named if indicator else rule.indicator
        alike = f"вида и размера ({size.title.lower()})" if size else "вида"
        found[rule.code] = f"«{title}»: близко к обычному для библиотек того же {alike}."
    return found


def words_of_rules(campaign: Campaign) -> Mapping[str, str]:
    """Return all the rules of a collection as sentences, by code; two queries at most."""
    rules = OutlierRule.objects.filter(form=campaign.form_id)
    return {**check_words(layout_of(campaign.edition)), **peer_words(rules)}


def fired_rules(campaign: Campaign) -> dict[str, str]:
    """Return the rules that fired in any report of a collection as sentences, by code."""
    codes = RecordedFinding.objects.filter(submission__campaign=campaign).order_by("check_code")
    fired, words = codes.values_list("check_code", flat=True).distinct(), words_of_rules(campaign)
    return {code: said_of(words, code) for code in fired}


def said_of(words: Mapping[str, str], code: str) -> str:
    """Return what a rule says; `code` may be that of one relation of a star, `s2-total@2.04.3`.

    Of a rule that the form has no more nothing but its code is known.
    """
    return words.get(code.partition("@")[0]) or f"контроль {code}"

"""How often each rule fires in a collection, and the comparisons with peers to be tuned."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.roles import is_department
from statistics.actions.doubts import count_anew_later
from statistics.forms.doubts import OutlierRuleForm, RulesForm
from statistics.layout import layout_of
from statistics.models import Campaign, OutlierRule
from statistics.outliers.lines import peer_lines
from statistics.outliers.norms import FEWEST_PEERS
from statistics.outliers.rules import save_rule
from statistics.periods import ReportingPeriod
from statistics.queries.board import tally_of
from statistics.queries.firing import fired_by_check, rule_lines, silent_by_section
from statistics.queries.references import references_of
from statistics.rules import can_see_collections
from statistics.views.campaigns import fetch_campaign


@allowed_to(can_see_collections)
def rules(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show every rule with the number of reports in which it fired."""
    campaign = fetch_campaign(form, period)
    layout, fired = layout_of(campaign.edition), fired_by_check(campaign)
    references = references_of(layout)
    asked = RulesForm(request.GET, layout)
    lines = [one for one in rule_lines(campaign, fired, references.idle) if asked.fits(one)]
    context = {
        "campaign": campaign,
        "past": references.past,
        "filter_form": asked,
        "lines": lines,
        "idle": [one for one in lines if one.idle],
        "fired": [one for one in lines if one.fired.reports and not one.idle],
        "silent": silent_by_section(layout, lines),
        "peers": peer_lines(campaign, fired),
        "tally": tally_of(campaign),
        "fewest": FEWEST_PEERS,
        "norms": campaign.norms.order_by("-computed_at").first(),
        "can_tune": is_department(request.user),
    }
    return render(request, "statistics/review/doubts.html", context)


@allowed_to(is_department)
@require_POST
def count(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Run all rules over all reports begun, in the background."""
    count_anew_later.enqueue(fetch_campaign(form, period).pk)
    messages.success(
        request, "правила проверяются по всем отчётам. Обновите страницу через минуту."
    )
    return redirect("statistics:doubts", form, period)


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def rule_create(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Begin to compare one more indicator."""
    campaign = fetch_campaign(form, period)
    return _edit(request, campaign, OutlierRule(form=campaign.form), "Сравнить ещё один показатель")


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def rule_edit(request: HttpRequest, form: str, period: ReportingPeriod, pk: int) -> HttpResponse:
    """Tune a comparison; what it was before stays in its history."""
    campaign = fetch_campaign(form, period)
    rule = get_object_or_404(OutlierRule.objects.select_related("form"), pk=pk, form=campaign.form)
    return _edit(request, campaign, rule, "Сравнение с похожими")


def _edit(request: HttpRequest, campaign: Campaign, rule: OutlierRule, title: str) -> HttpResponse:
    form = OutlierRuleForm(data_of(request), instance=rule)
    if request.method == "POST" and form.is_valid():
        try:
            save_rule(form.instance, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            count_anew_later.enqueue(campaign.pk)
            messages.success(request, "правило сохранено, отчёты проверяются заново.")
            return redirect("statistics:doubts", campaign.form.code, campaign.key)
    history = rule.history.select_related("history_user") if rule.pk else ()
    context = {
        "form": form,
        "campaign": campaign,
        "title": title,
        "button": "Сохранить правило",
        "history": history,
    }
    return render(request, "statistics/review/outlier_form.html", context)

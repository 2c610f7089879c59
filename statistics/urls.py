from django.urls import URLPattern, path, register_converter

from statistics.periods import PeriodConverter
from statistics.views import (
    board,
    builder,
    campaigns,
    letters,
    my_reports,
    offline,
    presets,
    review,
    section,
    submission,
    summary,
)

register_converter(PeriodConverter, "period")

app_name = "statistics"
urlpatterns: list[URLPattern] = [
    path("", my_reports.my_reports, name="my-reports"),
    path("submissions/<int:pk>/", submission.overview, name="submission"),
    path("submissions/<int:pk>/section/<int:number>/", section.section, name="section"),
    path("submissions/<int:pk>/save/", section.save, name="save"),
    path("submissions/<int:pk>/responsible/", submission.responsible, name="responsible"),
    path("submissions/<int:pk>/explain/", submission.explain, name="explain"),
    path("submissions/<int:pk>/totals/", submission.totals, name="recompute-totals"),
    path("submissions/<int:pk>/submit/", submission.submit, name="submit"),
    path("submissions/<int:pk>/sent/", submission.sent, name="sent"),
    path("submissions/<int:pk>/review/", review.review, name="review"),
    path("submissions/<int:pk>/accept/", review.accept, name="accept"),
    path("submissions/<int:pk>/return/", review.return_for_revision, name="return"),
    path("submissions/<int:pk>/reopen/", review.reopen, name="reopen"),
    path("submissions/<int:pk>/waive/", review.waive, name="waive"),
    path("submissions/<int:pk>/remarks/", review.remark_add, name="remark-add"),
    path(
        "submissions/<int:pk>/remarks/<int:remark>/resolve/",
        review.remark_resolve,
        name="remark-resolve",
    ),
    path(
        "submissions/<int:pk>/remarks/<int:remark>/answer/",
        review.remark_answer,
        name="remark-answer",
    ),
    path("submissions/<int:pk>/withdraw/", submission.withdraw, name="withdraw"),
    path("submissions/<int:pk>/offline/", offline.submission, name="offline-form"),
    path(
        "submissions/<int:pk>/offline/workbook/",
        offline.submission_workbook,
        name="offline-form-workbook",
    ),
    path("offline/<int:pk>/", offline.preview, name="offline-preview"),
    path("offline/<int:pk>/confirm/", offline.confirm, name="offline-confirm"),
    path("offline/<int:pk>/cancel/", offline.cancel, name="offline-cancel"),
    path("offline/<slug:form>/<period:period>/", offline.campaign, name="offline"),
    path(
        "offline/<slug:form>/<period:period>/workbook/",
        offline.campaign_workbook,
        name="offline-workbook",
    ),
    path("summary/", summary.summary_list, name="summary-list"),
    path("summary/builder/", builder.builder, name="builder"),
    path("summary/builder/behind/", builder.behind, name="builder-behind"),
    path("summary/presets/", presets.preset_list, name="preset-list"),
    path("summary/presets/save/", presets.preset_save, name="preset-save"),
    path("summary/presets/<int:pk>/share/", presets.preset_share, name="preset-share"),
    path("summary/presets/<int:pk>/delete/", presets.preset_delete, name="preset-delete"),
    path("summary/<slug:form>/<period:period>/", summary.summary, name="summary"),
    path("summary/<slug:form>/<period:period>/form/", summary.summary_form, name="summary-form"),
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign-create"),
    path("campaigns/<slug:form>/<period:period>/", board.campaign, name="campaign"),
    path(
        "campaigns/<slug:form>/<period:period>/reports/",
        campaigns.ReportList.as_view(),
        name="reports",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/dates/",
        campaigns.campaign_dates,
        name="campaign-dates",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/close/",
        campaigns.campaign_close,
        name="campaign-close",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/reopen/",
        campaigns.campaign_reopen,
        name="campaign-reopen",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/remind/",
        board.campaign_remind,
        name="campaign-remind",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/extend/",
        board.campaign_extend,
        name="campaign-extend",
    ),
    path(
        "campaigns/<slug:form>/<period:period>/letters/",
        letters.LetterList.as_view(),
        name="campaign-letters",
    ),
    path("letters/", letters.letters_off, name="letters-off"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/off/<str:key>/", letters.letters_off_by_link, name="letters-off-by-link"),
]

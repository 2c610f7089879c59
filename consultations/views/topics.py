"""The list of topics that the department keeps for its log."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from common.russian import plural
from consultations import actions
from consultations.forms import NewTopicsForm, TopicForm
from consultations.models import Topic
from consultations.queries import list_topics
from consultations.rules import can_keep_log


@allowed_to(can_keep_log)
def topic_list(request: HttpRequest) -> HttpResponse:
    """Show the topics and add new ones, several at a time."""
    topics = list_topics()
    form = NewTopicsForm(data_of(request), is_first=not topics)
    if request.method == "POST" and form.is_valid():
        number = len(actions.add_topics(form.cleaned_data["names"], by=request.user))
        word = plural(number, "новая тема", "новые темы", "новых тем")
        messages.success(
            request, f"Добавлено: {number} {word}." if number else "Все эти темы уже есть."
        )
        return redirect("consultations:topic-list")
    context = {"form": form, "topics": topics}
    return render(request, "consultations/topic_list.html", context)


@allowed_to(can_keep_log)
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    title = f"Тема: {topic}"
    form = TopicForm(data_of(request), instance=topic)
    context: dict[str, Any] = {"title": title}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = actions.change_topic(pk, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect("consultations:topic-list")
    return render(request, "consultations/topic_edit.html", {**context, "form": form})

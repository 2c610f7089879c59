"""Pages of users: the list, inviting, changing, one's own data, accepting an invitation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, rules
from accounts.filters import UserFilter
from accounts.forms import ChangeUserForm, FirstPasswordForm, ProfileForm, UserForm
from accounts.invitations import invited_user, send_letter
from accounts.models import User
from accounts.queries import users_for_list
from common.editing import data_of
from common.guards import allowed_to, signed_in

PAGE_SIZE = 50
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@allowed_to(rules.manages_users)
def user_list(request: HttpRequest) -> HttpResponse:
    chosen = UserFilter(request.GET, queryset=users_for_list())
    page = Paginator(chosen.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/user_list.html", {"filter": chosen, "page": page})


@require_http_methods(["GET", "POST"])
@allowed_to(rules.manages_users)
def invite(request: HttpRequest) -> HttpResponse:
    form = UserForm(data_of(request), actor=request.user)
    if request.method == "POST" and form.is_valid():
        user = actions.invite(form.cleaned_data, request.user)
        _send_invitation(request, user)
        return redirect("accounts:user-list")
    return render(request, "accounts/invite.html", {"form": form})


@require_http_methods(["GET", "POST"])
@allowed_to(rules.manages_users)
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User.objects.select_related("organisation"), pk=pk)
    may_change = rules.may_change(request.user, user)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = ChangeUserForm(
        data_of(request), instance=user, actor=request.user, initial={"version": user.version}
    )
    if request.method == "POST" and form.is_valid() and _is_saved(request, form, pk):
        messages.success(request, f"Данные сохранены: {form.instance.full_name}.")
        return redirect("accounts:user-list")
    context = {
        "form": form if may_change else None,
        "person": User.objects.select_related("organisation").get(pk=pk),
        "may_deactivate": rules.may_deactivate(request.user, user),
        "may_reactivate": rules.may_reactivate(request.user, user),
        "may_resend": rules.may_resend_invitation(request.user, user),
        "records": user.history.select_related("history_user")[:10],
    }
    return render(request, "accounts/user.html", context)


@require_POST
@allowed_to(rules.manages_users)
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    user = actions.resend_invitation(get_object_or_404(User, pk=pk), request.user)
    _send_invitation(request, user)
    return redirect("accounts:user", pk=pk)


@require_POST
@allowed_to(rules.manages_users)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        user = actions.deactivate(get_object_or_404(User, pk=pk), request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Вход закрыт: {user.full_name}.")
    return redirect("accounts:user", pk=pk)


@require_POST
@allowed_to(rules.manages_users)
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = actions.reactivate(get_object_or_404(User, pk=pk), request.user)
    messages.success(request, f"Вход открыт: {user.full_name}.")
    return redirect("accounts:user", pk=pk)


@require_http_methods(["GET", "POST"])
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    user = User.objects.select_related("organisation").get(pk=request.user.pk)
    form = ProfileForm(data_of(request), instance=user, initial={"version": user.version})
    if request.method == "POST" and form.is_valid() and _is_own_saved(request, form):
        messages.success(request, "Ваши данные сохранены.")
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "person": user})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@login_not_required
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Let an invited person set her password and come in."""
    user = invited_user(key)
    if user is None:
        return render(request, "accounts/invitation_expired.html", status=410)
    form = FirstPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.accept_invitation(user, form.cleaned_data["new_password1"])
        login(request, user, backend=BACKEND)
        messages.success(request, "Пароль сохранён, Вы вошли на портал.")
        return redirect("home")
    return render(request, "accounts/accept.html", {"form": form, "person": user})


def _send_invitation(request: HttpRequest, user: User) -> None:
    try:
        send_letter(user)
    except OSError:
        messages.warning(
            request,
            f"{user.full_name}: приглашение создано, но письмо на {user.email} не ушло. "
            "Откройте карточку пользователя и нажмите «Отправить приглашение ещё раз».",
        )
    else:
        messages.success(request, f"Приглашение отправлено на {user.email}.")


def _is_saved(request: HttpRequest, form: ChangeUserForm, pk: int) -> bool:
    """Save the form, or add to it the reason why not."""
    try:
        actions.change_user(
            User(pk=pk), form.cleaned_data, form.cleaned_data["version"], request.user
        )
    except actions.ChangedMeanwhileError as conflict:
        _show_conflict(form, conflict.user)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


def _is_own_saved(request: HttpRequest, form: ProfileForm) -> bool:
    try:
        actions.change_own_data(request.user, form.cleaned_data, form.cleaned_data["version"])
    except actions.ChangedMeanwhileError as conflict:
        _show_conflict(form, conflict.user)
    return not form.errors


def _show_conflict(form: ModelForm, stored: User) -> None:
    """Keep what was typed, say what is stored now, and let the next saving through."""
    record = stored.history.select_related("history_user").first()
    who = record.history_user.short_name if record and record.history_user else "кто-то"
    typed = form.cleaned_data
    differences = [
        f"«{form.fields[name].label}»: сохранено «{getattr(stored, name) or 'пусто'}», "
        f"у Вас «{typed[name] or 'пусто'}»"
        for name in form.Meta.fields
        if typed.get(name) != getattr(stored, name)
    ]
    form.add_error(
        None,
        f"Пока форма была открыта, данные изменил(а) {who}. Ваши значения остались в полях. "
        f"{'; '.join(differences)}. Проверьте и нажмите «Сохранить» ещё раз.",
    )
    form.data = form.data.copy()
    form.data["version"] = str(stored.version)

# Sourced by the scripts that may have to install Debian packages.
# shellcheck shell=bash

say() {
    printf '%s\n' "$*" >&2
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

install_packages() {
    say "Устанавливаем пакеты Debian: $*"
    apt-get update -qq >&2
    # Debian's own nightly updates hold the same lock for a minute or two: wait, don't fail.
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install -y -qq --no-install-recommends "$@" >&2
}

# Install the packages as root, or stop with the command for an administrator.
require_packages() {
    if can_install; then
        install_packages "$@"
    else
        say "Не хватает пакетов Debian. Установите их и повторите команду:"
        say "    sudo apt-get install $*"
        exit 1
    fi
}

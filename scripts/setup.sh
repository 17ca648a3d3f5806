#!/bin/sh
# Set-up for the Makefile.
#   setup.sh python VENV REQUIREMENT   a virtual environment with REQUIREMENT ("." or ".[dev]") in it
#   setup.sh programs                  LibreOffice, fonts and PDF tools through apt-get, where that is allowed
# `python` fails when it cannot do its work; `programs` says what is missing and goes on (all but PDF works).
set -eu

say() { printf '%s\n' "$*" >&2; }

# Prints the prefix that lets apt-get install: "" for root, "sudo -n"; fails when there is none.
apt_prefix() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" -eq 0 ]; then
        return 0
    fi
    command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1 && printf 'sudo -n'
}

apt_install() {
    prefix=$(apt_prefix) || return 1
    log=$(mktemp)
    # $prefix is empty or two words on purpose.
    # shellcheck disable=SC2086
    # One source of packages that cannot be reached is no reason to stop: the install tells.
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >"$log" 2>&1 || true
    # shellcheck disable=SC2086
    if $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$name"
            return 0
        fi
    done
    say "Python 3.11 atau lebih baru tidak ditemukan. Debian/Ubuntu: apt-get install python3 python3-venv"
    return 1
}

make_venv() {
    venv=$1
    if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    python=$(find_python)
    # Debian keeps ensurepip, which venv needs, in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "Memasang python$version-venv ..."
        if ! apt_install "python$version-venv" && ! apt_install python3-venv; then
            say "Modul venv Python belum lengkap. Pasang dahulu: apt-get install python3-venv"
            return 1
        fi
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

install_python() {
    make_venv "$1"
    say "Memasang paket Python ke $1 ..."
    # PIP_CONSTRAINT also pins what builds the package.
    PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$1/bin/python" -m pip install --quiet --no-input -e "$2" </dev/null
}

installed() {
    command -v dpkg-query >/dev/null 2>&1 &&
        dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

missing_packages() {
    for package in libreoffice-writer libreoffice-calc fonts-liberation fonts-crosextra-carlito \
        fonts-crosextra-caladea fonts-urw-base35 fontconfig poppler-utils qpdf; do
        case $package in
        # A LibreOffice that did not come from a package is whole; Debian's may lack a part.
        libreoffice-*) command -v soffice >/dev/null 2>&1 && ! installed libreoffice-core && continue ;;
        poppler-utils) command -v pdftotext >/dev/null 2>&1 && continue ;;
        fontconfig) command -v fc-match >/dev/null 2>&1 && continue ;;
        qpdf) command -v qpdf >/dev/null 2>&1 && continue ;;
        esac
        installed "$package" && continue
        printf ' %s' "$package"
    done
}

install_programs() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    say "Memasang$missing ..."
    # $missing is a list of words on purpose.
    # shellcheck disable=SC2086
    apt_install $missing || true
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    say "Belum terpasang:$missing"
    say "Pasang dengan: apt-get install$missing"
    case $missing in
    *libreoffice*) say "Tanpa LibreOffice berkas docx dan svg tetap dibuat, PDF tidak." ;;
    esac
}

case ${1-} in
python) install_python "$2" "$3" ;;
programs) install_programs ;;
*)
    say "pemakaian: setup.sh python VENV PAKET | setup.sh programs"
    exit 2
    ;;
esac

#!/usr/bin/env bash
# How packaging/lib.sh installs packages, with stand-ins for dpkg-query, apt-get, sudo and id that write down their calls.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/state"

stand_in() # NAME BODY
{
    printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

# Installed is what has a file in state/.
# shellcheck disable=SC2016 # The stand-ins expand it.
{
    stand_in dpkg-query '[[ -e $STATE/${*: -1} ]] && printf installed'
    stand_in id 'echo "$TEST_USER"'
    stand_in sleep 'true'
    stand_in sudo '[[ $1 == --non-interactive ]] && exit "$SUDO_FAILS"; echo "sudo $*" >>"$CALLS"; exec "$@"'
    stand_in apt-get '
echo "apt-get $*" >>"$CALLS"
[[ " $* " == *" update "* ]] && touch "$STATE/updated"
[[ " $* " == *" install "* ]] || exit 0
[[ $NEEDS_UPDATE == 0 || -e $STATE/updated ]]'
}

# install ENVIRONMENT...: runs install_packages for the build, with everything but cmake and ccache installed.
install()
{
    rm -f "$work/calls" "$work"/state/*
    touch "$work/calls"
    local name rest
    while read -r name rest; do
        [[ -z $name || $name == \#* || $name == cmake || $name == ccache ]] || touch "$work/state/$name"
    done <"$root/packaging/packages.txt"
    [[ " $* " != *" ALL=1 "* ]] || touch "$work/state/cmake" "$work/state/ccache"
    env -i PATH="$work/bin:/usr/bin:/bin" STATE="$work/state" CALLS="$work/calls" TEST_USER=0 SUDO_FAILS=0 NEEDS_UPDATE=0 \
        "$@" bash -euo pipefail -c "source '$root/packaging/lib.sh'; install_packages build" >"$work/output" 2>&1 </dev/null
}

failures=0
expect() # WHAT CONDITION...
{
    local what=$1
    shift
    if ! "$@"; then
        echo "FAILED: $what; calls and output:" >&2
        cat "$work/calls" "$work/output" >&2
        failures=$((failures + 1))
    fi
}
calls() { grep -cE "$1" "$work/calls" || true; }
# shellcheck disable=SC2317 # expect() calls it.
says() { grep -qF -- "$1" "$work/output"; }

expect "passes when nothing is missing" install ALL=1
expect "does not call apt when nothing is missing" test ! -s "$work/calls"

expect "installs as root" install TEST_USER=0
expect "installs what is missing and nothing else" test "$(calls ' install .* cmake ccache$')" = 1
expect "does not refresh lists that are good" test "$(calls ' update$')" = 0
expect "does not use sudo as root" test "$(calls '^sudo')" = 0

expect "gets by without package lists" install NEEDS_UPDATE=1
expect "refreshes the lists once" test "$(calls ' update$')" = 1
expect "tries again after that" test "$(calls ' install ')" = 2

expect "installs through sudo" install TEST_USER=1000
expect "asks sudo to run apt" test "$(calls '^sudo .*apt-get')" = 1

if install TEST_USER=1000 SUDO_FAILS=1 CI=true; then
    expect "stops when the user may not install" false
fi
expect "prints the one line to type" says "apt-get update && apt-get install --no-install-recommends cmake ccache"
expect "leaves apt alone when the user may not install" test "$(calls 'apt-get')" = 0

exit "$((failures > 0))"

#!/usr/bin/env bash
# packaging/check.sh passes a sound tree and fails on each planted violation, naming the file. Run by .ci/run, since only
# continuous integration has the tools.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

sound()
{
    rm -rf "${tree:?}"/* "$tree/.git"
    cp "$root/.clang-format" "$tree/"
    printf 'int f();\n' >"$tree/fine.h"
    printf '#!/usr/bin/env bash\necho fine\n' >"$tree/fine.sh"
    mkdir -p "$tree/.ci"
    cp "$tree/fine.sh" "$tree/.ci/run"
}

check()
{
    git -C "$tree" -c init.defaultBranch=main init --quiet
    git -C "$tree" add --all
    bash "$root/packaging/check.sh" "$tree" >"$tree/output" 2>&1
}

# expect_failure FILE CONTENT: the check fails and its output names the file.
expect_failure()
{
    sound
    printf '%b' "$2" >"$tree/$1"
    if check; then
        echo "check.sh passed a tree with a bad $1" >&2
        exit 1
    fi
    grep -qF "$1" "$tree/output" || {
        echo "check.sh does not name $1:" >&2
        cat "$tree/output" >&2
        exit 1
    }
}

sound
check || {
    echo "check.sh fails on a sound tree:" >&2
    cat "$tree/output" >&2
    exit 1
}
expect_failure bad.h 'int   f( );\n'
expect_failure bad.cpp 'int* f() { return    nullptr; }\n'
# shellcheck disable=SC2016 # The planted script is what should not expand.
expect_failure bad.sh '#!/usr/bin/env bash\necho $1\n'
expect_failure bad.desktop '[Desktop Entry]\nType=Nonsense\n'
echo "check.sh catches what it is there for"

#!/usr/bin/env bash
# The checks that need no build: the format of the sources, the scripts, the desktop entry. (The arrows of the tree are
# tests: structure.*)
#
#     bash packaging/check.sh [FOLDER: another tree than this one]
set -euo pipefail
# shellcheck source=packaging/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
tree=${1:-$vlmo_root}

install_packages check
cd "$tree"
mapfile -t sources < <(git ls-files -- '*.h' '*.cpp')
mapfile -t scripts < <(git ls-files -- '*.sh' .ci/run)
((${#sources[@]} > 0 && ${#scripts[@]} > 0)) || fail "$tree holds no tracked sources and scripts to check"

failed=()
say "Format of ${#sources[@]} sources"
clang-format --dry-run -Werror "${sources[@]}" || failed+=("format (clang-format -i FILE mends it)")
say "${#scripts[@]} scripts"
shellcheck --external-sources "${scripts[@]}" || failed+=(scripts)
mapfile -t entries < <(git ls-files -- '*.desktop')
((${#entries[@]} == 0)) || desktop-file-validate "${entries[@]}" || failed+=("desktop entry")

((${#failed[@]} == 0)) || fail "Failed: ${failed[*]}"

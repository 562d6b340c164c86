#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests:
#
#     bash packaging/test.sh [arguments of ctest, such as -R golden]
set -euo pipefail
# shellcheck source=packaging/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages build window test
build release
say "Testing"
ctest --test-dir "$vlmo_build" --output-on-failure --no-tests=error --parallel "$(nproc)" "$@"

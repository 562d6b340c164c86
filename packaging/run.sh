#!/usr/bin/env bash
# Installs what is missing, builds, and starts VLMo Studio:
#
#     bash packaging/run.sh [arguments of vlmo-studio]
#
# Without a display the same window opens offscreen, searches the demo library, opens a hit in the experts panel, prints
# the results and saves a screenshot of each panel in build/screenshots (or in the folder that VLMO_SCREENSHOTS names).
set -euo pipefail
# shellcheck source=packaging/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages build window test
build release vlmo-studio vlmo

if (($# > 0)) || [[ -n ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then
    exec "$vlmo_build/bin/vlmo-studio" "$@"
fi
say "No display: the window walks through its panels offscreen"
screenshots=${VLMO_SCREENSHOTS:-$vlmo_root/build/screenshots}
mkdir -p "$screenshots"
QT_QPA_PLATFORM=offscreen "$vlmo_build/bin/vlmo-studio" --demo-walk "$screenshots"
say "Screenshots: $screenshots"

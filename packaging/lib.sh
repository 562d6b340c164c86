# shellcheck shell=bash
# What run.sh, test.sh and check.sh share: installing packages, configuring, building. Sourced, not run.

vlmo_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # for run.sh and test.sh
vlmo_build=$vlmo_root/build/release

say() { printf '\n== %s\n' "$*" >&2; }

fail()
{
    printf '%s\n' "$*" >&2
    exit 1
}

# The packages of packages.txt that are needed at the given times and not installed.
missing_packages()
{
    local name needed rest times=" $* "
    while read -r name needed rest; do
        [[ -n $name && $name != \#* && $times == *" $needed "* ]] || continue
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || printf '%s\n' "$name"
    done <"$vlmo_root/packaging/packages.txt"
}

# apt_get ARGUMENTS: runs apt-get as root, without questions.
apt_get()
{
    local -a become=()
    [[ $(id -u) == 0 ]] || become=(sudo)
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --yes --option Acquire::Retries=3 \
        --option DPkg::Lock::Timeout=600 "$@" </dev/null
}

# may_install: true when this user can become root, if need be by typing a password.
may_install()
{
    [[ $(id -u) == 0 ]] && return
    command -v sudo >/dev/null || return
    sudo --non-interactive true 2>/dev/null || [[ -t 0 && -t 2 && -z ${CI-} ]]
}

# install_packages TIMES: installs what packages.txt names for these times and is missing; silent when nothing is.
install_packages()
{
    local -a missing
    local attempt
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not a Debian system, so nothing is installed; packaging/packages.txt says what is needed"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) && return
    if ! may_install; then
        fail "Packages are missing and this user may not install them. Type this line as root, then start again:
apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    # A fresh machine has no package lists, an old one has outdated lists: both show as a failure and are cured by an
    # update. The pauses are for mirrors that are busy.
    for attempt in 1 2 3; do
        apt_get install --no-install-recommends "${missing[@]}" >&2 && return
        ((attempt == 1)) || sleep $((attempt * 10))
        say "Refreshing the package lists"
        apt_get update >&2 || true
    done
    apt_get install --no-install-recommends "${missing[@]}" >&2 ||
        fail "The packages cannot be installed: the messages above say why"
}

# How many compilers may run at once: one a processor, but each needs about 2 GB for LibTorch's headers.
jobs_that_fit()
{
    local processors memory
    processors=$(nproc)
    memory=$(awk '/^MemAvailable/ {print int($2 / 2000000)}' /proc/meminfo)
    ((memory < 1)) && memory=1
    echo $((processors < memory ? processors : memory))
}

# configure PRESET: only when it was never done, or for another place or other presets; the build notices the rest itself.
configure()
{
    local build=$vlmo_root/build/$1 how=()
    if [[ -f $build/CMakeCache.txt ]]; then
        if ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$vlmo_root" "$build/CMakeCache.txt"; then
            how=(--fresh) # The tree was moved or copied.
        elif [[ -f $build/build.ninja && $build/build.ninja -nt $vlmo_root/CMakePresets.json ]]; then
            return
        fi
    fi
    say "Configuring $build"
    (cd "$vlmo_root" && cmake --preset "$1" "${how[@]}" >&2)
}

# build PRESET [TARGETS]
build()
{
    local preset=$1
    local -a targets=()
    shift
    (($# == 0)) || targets=(--target "$@")
    configure "$preset"
    say "Building $vlmo_root/build/$preset${*:+ ($*)}"
    (cd "$vlmo_root" && cmake --build --preset "$preset" --parallel "$(jobs_that_fit)" "${targets[@]}" >&2)
}

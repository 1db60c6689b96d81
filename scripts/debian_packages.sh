#!/bin/sh
# Install the named Debian packages that are missing, and only those. Does nothing where all are there.
set -eu
missing=""
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Sightline needs these Debian packages:$missing. Ask an administrator to install them, then try again." >&2
        exit 1
    fi
    as_root="sudo"
fi
echo "Installing Debian packages:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 -- one word for each package
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null

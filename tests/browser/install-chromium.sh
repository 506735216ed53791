#!/bin/sh
# Debian's Chromium, and a font with Chinese, for the browser tests; without the right to install it they skip and say so.
set -u
if [ "$(id -u)" = 0 ]; then SUDO=""; elif command -v sudo >/dev/null 2>&1; then SUDO="sudo -n"; else
    echo "Chromium is not installed and cannot be by this user: the browser tests will skip." >&2; exit 0; fi
$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $SUDO apt-get install -y -qq --no-install-recommends \
        chromium fonts-wqy-microhei \
    || echo "Chromium could not be installed: the browser tests will skip." >&2

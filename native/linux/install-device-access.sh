#!/bin/sh
# Gives counters access to their cameras and card printers: group and udev rules. Run as root. The .deb
# runs it; for the AppImage or a checkout run it by hand, then add each person's login:
#
#   sudo native/linux/install-device-access.sh && sudo usermod -aG parwana NAME
#
# Doing it again changes nothing. `--remove` takes the rules away and leaves the group, because files
# may belong to it.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target="${DESTDIR:-}/etc/udev/rules.d/70-parwana.rules"

if [ "${1:-}" = "--remove" ]; then
  rm -f "$target"
else
  # An image under DESTDIR has accounts of its own.
  [ -n "${DESTDIR:-}" ] || getent group parwana >/dev/null || groupadd --system parwana
  mkdir -p "$(dirname -- "$target")"
  cp "$here/70-parwana.rules" "$target.draft"
  chmod 644 "$target.draft"
  mv "$target.draft" "$target"
fi

# In a container or an image there is no udev to tell.
if [ -z "${DESTDIR:-}" ] && command -v udevadm >/dev/null && [ -e /run/udev/control ]; then
  udevadm control --reload-rules || true
  udevadm trigger --subsystem-match=usb --action=change || true
fi

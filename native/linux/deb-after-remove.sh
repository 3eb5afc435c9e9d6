
# On removal, not on upgrade: dpkg says which (Debian Policy 6.5). The program's own copy of the rules is
# gone by now, hence no script.
if [ "$1" = "remove" ] || [ "$1" = "purge" ]; then
  rm -f /etc/udev/rules.d/70-parwana.rules
  if command -v udevadm >/dev/null && [ -e /run/udev/control ]; then
    udevadm control --reload-rules || true
  fi
fi

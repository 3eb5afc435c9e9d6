/**
 * Run by `sh` in a mount namespace of its own: makes /sys/bus/usb and /dev/bus/usb places to write to,
 * leaves everything else in /sys/bus and /dev as it was, and runs the rest of its arguments. The machine
 * itself may have neither place. The first argument is a folder that may be covered for a moment: that of
 * temporary files, so that nothing has to be made and removed.
 */
export const MOUNTS = `
  set -e
  old=$1
  shift
  mount --rbind /sys/bus "$old"
  mount -t tmpfs -o mode=755 bench /sys/bus
  for entry in "$old"/*; do
    name=\${entry##*/}
    if [ "$name" = usb ]; then continue; fi
    mkdir "/sys/bus/$name"
    mount --rbind "$entry" "/sys/bus/$name"
  done
  mkdir -p /sys/bus/usb/devices
  umount -l "$old"
  if [ ! -d /dev/bus ]; then
    mount --rbind /dev "$old"
    mount -t tmpfs -o mode=755 bench /dev
    for entry in "$old"/*; do
      name=\${entry##*/}
      if [ -L "$entry" ]; then
        cp -P "$entry" "/dev/$name"
      elif [ -d "$entry" ]; then
        mkdir "/dev/$name"
        mount --rbind "$entry" "/dev/$name"
      else
        : > "/dev/$name"
        mount --bind "$entry" "/dev/$name"
      fi
    done
    umount -l "$old"
    mkdir -p /dev/bus/usb
  elif [ ! -d /dev/bus/usb ]; then
    mount -t tmpfs -o mode=755 bench /dev/bus
    mkdir /dev/bus/usb
  fi
  exec "$@"
`;

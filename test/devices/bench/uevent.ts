/**
 * The messages that udev broadcasts when devices come and go (netlink KOBJECT_UEVENT, group 2). Source:
 * systemd, src/libsystemd/sd-device/device-monitor.c: prefix, magic in network order, header size,
 * offset and length of the properties, four filter words, then NUL-terminated KEY=value.
 */
export function encodeUevent(properties: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}\0`)
      .join(''),
  );
  const header = Buffer.alloc(40);
  header.write('libudev\0', 'latin1');
  header.writeUInt32BE(0xfe_ed_ca_fe, 8);
  header.writeUInt32LE(header.length, 12);
  header.writeUInt32LE(header.length, 16);
  header.writeUInt32LE(body.length, 20);
  return Buffer.concat([header, body]);
}

/**
 * Perl (part of every Debian's base), since Node has no netlink sockets: brings up the loopback device,
 * says so, and broadcasts every line of hexadecimal digits. Numbers: AF_NETLINK 16, SOCK_RAW 3,
 * NETLINK_KOBJECT_UEVENT 15; AF_INET 2, SOCK_DGRAM 2, SIOCSIFFLAGS 0x8914, IFF_UP|IFF_RUNNING 0x41.
 */
export const UEVENT_SENDER = `
  $| = 1;
  socket(my $net, 2, 2, 0) or die "socket: $!";
  my $up = pack('a16 s x22', 'lo', 0x41);
  ioctl($net, 0x8914, $up) or die "lo: $!";
  socket(my $link, 16, 3, 15) or die "netlink: $!";
  print "up\\n";
  while (my $line = <STDIN>) {
    chomp $line;
    send($link, pack('H*', $line), 0, pack('S S L L', 16, 0, 0, 2));
  }
`;

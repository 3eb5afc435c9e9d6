import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { benchMissing } from './missing.ts';
import { PlainDevice } from './plain-device.ts';

/** Numbers of usbdevice_fs.h and a way to make its structures; memory stays where Perl put it. */
const PRELUDE = `
  use strict;
  my ($CONTROL, $BULK, $GETDRIVER, $SUBMIT, $DISCARD, $REAP, $REAPNOW, $CLAIM, $RELEASE, $CAPABILITIES, $DISCONNECT_CLAIM) =
    (0xc0185500, 0xc0185502, 0x41045508, 0x8038550a, 0x550b, 0x4008550c, 0x4008550d, 0x8004550f, 0x80045510, 0x8004551a, 0x8108551b);
  open(my $usb, '+<', $ARGV[0]) or die "open: $!";
  sub call { my $result = ioctl($usb, $_[0], $_[1]); defined $result ? "ok " . ($result eq '0 but true' ? 0 : $result) : "errno " . ($! + 0) }
  sub urb { my ($type, $endpoint, $flags, $length) = @_; pack('C C x2 l L x4 p l l l l l L Q', $type, $endpoint, 0, $flags, $_[4], $length, 0, 0, 0, 0, 0, 7) }
  sub address { unpack('Q', pack('p', $_[0])) }
  sub status { unpack('l', substr($_[0], 4, 4)) . ' ' . unpack('l', substr($_[0], 28, 4)) }
  sub say { print join(' | ', @_), "\\n" }
  $| = 1;
`;

/** As /proc shows the command of USBDEVFS_REAPURB. */
const REAP = '0x4008550c';

/** What a program waits in, with its arguments. */
function systemCallOf(pid: number): string {
  return readFileSync(`/proc/${pid}/syscall`, 'utf8');
}

/**
 * The calls of usbdevfs that npm `usb` does not make and other programs do, by a program that knows
 * nothing of this one. What is expected is what drivers/usb/core/devio.c does.
 */
describe.skipIf(benchMissing() !== undefined)('usbdevfs on the virtual bench', () => {
  let bench: Bench;
  let device: PlainDevice;

  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    device = new PlainDevice();
    bench.plug(device);
  });
  afterEach(() => bench.unplug(device));

  function start(script: string): ChildProcess {
    const { address } = bench.placeOf(device);
    const node = `/dev/bus/usb/001/${String(address).padStart(3, '0')}`;
    return bench.spawn('perl', ['-e', PRELUDE + script, node], { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  async function said(child: ChildProcess): Promise<string[]> {
    return (await child.stdout!.toArray()).join('').trim().split('\n');
  }

  const perl = (script: string): Promise<string[]> => said(start(script));

  it('moves bytes while the caller waits, with a time limit', async () => {
    device.give(Buffer.from('hello'));
    const lines = await perl(`
      my $out = 'abc'; my $in = "\\0" x 512;
      say call($BULK, pack('L L L x4 p', 2, 3, 1000, $out));
      say call($BULK, pack('L L L x4 p', 0x81, 512, 1000, $in)), substr($in, 0, 5);
      say call($BULK, pack('L L L x4 p', 0x81, 512, 30, $in));
      say call($BULK, pack('L L L x4 p', 0x85, 512, 30, $in));
    `);
    expect(lines).toEqual(['ok 3', 'ok 5 | hello', 'errno 110', 'errno 2']);
    expect(Buffer.from(device.bytes).toString()).toBe('abc');
  });

  it('answers standard and class requests', async () => {
    const lines = await perl(`
      my $data = "\\0" x 255;
      sub control { call($CONTROL, pack('C C S S S L x4 p', @_, 1000, $data)) }
      say control(0x80, 6, 0x0100, 0, 18), unpack('H*', substr($data, 0, 18));
      say control(0x80, 6, 0x0302, 0x0409, 255), unpack('H*', substr($data, 2, 10));
      say control(0x80, 6, 0x0309, 0x0409, 255);
      say control(0x80, 8, 0, 0, 1), unpack('C', $data);
      say control(0xa1, 0x67, 0, 0, 3), unpack('H*', substr($data, 0, 3));
      say control(0x02, 1, 0, 0x81, 0);
    `);
    expect(lines).toEqual([
      'ok 18 | 120100020000004009120100230101020301',
      'ok 26 | 50006c00610069006e00',
      'errno 32',
      'ok 1 | 1',
      'ok 3 | 670003',
      'ok 0',
    ]);
    expect(device.cleared).toEqual(['in']);
  });

  it('gives a finished transfer back when it is reaped, not before', async () => {
    device.give(Buffer.from('hello'));
    const lines = await perl(`
      my $buffer = "\\0" x 512; my $urb = urb(3, 0x81, 0, 512, $buffer); my $done = pack('Q', 0);
      say call($REAPNOW, $done);
      say call($SUBMIT, $urb);
      my $ready = ''; vec($ready, fileno($usb), 1) = 1; select(undef, $ready, undef, 5);
      say status($urb), substr($buffer, 0, 1) eq "\\0" ? 'untouched' : 'written';
      say call($REAPNOW, $done), unpack('Q', $done) == address($urb) ? 'this one' : 'another', status($urb), substr($buffer, 0, 5);
      say call($DISCARD, $urb);
    `);
    expect(lines).toEqual(['errno 11', 'ok 0', '0 0 | untouched', 'ok 0 | this one | 0 5 | hello', 'errno 22']);
  });

  it('ends a discarded transfer with what came of it', async () => {
    device.givePacket(new Uint8Array(512));
    const lines = await perl(`
      my $buffer = "\\0" x 1024; my $urb = urb(3, 0x81, 0, 1024, $buffer); my $done = pack('Q', 0);
      say call($SUBMIT, $urb), call($DISCARD, $urb), call($REAP, $done), status($urb);
    `);
    expect(lines).toEqual(['ok 0 | ok 0 | ok 0 | -2 512']);
  });

  it('tells a packet that does not fit, and a short one where none is wanted', async () => {
    device.givePacket(new Uint8Array(10));
    device.givePacket(new Uint8Array(10));
    const lines = await perl(`
      my $buffer = "\\0" x 512; my $done = pack('Q', 0);
      my $small = urb(3, 0x81, 0, 4, $buffer); say call($SUBMIT, $small), call($REAP, $done), status($small);
      my $strict = urb(3, 0x81, 1, 512, $buffer); say call($SUBMIT, $strict), call($REAP, $done), status($strict);
    `);
    expect(lines).toEqual(['ok 0 | ok 0 | -75 4', 'ok 0 | ok 0 | -121 10']);
  });

  it('sends the empty packet after a full one where the transfer asks for it', async () => {
    await perl(`
      my $buffer = "\\0" x 512; my $done = pack('Q', 0);
      my $urb = urb(3, 2, 0x40, 512, $buffer); call($SUBMIT, $urb); call($REAP, $done);
    `);
    expect(device.received.map((packet) => packet.length)).toEqual([512, 0]);
  });

  it('waits for a finished transfer until a signal comes', async () => {
    const lines = await perl(`
      my $done = pack('Q', 0); local $SIG{ALRM} = sub { }; alarm 1;
      say call($REAP, $done);
    `);
    expect(lines).toEqual(['errno 4']);
  });

  it('wakes those who wait when the cable comes out', async () => {
    const waiting = perl(`
      my $buffer = "\\0" x 512; my $urb = urb(3, 0x81, 0, 512, $buffer); my $done = pack('Q', 0);
      call($SUBMIT, $urb); my $ready = pack('C', 1);
      call($BULK, pack('L L L x4 p', 2, 1, 1000, $ready));
      say call($REAP, $done), status($urb); say call($REAP, $done); say call($SUBMIT, $urb);
    `);
    await device.has(1);
    bench.unplug(device);
    expect(await waiting).toEqual(['ok 0 | -108 0', 'errno 19', 'errno 19']);
  });

  it('wakes who waits for nothing in particular when the cable comes out', async () => {
    const child = start(`my $done = pack('Q', 0); say call($REAP, $done);`);
    await expect.poll(() => systemCallOf(child.pid!), { timeout: 5000 }).toContain(REAP);
    bench.unplug(device);
    expect(await said(child)).toEqual(['errno 19']);
  });

  it('knows who holds an interface, and lets go only for whom holds it', async () => {
    bench.claimUsblp(device);
    const lines = await perl(`
      my $driver = pack('L x256', 0); my $zero = pack('L', 0); my $one = pack('L', 1); my $capabilities = pack('L', 0);
      say call($GETDRIVER, $driver), unpack('x4 Z*', $driver);
      say call($CLAIM, $zero), call($CLAIM, $one), call($RELEASE, $zero);
      say call($DISCONNECT_CLAIM, pack('L L Z256', 0, 2, 'usblp'));
      say call($DISCONNECT_CLAIM, pack('L L Z256', 0, 2, 'usbfs'));
      say call($GETDRIVER, $driver), unpack('x4 Z*', $driver);
      say call($RELEASE, $zero), call($GETDRIVER, $driver);
      say call($CAPABILITIES, $capabilities), unpack('L', $capabilities);
    `);
    expect(lines).toEqual([
      'ok 0 | usblp',
      'errno 16 | errno 2 | errno 22',
      'errno 16',
      'ok 0',
      'ok 0 | usbfs',
      'ok 0 | errno 61',
      'ok 0 | 21',
    ]);
  });

  it('refuses addresses that are not the caller’s', async () => {
    const lines = await perl(`
      my $urb = pack('C C x2 l L x4 Q l l l l l L Q', 3, 2, 0, 0, 8, 64, 0, 0, 0, 0, 0, 7);
      say call($SUBMIT, $urb);
    `);
    expect(lines).toEqual(['errno 14']);
  });

  it('gives no more memory to transfers than the kernel does', async () => {
    const lines = await perl(`
      my $buffer = "\\0" x (9 << 20);
      my $first = urb(3, 0x81, 0, 9 << 20, $buffer); my $second = urb(3, 0x81, 0, 9 << 20, $buffer);
      my $done = pack('Q', 0);
      say call($SUBMIT, $first), call($SUBMIT, $second);
      say call($DISCARD, $first), call($REAP, $done), call($SUBMIT, $second);
    `);
    expect(lines).toEqual(['ok 0 | errno 12', 'ok 0 | ok 0 | ok 0']);
  });
});

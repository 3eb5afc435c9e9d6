import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { CupsAddress } from '../../src-main/devices/printer/spooler/cups/ipp-client.ts';

/** What the printer behind the queue does: `wait` blocks until `release`. */
export type BackendMode = 'print' | 'fail' | 'wait';

const cupsd = ['/usr/sbin/cupsd', '/usr/bin/cupsd'].find((file) => existsSync(file));
export const hasCups = cupsd !== undefined && existsSync('/usr/sbin/lpadmin');
if (!hasCups) console.warn('SKIPPED: the print queues, because CUPS (cups-daemon, cups-client) is not installed.');

/**
 * A CUPS scheduler of the test's own, from Debian's package: its configuration, spool, socket and printers are in
 * a folder that goes when the test does. The printer behind every queue is a backend program that keeps what
 * arrives as a file, and that can be told to fail or to hang.
 */
export class CupsBench {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cups-'));
  #scheduler: ChildProcess | undefined;

  /** A scheduler that does not keep its jobs forgets them when the power goes. */
  constructor({ keepsJobs = true } = {}) {
    // The printers run as another user, who must be able to come in.
    chmodSync(this.#folder, 0o755);
    for (const name of ['etc/ppd', 'spool/tmp', 'cache', 'state', 'log', 'bin/backend', 'bin/filter', 'out']) {
      mkdirSync(this.#path(name), { recursive: true });
    }
    chmodSync(this.#path('out'), 0o777);
    symlinkSync('/usr/lib/cups/daemon', this.#path('bin/daemon'));
    symlinkSync('/usr/lib/cups/notifier', this.#path('bin/notifier'));
    writeFileSync(this.#path('etc/cupsd.conf'), schedulerConfig(this.socket, keepsJobs));
    writeFileSync(this.#path('etc/cups-files.conf'), filesConfig(this.#folder));
    writeFileSync(this.#path('bin/backend/bench'), backend(this.#folder), { mode: 0o755 });
    this.mode('print');
  }

  get socket(): string {
    return this.#path('cups.sock');
  }

  /** Where the client finds it. */
  readonly address = (): CupsAddress => ({ socket: this.socket });

  async start(): Promise<void> {
    if (cupsd === undefined) throw new Error('cupsd is missing');
    const files = ['-c', this.#path('etc/cupsd.conf'), '-s', this.#path('etc/cups-files.conf')];
    const scheduler = spawn(cupsd, ['-f', ...files], { stdio: 'ignore' });
    this.#scheduler = scheduler;
    const up = (): void => expect(this.tool('lpstat', '-r')).toContain('scheduler is running');
    await vi.waitFor(up, { timeout: 10_000, interval: 20 });
  }

  /** Ends and starts it in good order, so that its queues are on disk. */
  async flush(): Promise<void> {
    const scheduler = this.#scheduler;
    scheduler?.kill('SIGTERM');
    if (scheduler !== undefined) await once(scheduler, 'exit');
    await this.start();
  }

  /** Ends the scheduler as a power cut would. */
  async kill(): Promise<void> {
    const scheduler = this.#scheduler;
    this.#scheduler = undefined;
    if (scheduler === undefined || scheduler.exitCode !== null) return;
    scheduler.kill('SIGKILL');
    await once(scheduler, 'exit');
  }

  async close(): Promise<void> {
    this.release();
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Adds a queue, or changes it. */
  addQueue(name: string, { twoSided = true, policy = 'stop-printer' } = {}): void {
    const file = this.#path('card.ppd');
    writeFileSync(file, description(twoSided));
    const options = ['-o', `printer-error-policy=${policy}`];
    this.tool('lpadmin', '-p', name, '-E', '-v', 'bench:/card', '-P', file, ...options);
  }

  removeQueue(name: string): void {
    this.tool('lpadmin', '-x', name);
  }

  /** Runs one of CUPS's own programs against this scheduler. */
  tool(program: string, ...args: readonly string[]): string {
    const env = { ...process.env, CUPS_SERVER: this.socket, LC_ALL: 'C', PATH: `${process.env['PATH']}:/usr/sbin` };
    return execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 5000 });
  }

  /** Hands over a job of another program. */
  printOther(queue: string): void {
    const file = this.#path('other.pdf');
    writeFileSync(file, '%PDF-1.4\n%%EOF\n');
    this.tool('lp', '-d', queue, '-t', 'somebody else', file);
  }

  mode(mode: BackendMode): void {
    writeFileSync(this.#path('mode'), mode);
  }

  /** Lets every waiting printer go on. */
  release(): void {
    this.mode('print');
  }

  /** The jobs that the printers have begun with, by their number. */
  get begun(): readonly number[] {
    return this.#outputs('begun');
  }

  /** What came out, newest last. */
  get printed(): readonly string[] {
    return this.#outputs('pdf').map((job) => this.#path(`out/${job}.pdf`));
  }

  /** Medium and options that the newest printed job was given. */
  get options(): string {
    const [newest] = this.#outputs('options').slice(-1);
    return readFileSync(this.#path(`out/${newest}.options`), 'utf8');
  }

  #outputs(ending: string): readonly number[] {
    const names = readdirSync(this.#path('out')).filter((name) => name.endsWith(`.${ending}`));
    return names.map((name) => Number.parseInt(name, 10)).toSorted((one, other) => one - other);
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** Anybody may print; a job is taken back by its owner alone, as Debian's configuration has it. */
function schedulerConfig(socket: string, keepsJobs: boolean): string {
  return `Listen ${socket}
WebInterface No
Browsing No
LogLevel warn
MaxJobTime 0
DirtyCleanInterval ${keepsJobs ? 0 : 600}
DefaultAuthType Basic
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit Cancel-Job Hold-Job Release-Job Send-Document>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`;
}

function filesConfig(folder: string): string {
  return `ServerRoot ${folder}/etc
ServerBin ${folder}/bin
RequestRoot ${folder}/spool
TempDir ${folder}/spool/tmp
CacheDir ${folder}/cache
StateDir ${folder}/state
AccessLog ${folder}/log/access
ErrorLog ${folder}/log/error
PageLog ${folder}/log/page
Sandboxing relaxed
SystemGroup root
`;
}

/** backend(7): job, user, title, copies, options, file. */
function backend(folder: string): string {
  return `#!/bin/sh
[ $# = 0 ] && { echo 'direct bench "Bench" "Bench"'; exit 0; }
out=${folder}/out/$1
touch "$out.begun"
while [ "$(cat ${folder}/mode)" = wait ]; do [ -e /proc/$PPID ] || exit 1; sleep 0.05; done
[ "$(cat ${folder}/mode)" = fail ] && exit 1
printf '%s' "$5" > "$out.options"
cat "$6" > "$out.part" && mv "$out.part" "$out.pdf"
`;
}

/** A card printer that takes PDF as it is; sizes are points. */
function description(twoSided: boolean): string {
  const sizes = { CR80: '153 243', A4: '595 842' };
  const choices = (key: string): string =>
    Object.entries(sizes)
      .map(([name, size]) => `*${key} ${name}/${name}: "<</PageSize[${size}]>>setpagedevice"\n`)
      .join('');
  const areas = Object.entries(sizes)
    .map(
      ([name, size]) => `*ImageableArea ${name}/${name}: "0 0 ${size}"\n*PaperDimension ${name}/${name}: "${size}"\n`,
    )
    .join('');
  const duplex = `*OpenUI *Duplex/Duplex: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexTumble/Short edge: ""
*Duplex DuplexNoTumble/Long edge: ""
*CloseUI: *Duplex
`;
  return `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "BENCH.PPD"
*Manufacturer: "Bench"
*Product: "(Card)"
*ModelName: "Bench Card"
*ShortNickName: "Bench Card"
*NickName: "Bench card printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter: "application/pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
${choices('PageSize')}*CloseUI: *PageSize
*OpenUI *PageRegion/Region: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
${choices('PageRegion')}*CloseUI: *PageRegion
*DefaultImageableArea: A4
*DefaultPaperDimension: A4
${areas}${twoSided ? duplex : ''}`;
}

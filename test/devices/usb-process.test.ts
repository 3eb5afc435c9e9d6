import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus, type UsbProcessBusOptions } from '../../src-main/devices/usb/usb-process-bus.ts';
import type { StartUsbProcess, UsbProcess } from '../../src-main/devices/usb/usb-process-link.ts';
import { RestartLimit } from '../../src-main/restart-limit.ts';

/** The real process with the real library; whether this machine has USB does not matter here. */
describe('the USB process', { timeout: 30_000 }, () => {
  const buses: UsbProcessBus[] = [];
  afterEach(async () => {
    for (const bus of buses.splice(0)) await bus.close();
  });

  function openBus(options: Partial<UsbProcessBusOptions> = {}) {
    const runs: UsbProcess[] = [];
    const fork = forkUsbProcess();
    const start: StartUsbProcess = (events) => {
      const run = fork(events);
      runs.push(run);
      return run;
    };
    const bus = new UsbProcessBus({ start, ...options });
    buses.push(bus);
    const signal = (name: NodeJS.Signals): boolean => process.kill(runs.at(-1)?.pid ?? 0, name);
    return { bus, runs, signal };
  }

  /** `listed`, or the code of the fault. */
  const outcome = (bus: UsbProcessBus): Promise<string> =>
    bus.list().then(
      () => 'listed',
      (error: unknown) => (error as { code: string }).code,
    );

  it('answers, and is started by the first question only', async () => {
    const { bus, runs } = openBus();
    expect(runs).toHaveLength(0);
    const [first, second] = await Promise.all([outcome(bus), outcome(bus)]);
    expect(['listed', 'usb.noBus']).toContain(first);
    expect(second).toBe(first);
    expect(runs).toHaveLength(1);
  });

  it('ends what it was asked as a crash when it is killed, is started again, and watchers are told', async () => {
    const crashed = vi.fn<() => void>();
    const { bus, runs, signal } = openBus({ crashed });
    const changed = vi.fn<() => void>();
    bus.watch(changed);
    const usual = await outcome(bus);
    changed.mockClear();
    signal('SIGSTOP');
    const pending = outcome(bus);
    signal('SIGKILL');
    expect(await pending).toBe('usb.crashed');
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    expect(crashed).toHaveBeenCalledTimes(1);
    expect(await outcome(bus)).toBe(usual);
    expect(runs).toHaveLength(2);
  });

  it('is ended and started again when it answers no ping', async () => {
    const { bus, runs, signal } = openBus({ pingMs: 500 });
    bus.watch(() => undefined);
    const usual = await outcome(bus);
    signal('SIGSTOP');
    expect(await outcome(bus)).toBe('usb.crashed');
    expect(await outcome(bus)).toBe(usual);
    expect(runs).toHaveLength(2);
  });

  it('rests when it keeps ending, and comes back by itself', async () => {
    const limit = new RestartLimit({ most: 2, withinMs: 4_000 });
    const { bus, runs, signal } = openBus({ restMs: 500, limit });
    const crashed = vi.fn<() => void>();
    bus.watch(crashed);
    for (const times of [1, 2]) {
      crashed.mockClear();
      signal('SIGKILL');
      await vi.waitFor(() => expect(crashed, `crash ${times}`).toHaveBeenCalled());
    }
    expect(await outcome(bus)).toBe('usb.crashed');
    await vi.waitFor(() => expect(runs).toHaveLength(3), { timeout: 10_000 });
    expect(await outcome(bus)).not.toBe('usb.crashed');
  });

  it('stays when a terminal interrupts its host, and ends when asked, even while it is blocked', async () => {
    const { bus, runs, signal } = openBus();
    const usual = await outcome(bus);
    signal('SIGINT');
    signal('SIGTERM');
    expect(await outcome(bus)).toBe(usual);
    expect(runs).toHaveLength(1);
    signal('SIGSTOP');
    await bus.close();
    expect(() => signal('SIGCONT')).toThrow(/ESRCH/);
  });

  it('is as one that keeps ending when it cannot be started at all', async () => {
    const start = forkUsbProcess(['/nowhere/nsenter']);
    const bus = new UsbProcessBus({ start });
    buses.push(bus);
    expect(await outcome(bus)).toBe('usb.crashed');
  });

  it('ends when the core has ended', async () => {
    const source = `
      import { forkUsbProcess } from '${join(import.meta.dirname, '../../src-main/devices/usb/fork-usb-process.ts')}';
      const run = forkUsbProcess()({ message: () => process.send(run.pid), ended: () => undefined });
      run.send({ kind: 'ask', id: 1, ask: { what: 'ping' } });`;
    const core = spawn(process.execPath, ['--input-type=module-typescript', '-e', source], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [pid] = (await once(core, 'message')) as [number];
    core.kill('SIGKILL');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/), { timeout: 10_000 });
  });
});

import { describe, expect, it } from 'vitest';
import { findHost, type HostMachine } from '../../scripts/find-host.ts';

const desktop: HostMachine = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  root: false,
  findRuntime: () => '/electron',
  fetchRuntime: () => {
    throw new Error('nothing is fetched when the runtime is there');
  },
};

/** `npm start` takes Electron where it can run, says why, and never waits for what cannot help. */
describe('the choice of the host', () => {
  it('is Electron on a desktop that has its runtime', () => {
    expect(findHost(undefined, desktop)).toMatchObject({ kind: 'electron', why: 'its runtime is there' });
    expect(findHost(undefined, { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } }).kind).toBe('electron');
    expect(findHost(undefined, { ...desktop, platform: 'win32', env: {} }).kind).toBe('electron');
  });

  it('is the browser without a display and for root, without a look at the network', () => {
    expect(findHost(undefined, { ...desktop, env: {}, findRuntime: () => undefined })).toEqual({
      kind: 'loopback',
      why: 'no display',
    });
    expect(findHost(undefined, { ...desktop, root: true, findRuntime: () => undefined }).why).toContain('root');
  });

  it('fetches the runtime once, and is the browser when it does not come', () => {
    let there: string | undefined;
    const fetching: HostMachine = {
      ...desktop,
      findRuntime: () => there,
      fetchRuntime: () => void (there = '/fetched'),
    };
    expect(findHost(undefined, fetching).kind).toBe('electron');
    let fetches = 0;
    const offline: HostMachine = { ...desktop, findRuntime: () => undefined, fetchRuntime: () => void (fetches += 1) };
    expect(findHost(undefined, offline)).toMatchObject({
      kind: 'loopback',
      why: expect.stringContaining('could not be fetched'),
    });
    expect(fetches).toBe(1);
  });

  it('is what was asked for, or says in one line why not', () => {
    expect(findHost('loopback', desktop)).toEqual({ kind: 'loopback', why: 'asked for' });
    expect(findHost('electron', desktop)).toMatchObject({ kind: 'electron', why: 'asked for' });
    expect(() => findHost('electron', { ...desktop, root: true })).toThrow(/cannot run here: .*root/);
    expect(() => findHost('window', desktop)).toThrow('No such host: window');
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const native = join(import.meta.dirname, '../../native/linux');

/** The hook that gives a counter its camera and printer, run into an empty image. */
describe.runIf(process.platform === 'linux')('device access', () => {
  let image: string;
  beforeEach(() => {
    image = mkdtempSync(join(tmpdir(), 'parwana-image-'));
  });
  afterEach(() => rmSync(image, { recursive: true, force: true }));
  const install = (...args: string[]) =>
    execFileSync(join(native, 'install-device-access.sh'), args, { env: { ...process.env, DESTDIR: image } });
  const rules = () => join(image, 'etc/udev/rules.d/70-parwana.rules');

  it('puts the rules in place, again without change, and takes them away', () => {
    install();
    install();
    expect(readFileSync(rules(), 'utf8')).toBe(readFileSync(join(native, '70-parwana.rules'), 'utf8'));
    install('--remove');
    install('--remove');
    expect(existsSync(rules())).toBe(false);
  });

  it('gives access to the group alone, never to everybody', () => {
    const text = readFileSync(join(native, '70-parwana.rules'), 'utf8').replaceAll('\\\n', ' ');
    const given = text.split('\n').filter((line) => line.includes('MODE='));
    expect(given.length).toBeGreaterThan(3);
    for (const line of given) expect(line).toMatch(/GROUP="parwana", MODE="0660"/);
  });
});

import { expect, it } from 'vitest';
import { VERSION } from '../../src-central/version.ts';
import manifest from '../../package.json' with { type: 'json' };

it('the version that central names is the one of the package', () => {
  expect(VERSION).toBe(manifest.version);
});

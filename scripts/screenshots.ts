import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** `npm run screenshots`: runs the browser tests and takes the README's pictures from that run. */
const PICTURES = [
  'photo',
  'eligibility-renewal',
  'eligibility-waiting',
  'express-fee',
  'express-review',
  'service-form',
  'person',
  'approvals',
  'cards',
  'replay',
  'devices',
  'camera-bench',
  'grey-card',
  'printer-measured',
  'unexplained-cards',
  'why-stuck',
  'exceptions',
  'recalls',
  'search',
  'register',
  'register-suspended',
  'age-badge',
  'claim',
  'stop-band',
  'sealed',
  'renew-enrolment',
  'verify-genuine',
  'verify-fake',
];
const FROM = 'test-results/screenshots';
const TO = 'docs/screenshots';

const { status } = spawnSync('playwright', ['test'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (status !== 0) process.exit(status ?? 1);
mkdirSync(TO, { recursive: true });
for (const name of PICTURES.flatMap((picture) => [`${picture}-en.png`, `${picture}-ur.png`])) {
  await sharp(join(FROM, name)).png({ palette: true, quality: 90, effort: 8 }).toFile(join(TO, name));
  console.log(join(TO, name));
}

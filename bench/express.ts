import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { quantile, report, type Figure } from './harness.ts';

/**
 * The express lane as an operator drives it: the browser test that takes a learner and a renewal from the CNIC to the
 * permit and the card in the hand, on a practice centre, by the keyboard alone. Its keys beyond typed data are counted,
 * and each key's wait is read in the page: from the key's own event to the first frame in which the next one has a
 * meaning. The camera's and the printer's time is told apart; the PDF of the permit, which the PC's own browser engine
 * makes, is the app's as well and told beside the rest.
 */
const ROUNDS = 3;
const RESULTS = 'test-results/express';

interface Lane {
  readonly keys: number;
  readonly app_s: number;
  readonly device_s: number;
  readonly paper_s: number;
}

const rounds: { learner: Lane; renewal: Lane }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rmSync(RESULTS, { recursive: true, force: true });
  const { status } = spawnSync('playwright', ['test', 'test/e2e/express.spec.ts', '--reporter=line', '--trace=off'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, EXPRESS_ONLY_TIME: '1' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('the express lane did not get to its end');
  rounds.push({ learner: read('learner'), renewal: read('renewal') });
}

report('express', [...figuresOf('learner'), ...figuresOf('renewal')]);

function figuresOf(lane: 'learner' | 'renewal'): Figure[] {
  const all = rounds.map((round) => round[lane]);
  const median = (figure: keyof Lane): number =>
    quantile(
      all.map((each) => each[figure]),
      0.5,
    );
  return [
    { figure: `${lane}_keys`, value: median('keys'), unit: 'keys', reach: { atMost: 20 } },
    { figure: `${lane}_app_s`, value: median('app_s'), unit: 's', reach: { atMost: 1 } },
    { figure: `${lane}_paper_s`, value: median('paper_s'), unit: 's' },
    { figure: `${lane}_app_and_paper_s`, value: median('app_s') + median('paper_s'), unit: 's', reach: { atMost: 1 } },
    { figure: `${lane}_device_s`, value: median('device_s'), unit: 's' },
  ];
}

function read(lane: 'learner' | 'renewal'): Lane {
  return JSON.parse(readFileSync(`${RESULTS}/${lane}.json`, 'utf8')) as Lane;
}

import { parseArgs } from 'node:util';
import { checks, judge, openBench } from './conformance/suite.ts';

const usage = `Judges any central server by the replay protocol (docs/replay.md), from outside, over HTTP.

  npm run conformance -- --central URL --code C1 --code C2 --code C3 [--code C4 --code C5] [--only SECTION]

C1 and C2 are one-time codes of two counters of one centre, C3 of a counter of another centre; C4 and
C5, if given, are two codes of one more counter, for the check that enrols it anew. Each centre needs an operator.
Sample people are left behind: use a server made for this.
At Parwana's own central: npm run central -- code --centre GLT --counter 901`;

const { values } = parseArgs({
  options: {
    central: { type: 'string' },
    code: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || values.central === undefined || values.code.length < 3) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  const { only } = values;
  const chosen = checks.filter(({ section }) => only === undefined || section === only);
  const bench = await openBench(values.central, values.code);
  let failed = 0;
  for await (const { check, wrong } of judge(bench, chosen)) {
    console.log(`${wrong === undefined ? 'ok  ' : 'FAIL'} ${check.section}: ${check.name}`);
    if (wrong !== undefined) console.log(`       ${wrong.replaceAll('\n', '\n       ')}`);
    failed += wrong === undefined ? 0 : 1;
  }
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

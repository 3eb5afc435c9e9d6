import { parseArgs } from 'node:util';
import { ACTS, simulate } from '../test/simulator/simulation.ts';

/**
 * `npm run simulate -- --seed N [--seeds COUNT] [--acts N] [--trace] [--http]`: replays one run of the simulator, or
 * so many from a seed on; the trace is what happened, in virtual seconds.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    acts: { type: 'string', default: String(ACTS) },
    trace: { type: 'boolean', default: false },
    http: { type: 'boolean' },
  },
});
const [first, count, acts] = [values.seed, values.seeds, values.acts].map(Number) as [number, number, number];
let failed = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const before = process.cpuUsage();
  const options = { acts, trace: values.trace, ...(values.http === undefined ? {} : { http: values.http }) };
  const { failures, hash, lines, counts } = await simulate(seed, options);
  if (values.trace) console.log(lines.join('\n'));
  for (const failure of failures) console.log(failure);
  failed += failures.length > 0 ? 1 : 0;
  const { user, system } = process.cpuUsage(before);
  const cpuMs = Math.round((user + system) / 1000);
  console.log(JSON.stringify({ seed, ok: failures.length === 0, cpuMs, hash: hash.slice(0, 16), ...counts }));
}
process.exit(failed > 0 ? 1 : 0);

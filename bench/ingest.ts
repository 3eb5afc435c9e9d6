import { reach, stampede } from '../scripts/torture/legs/stampede.ts';
import { report } from './harness.ts';
import { appendRates } from './ingest/append-rate.ts';
import { foldRate } from './ingest/fold-rate.ts';

/**
 * Central at its limits: what receiving costs above COPY of the same rows, what folding costs by itself, and
 * five hundred centres that come back at the same moment with two hundred entries each.
 */
const fold = foldRate();
const { ingest, copy, ratio } = await appendRates();
const { figures } = await stampede({ seed: 1, budgetMs: 0, say: () => undefined });
const figureOf = (name: string) => Number(figures[name]);
report('ingest', [
  { figure: 'ingest_vs_copy', value: ratio, unit: 'x', reach: { atLeast: 0.7 } },
  { figure: 'ingest_rate', value: ingest, unit: 'entries/s' },
  { figure: 'copy_rate', value: copy, unit: 'rows/s' },
  { figure: 'fold_per_s', value: fold, unit: 'entries/s', reach: { atLeast: 50_000 } },
  { figure: 'stampede_s', value: figureOf('received_s'), unit: 's', reach: { atMost: reach.receivedMs / 1000 } },
  { figure: 'stampede_ack_p50', value: figureOf('ack_p50_ms') / 1000, unit: 's' },
  {
    figure: 'stampede_ack_p99',
    value: figureOf('ack_p99_ms') / 1000,
    unit: 's',
    reach: { atMost: reach.ackP99Ms / 1000 },
  },
  {
    figure: 'stampede_last_vs_median',
    value: figureOf('last_vs_median'),
    unit: 'x',
    reach: { atMost: reach.unfairness },
  },
  { figure: 'stampede_turned_away', value: figureOf('turned_away'), unit: 'times' },
  { figure: 'stampede_memory', value: figureOf('central_peak_mb'), unit: 'MB', reach: { atMost: reach.memoryMb } },
]);

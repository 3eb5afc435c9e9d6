import { stampede, type Stampeded } from '../scripts/torture/stampede.ts';
import { quantile, report } from './harness.ts';
import { appendRates } from './ingest/append-rate.ts';
import { foldRate } from './ingest/fold-rate.ts';
import { BenchCentral } from './replay/bench-central.ts';

/**
 * Central at its limits: what receiving costs above COPY of the same rows, what folding costs by itself, and
 * five hundred centres that come back at the same moment with two hundred entries and a long poll each.
 */
const CENTRES = 500;
const ENTRIES = 200;

const fold = foldRate();
const { ingest, copy, ratio } = await appendRates();
const { acks, receivedMs, firstMs, busy } = await comeBack();
report('ingest', [
  { figure: 'ingest_vs_copy', value: ratio, unit: 'x', reach: { atLeast: 0.7 } },
  { figure: 'ingest_rate', value: ingest, unit: 'entries/s' },
  { figure: 'copy_rate', value: copy, unit: 'rows/s' },
  { figure: 'fold_per_s', value: fold, unit: 'entries/s', reach: { atLeast: 50_000 } },
  { figure: 'stampede_s', value: receivedMs / 1000, unit: 's', reach: { atMost: 60 } },
  { figure: 'stampede_first_s', value: firstMs / 1000, unit: 's' },
  { figure: 'stampede_ack_p50', value: quantile(acks, 0.5) / 1000, unit: 's' },
  { figure: 'stampede_ack_p99', value: quantile(acks, 0.99) / 1000, unit: 's', reach: { atMost: 5 } },
  { figure: 'stampede_busy', value: busy, unit: 'times' },
]);

async function comeBack(): Promise<Stampeded> {
  const central = await BenchCentral.start();
  try {
    return await stampede({ url: central.url, db: central.database.db }, { centres: CENTRES, entries: ENTRIES });
  } finally {
    await central.stop();
  }
}

import { report } from './harness.ts';
import { appendRates } from './ingest/append-rate.ts';
import { foldRate } from './ingest/fold-rate.ts';

const fold = foldRate();
const { ingest, copy, ratio } = await appendRates();
report('ingest', [
  { figure: 'ingest_vs_copy', value: ratio, unit: 'x', reach: { atLeast: 0.7 } },
  { figure: 'ingest_rate', value: ingest, unit: 'entries/s' },
  { figure: 'copy_rate', value: copy, unit: 'rows/s' },
  { figure: 'fold_per_s', value: fold, unit: 'entries/s', reach: { atLeast: 50_000 } },
]);

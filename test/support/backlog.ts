import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newBlob } from '../../src-main/store/blobs.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import type { ReplayCounter } from './replay-counter.ts';
import { newPerson } from './test-counter.ts';

export interface BacklogSize {
  readonly entries: number;
  /** Blobs, one an entry, on the first ones. */
  readonly blobs: number;
  readonly blobBytes: number;
}

/** Bytes held after a collection of garbage, taken evenly over the drain: in the heap and outside it. */
export interface DrainFigures {
  readonly seconds: number;
  readonly held: readonly number[];
  readonly rss: readonly number[];
}

/** Acts in one commit while a backlog is made; a day's work commits one by one. */
const AT_ONCE = 100;
const SAMPLES = 20;

/** Work of a long time without a link: people, and photos of some of them. */
export function makeBacklog(counter: ReplayCounter, { entries, blobs, blobBytes }: BacklogSize): void {
  for (let made = 0; made < entries; made += AT_ONCE) {
    const acts = Array.from({ length: Math.min(AT_ONCE, entries - made) }, (_, index) => {
      const act = newPerson().draft as never as NewAct;
      return made + index < blobs ? { ...act, blobs: [newBlob(randomBytes(blobBytes), 'image/jpeg')] } : act;
    });
    counter.append(...acts);
  }
}

/** Lets the link come up and everything drain: entries, blobs, receipts. Takes how much memory is held on the way. */
export async function drainBacklog(
  counter: ReplayCounter,
  { entries, blobs }: BacklogSize,
  limitMs: number,
): Promise<DrainFigures> {
  const collect = exposeCollector();
  const steps = entries * 2 + blobs;
  const held: number[] = [];
  const rss: number[] = [];
  const left = () => {
    const { unsent, unsettled, blobsWaiting } = counter.counts;
    return unsent * 2 + unsettled + blobsWaiting;
  };
  const sample = () => {
    if (left() > steps * (1 - held.length / SAMPLES)) return;
    collect();
    const { heapUsed, external, rss: resident } = process.memoryUsage();
    held.push(heapUsed + external);
    rss.push(resident);
  };
  const started = performance.now();
  counter.replay.start();
  await counter.until(() => {
    sample();
    return counter.isQuiet();
  }, limitMs);
  return { seconds: (performance.now() - started) / 1000, held, rss };
}

/** How much more is held at the end of a drain than at its beginning, by the middle of each quarter's values. */
export function growthOf(values: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  return middleOf(values.slice(-quarter)) - middleOf(values.slice(0, quarter));
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

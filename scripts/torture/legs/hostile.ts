import type { LegOptions, LegReport } from '../leg.ts';
import { attackCentral } from '../hostile/attack-central.ts';
import { FalseCentral, lies, type Lie } from '../hostile/false-central.ts';
import { auditEnds, complaints } from '../audit.ts';
import { codeFor, openCentral } from '../central-database.ts';
import { CounterProcess } from '../counter-process.ts';
import { withCentral } from '../with-central.ts';
import { drain } from '../drain.ts';

export interface HostileChoice {
  readonly databaseUrl?: string;
  readonly halfOpen?: number;
}

const PIECES = 6;
/** A counter that believes nothing needs no more than this, MB; its usual size is about 120. */
const MOST_MEMORY_MB = 700;

/** A central that lies to a real counter, then a counter that attacks a real central while another one works. */
export async function hostile({ say }: LegOptions, choice: HostileChoice = {}): Promise<LegReport> {
  return withCentral(choice.databaseUrl, async ({ central, databaseUrl }) => {
    const broken: string[] = [];
    const counter = new CounterProcess();
    const between = await FalseCentral.start(central.url);
    try {
      await counter.enrol({ url: central.url, code: await openCentral(databaseUrl, ({ db }) => codeFor(db, 1)) });
      await restart(counter, between.url);
      await counter.until((each) => each.quiet);
      let memory = 0;
      for (const lie of lies) {
        broken.push(...(await believed(counter, between, lie)).map((what) => `${lie.name}: ${what}`));
        memory = Math.max(memory, (counter.last.rss ?? 0) / 2 ** 20);
      }
      say(`hostile: ${lies.length} lies told to a counter`);
      if (memory > MOST_MEMORY_MB) broken.push(`the counter grew to ${Math.round(memory)} MB`);
      const attacks = await attackCentral({ central, databaseUrl, counter, halfOpen: choice.halfOpen ?? 1_000 });
      say(`hostile: ${attacks.count} attacks on central`);
      broken.push(...attacks.broken);
      await drain([counter], databaseUrl);
      const store = await counter.open();
      const audit = await openCentral(databaseUrl, ({ db }) => auditEnds([store], db));
      store.close();
      broken.push(...complaints(audit));
      if (audit.applied < audit.entries) broken.push(`not applied: ${audit.entries - audit.applied}`);
      return {
        figures: {
          lies: lies.length,
          counter_peak_mb: Math.round(memory),
          attacks: attacks.count,
          ...attacks.figures,
          ...audit,
        },
        broken,
      };
    } finally {
      await counter.kill();
      await between.stop();
      counter.remove();
    }
  });
}

async function restart(counter: CounterProcess, url: string): Promise<void> {
  await counter.stop();
  counter.start({ url, pieces: PIECES, haste: 100, 'call-ms': 2_500 });
}

/** Work is done while the lie is told; nothing of it may have been taken for true, and all is well once it ends. */
async function believed(counter: CounterProcess, between: FalseCentral, lie: Lie): Promise<string[]> {
  const broken: string[] = [];
  const { feed = 0, rounds = 0 } = counter.last;
  between.begin(lie);
  // Hello is said once a start.
  if (lie.on === 'hello') await restart(counter, between.url);
  else counter.tell('work');
  counter.tell('hurry');
  await counter.until(({ last }) => (last.rounds ?? 0) > (lie.on === 'hello' ? 0 : rounds));
  counter.tell('hurry');
  await counter
    .until(({ last }) => between.told > 0 && last.link?.fault !== null, 60_000)
    .catch((error: unknown) => {
      broken.push(`not met, or not noticed: told ${between.told}; ${String(error).slice(0, 300)}`);
    });
  const { counts, feed: after = 0 } = counter.last;
  if (lie.on === 'batch' && counts?.unsent === 0) broken.push('took for acknowledged what was not received');
  if (lie.on === 'feed' && after - feed > 10_000) broken.push(`moved its place in the feed to ${after}`);
  between.lie = undefined;
  counter.tell('hurry');
  await counter
    .until((each) => each.quiet, 60_000)
    .catch((error: unknown) => broken.push(`stuck afterwards: ${String(error).slice(0, 300)}`));
  return broken;
}

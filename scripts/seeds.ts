import { z } from 'zod';
import { runSeeds } from '../test/simulator/run-seeds.ts';

/**
 * A process of `npm test` that tries seeds of the simulator, block after block as its parent asks, until the parent
 * lets go of it or is gone.
 */
const Block = z.object({ first: z.int(), count: z.int() });

process.once('disconnect', () => process.exit());
process.on('message', (message) => {
  const { first, count } = Block.parse(message);
  const before = process.cpuUsage();
  const answer = (failure?: string) => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({ failure, cpuMs: (user + system) / 1000 });
  };
  runSeeds(first, count).then(
    () => answer(),
    (error: unknown) => answer(error instanceof Error ? error.message : String(error)),
  );
});

import { ReplayCounter } from './replay-counter.ts';

/** Replays a counter in a process of its own, says when a snapshot is staged, and then hangs till it is killed. */
const [dir = '', key = ''] = process.argv.slice(2);
const counter = new ReplayCounter({
  home: { dir, key: Buffer.from(key, 'hex') },
  fetch: (input, init) => {
    if (!(input as Request).url.includes('/receipts?')) return fetch(input, init);
    process.stdout.write('staged\n');
    return new Promise(() => undefined);
  },
});
counter.replay.start();

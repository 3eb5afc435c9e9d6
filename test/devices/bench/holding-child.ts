/** Opens a bench, says which process holds it, and stays until it is killed. */
import { openBench } from './bench.ts';

const bench = await openBench();
console.log(bench.attendant);

import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Processes that are killed a thousand times start from compiled code, each user's own. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), `parwana-torture-cache-${process.getuid?.() ?? 0}`) };

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The worker's program where Node runs the sources as they are; a bundled host names its own. */
export const sourceWorker = pathToFileURL(join(import.meta.dirname, 'search-worker.ts'));

import type { Logger as Pino } from 'pino';

/** Structured log. Fields name codes, streams and numbers; never a person's data, a key or a body. */
export type Logger = Pick<Pino, 'info' | 'warn' | 'error'>;

import { Fault, type ErrorCode } from '../src-shared/errors.ts';
import { texts } from '../src-shared/i18n/texts.ts';

/** Prints a fault as its cause and next action, sets exit code 1; any other error is thrown on. */
export function sayFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
  const { cause, action } = textsOf(error.code);
  console.error(`${cause} ${action} (${error.code})`);
  process.exitCode = 1;
}

/** Cause and next action of a code, in words. */
export function textsOf(code: ErrorCode, language: keyof typeof texts = 'en'): { cause: string; action: string } {
  let node: unknown = texts[language].error;
  for (const name of code.split('.')) node = (node as Record<string, unknown>)[name];
  return node as { cause: string; action: string };
}

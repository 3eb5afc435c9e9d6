import type { Translate } from '../../text/use-text.ts';

/** What a kind of document is called, by its own name where the app has no word for it. */
export function kindName(kind: string, t: Translate): string {
  return kind === 'licence' || kind === 'learner' || kind === 'international' ? t(`documentKind.${kind}`) : kind;
}

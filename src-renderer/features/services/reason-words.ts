import type { ReasonView } from '../../../src-shared/contract/counter/services.ts';
import type { Translate } from '../../text/use-text.ts';

/** Why not, in one line; from when, where waiting helps. */
export function reasonLine(t: Translate, { code, detail, from }: ReasonView): string {
  if (code === null) return '';
  const cause = t(`error.${code}.cause`, detail);
  return from === null ? cause : `${t('services.fromDay', { day: from })} · ${cause}`;
}

/** The same beside a category, where an age needs no more words. */
export function reasonBrief(t: Translate, reason: ReasonView): string {
  const { code, detail, from } = reason;
  if (code === 'application.underAge' && from !== null) {
    return t('applications.tooYoung', { age: detail['age'] ?? '', day: from });
  }
  return reasonLine(t, reason);
}

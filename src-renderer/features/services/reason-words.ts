import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import type { ReasonView } from '../../../src-shared/contract/counter/services.ts';
import type { Translate } from '../../text/use-text.ts';

/** Few words for a line of a list; a "no" without any goes by its cause. */
const brief: Readonly<Partial<Record<ErrorCode, TextKey>>> = {
  'application.underAge': 'services.no.underAge',
  'application.documentNeeded': 'services.no.documentNeeded',
  'application.documentTooNew': 'services.no.documentTooNew',
  'application.holdsLicence': 'services.no.holdsLicence',
  'application.tooEarly': 'services.no.tooEarly',
  'application.tooLate': 'services.no.tooLate',
  'application.retestWait': 'services.no.retestWait',
  'application.alreadyOpen': 'services.no.alreadyOpen',
  'application.suspended': 'services.no.suspended',
  'application.barred': 'services.no.barred',
  'application.otherCentre': 'services.no.otherCentre',
};

/** Why not, in one line; from when, where waiting helps. */
export function reasonLine(t: Translate, { code, detail, from }: ReasonView): string {
  if (code === null) return '';
  const cause = t(brief[code] ?? `error.${code}.cause`, detail);
  return from === null ? cause : `${t('services.fromDay', { day: from })} · ${cause}`;
}

/** The same beside a category, which need not be named again. */
export function reasonBrief(t: Translate, reason: ReasonView): string {
  const { code, detail, from } = reason;
  if (code === 'application.underAge' && from !== null) {
    return t('applications.tooYoung', { age: detail['age'] ?? '', day: from });
  }
  return reasonLine(t, reason);
}

import { useEffect, useState } from 'react';
import type { PossibleDuplicate } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { formatDay } from '../../text/formats.ts';
import { readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PersonValues } from './person-fields.ts';
import classes from './possible-duplicates.module.css';

/** Pause after the last key before it is asked, ms. */
const ASK_AFTER_MS = 400;

/** Somebody under another CNIC who may be the same human being, and why it looks so. */
export function PossibleDuplicates({ cnic, values }: { cnic: Cnic; values: PersonValues }) {
  const { t, pick } = useText();
  const [found, setFound] = useState<readonly PossibleDuplicate[]>([]);
  const birthDate = readTypedDay(values.birthDate);
  const nameEn = values.nameEn.trim();
  const phone = values.phone.trim();

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      const asked =
        birthDate === undefined || nameEn.length < 2 || nameEn.length > 60 || phone.length > 20
          ? Promise.resolve([])
          : core.people.duplicates({ cnic, nameEn, birthDate, phone });
      // A hint that cannot be had now is no reason to stop the operator.
      asked.then((answer) => (stale ? undefined : setFound(answer))).catch(() => undefined);
    }, ASK_AFTER_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [cnic, nameEn, birthDate, phone]);

  if (found.length === 0) return null;
  return (
    <Notice tone="warn" title={t('people.duplicate')}>
      <span>{t('people.duplicateAction')}</span>
      <ul className={classes['others']}>
        {found.map((other) => (
          <li key={other.cnic}>
            <Ltr>{formatCnic(other.cnic)}</Ltr> · <strong>{pick(other)}</strong> · {other.fatherEn} ·{' '}
            <Ltr>{formatDay(other.birthDate)}</Ltr> · {t(`people.why.${other.why}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

import { type Province, readCnic } from '../../../src-shared/licensing/cnic.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from './cnic-facts.module.css';

/** What the digits say while they are typed: how many are missing, then province and gender. */
export function CnicFacts({ digits }: { digits: string }) {
  const { t, language } = useText();
  const read = readCnic(digits);
  return (
    <p role="status" className={classes['facts']} data-wrong={digits.length === 13 && !read.ok}>
      {read.ok && <Facts province={read.value.province} gender={read.value.gender} />}
      {!read.ok &&
        digits.length > 0 &&
        (digits.length < 13
          ? t('people.digitsLeft', { n: isolate(String(13 - digits.length), language) })
          : `${t(`error.${read.code}.cause`, { ...read.detail })} ${t(`error.${read.code}.action`, { ...read.detail })}`)}
    </p>
  );
}

function Facts({ province, gender }: { province: Province; gender: 'male' | 'female' }) {
  const { t } = useText();
  return (
    <>
      {t('people.issuedIn', { province: t(`province.${province}`) })} · {t(`gender.${gender}`)}
    </>
  );
}

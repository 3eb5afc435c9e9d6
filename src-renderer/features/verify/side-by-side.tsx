import { type CheckedCard, type Differing, differing } from '../../../src-shared/contract/counter/verify.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './side-by-side.module.css';

type Said = NonNullable<CheckedCard['card']> | NonNullable<CheckedCard['register']>;

/** What the card says and what the register says, line by line; where they differ it is marked in words as well. */
export function SideBySide({ checked: { card, register, differences } }: { checked: CheckedCard }) {
  const { t } = useText();
  /** What the banner says already, and what hardly ever differs, has no line of its own until it does. */
  const worthALine = (field: Differing) => !['kind', 'gender'].includes(field) || differences.includes(field);
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('verify.about')}</th>
          <th scope="col">{t('verify.cardSays')}</th>
          <th scope="col">{t('verify.registerSays')}</th>
        </tr>
      </thead>
      <tbody>
        {differing.filter(worthALine).map((field) => {
          const differs = differences.includes(field);
          return (
            <tr key={field} data-differs={differs}>
              <th scope="row">
                {t(`verify.${field}`)}
                {differs && <em>{t('verify.differs')}</em>}
              </th>
              <td>
                <Value said={card} field={field} />
              </td>
              <td>
                <Value said={register} field={field} />
              </td>
            </tr>
          );
        })}
        {register !== null && register.standing !== 'active' && (
          <tr>
            <th scope="row">{t('verify.standing')}</th>
            <td>–</td>
            <td>{t(`register.standing.${register.standing}`)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Value({ said, field }: { said: Said | null; field: Differing }) {
  const { t } = useText();
  if (said === null) return <span className={classes['nothing']}>–</span>;
  switch (field) {
    case 'birthDate':
    case 'issuedOn':
    case 'validUntil':
      return <Ltr>{formatDay(said[field])}</Ltr>;
    case 'categories':
      return said.categories.map((each) => t(`category.${each}`)).join(', ');
    case 'gender':
      return t(`gender.${said.gender}`);
    case 'kind':
      return t('verify.kindOf', { kind: said.kind });
    case 'cnicTail':
      return <Ltr>{said.cnicTail}</Ltr>;
    case 'nameEn':
      return (
        <bdi lang="en" dir="ltr">
          {said.nameEn}
        </bdi>
      );
    case 'nameUr':
      if (said.nameUr === null) return <span className={classes['nothing']}>{t('verify.notSaid')}</span>;
      return (
        <bdi lang="ur" dir="rtl">
          {said.nameUr}
        </bdi>
      );
  }
}

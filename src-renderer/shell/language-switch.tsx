import { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { useEnrolment } from '../features/enrolment/enrolment-store.ts';
import { useText } from '../text/use-text.ts';
import classes from './language-switch.module.css';

/** Both languages by their own names; switching changes only the words, never what is typed. */
export function LanguageSwitch() {
  const { t, language } = useText();
  const setLanguage = useEnrolment((state) => state.setLanguage);
  return (
    <div role="group" aria-label={t('language.label')} className={classes['switch']}>
      {Language.options.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => void setLanguage(each).catch(() => undefined)}
        >
          {t(`language.${each}`)}
        </button>
      ))}
    </div>
  );
}

import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from './rule-note.module.css';

/** Which rule version decided, and the notification its figures come from. */
export function RuleNote({ rules, reference }: { rules: string; reference: string }) {
  const { t, language } = useText();
  return (
    <p className={classes['note']}>
      {t('applications.rulesNamed', { rules: isolate(rules, language) })}
      <span lang="en" dir="auto">
        {reference}
      </span>
    </p>
  );
}

import type { Step } from '../../../src-shared/contract/counter/views.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import type { CaseWork } from './step-props.ts';

/** What a done step came to, in a line. */
export function useSummary({ found, application }: CaseWork): (step: Step) => string {
  const { t, pick, language } = useText();
  const names = (categories: readonly Category[]) => categories.map((each) => t(`category.${each}`));
  return (step) => {
    if (step === 'person') return found.person === null ? '' : pick(found.person);
    if (application === null) return '';
    switch (step) {
      case 'licence': {
        const years = application.serviceRules.years === null ? [] : [yearsOf(application.years)];
        return [...names(application.categories), ...years].join(' · ');
      }
      case 'documents':
        return application.documents.map((each) => application.documentLabels[each]?.[language] ?? each).join(' · ');
      case 'photo':
        return t('applications.photoTaken');
      case 'fee': {
        const { feeTotal, receiptNumber } = application;
        if (feeTotal === null) return '';
        return `${formatRupees(feeTotal, language)} · ${isolate(receiptNumber ?? '', language)}`;
      }
      default:
        return '';
    }
  };

  function yearsOf(years: number): string {
    return t('applications.yearsShown', { n: isolate(String(years), language) });
  }
}

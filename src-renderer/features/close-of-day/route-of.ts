import type { CloseStep } from '../../../src-shared/contract/counter/close-of-day.ts';
import type { Route } from '../../shell/navigation-store.ts';

/** Where a line of the page is settled; null for what is done on the spot. */
export function routeOf(step: CloseStep): Route | null {
  switch (step.do) {
    case 'decide':
      return { place: 'approvals' };
    case 'closeShift':
    case 'signShift':
      return { place: 'till', chosen: step.shift };
    case 'answerRefund':
    case 'payRefund':
      return { place: 'till', chosen: step.receiptNumber };
    case 'lookAtCard':
      return { place: 'cards' };
    case 'countBlanks':
    case 'explainCards':
      return { place: 'stock' };
    case 'openExceptions':
      return { place: 'exceptions', list: 'cases' };
    case 'tryNow':
      return null;
  }
}

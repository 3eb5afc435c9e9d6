import type { Router } from '@orpc/server';
import type { CounterContract } from '../src-shared/contract/counter.ts';
import { applications } from './features/applications/applications-handlers.ts';
import { approvals } from './features/approvals/approvals-handlers.ts';
import { cards } from './features/cards/cards-handlers.ts';
import { catalogue } from './features/catalogue/catalogue-handlers.ts';
import { claims } from './features/claims/claims-handlers.ts';
import { closeOfDay } from './features/close-of-day/close-of-day-handlers.ts';
import { devices } from './features/devices/devices-handlers.ts';
import { drafts } from './features/drafts/drafts-handlers.ts';
import { enrolment } from './features/enrolment/enrolment-handlers.ts';
import { exceptions } from './features/exceptions/exceptions-handlers.ts';
import { handlers, type CallContext } from './features/handlers.ts';
import { people } from './features/people/people-handlers.ts';
import { permits } from './features/permits/permits-handlers.ts';
import { practice } from './features/practice/practice-handlers.ts';
import { register } from './features/register/register-handlers.ts';
import { replay } from './features/replay/replay-handlers.ts';
import { reports } from './features/reports/reports-handlers.ts';
import { roadTest } from './features/road-test/road-test-handlers.ts';
import { search } from './features/search/search-handlers.ts';
import { services } from './features/services/services-handlers.ts';
import { session } from './features/session/session-handlers.ts';
import { signTest } from './features/sign-test/sign-test-handlers.ts';
import { status } from './features/status/status-handlers.ts';
import { stock } from './features/stock/stock-handlers.ts';
import { studio } from './features/studio/studio-handlers.ts';
import { till } from './features/till/till-handlers.ts';
import { verify } from './features/verify/verify-handlers.ts';

/** Every feature behind the contract; what it is served over, the hosts decide. */
export const router: Router<CounterContract, CallContext> = handlers.router({
  enrolment,
  session,
  status,
  people,
  catalogue,
  drafts,
  services,
  applications,
  signTest,
  roadTest,
  studio,
  till,
  approvals,
  cards,
  claims,
  permits,
  register,
  stock,
  devices,
  replay,
  exceptions,
  reports,
  closeOfDay,
  search,
  verify,
  practice,
});

import type { ContractRouterClient } from '@orpc/contract';
import { applications } from './counter/applications.ts';
import { approvals } from './counter/approvals.ts';
import { catalogue } from './counter/catalogue.ts';
import { claims } from './counter/claims.ts';
import { cards } from './counter/cards.ts';
import { closeOfDay } from './counter/close-of-day.ts';
import { devices } from './counter/devices.ts';
import { drafts } from './counter/drafts.ts';
import { enrolment } from './counter/enrolment.ts';
import { exceptions } from './counter/exceptions.ts';
import { people } from './counter/people.ts';
import { permits } from './counter/permits.ts';
import { practice } from './counter/practice.ts';
import { register } from './counter/register.ts';
import { replay } from './counter/replay.ts';
import { reports } from './counter/reports.ts';
import { search } from './counter/search.ts';
import { services } from './counter/services.ts';
import { roadTest } from './counter/road-test.ts';
import { session } from './counter/session.ts';
import { signTest } from './counter/sign-test.ts';
import { status } from './counter/status.ts';
import { stock } from './counter/stock.ts';
import { studio } from './counter/studio.ts';
import { till } from './counter/till.ts';
import { verify } from './counter/verify.ts';

/** Everything a screen can ask of the core, by feature; the same over every transport. */
export type CounterContract = {
  enrolment: typeof enrolment;
  session: typeof session;
  status: typeof status;
  people: typeof people;
  catalogue: typeof catalogue;
  drafts: typeof drafts;
  services: typeof services;
  applications: typeof applications;
  signTest: typeof signTest;
  roadTest: typeof roadTest;
  studio: typeof studio;
  till: typeof till;
  approvals: typeof approvals;
  cards: typeof cards;
  claims: typeof claims;
  permits: typeof permits;
  register: typeof register;
  stock: typeof stock;
  devices: typeof devices;
  replay: typeof replay;
  exceptions: typeof exceptions;
  reports: typeof reports;
  closeOfDay: typeof closeOfDay;
  search: typeof search;
  verify: typeof verify;
  practice: typeof practice;
};

export const counterContract: CounterContract = {
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
};

export type CounterClient = ContractRouterClient<CounterContract>;

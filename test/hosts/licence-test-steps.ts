import type { Step } from './contract-script.ts';

const of = (known: Record<string, string>) => ({ applicationId: known['application']! });

/**
 * Sign and road test where the rules ask for none: what can be asked is answered, all else is refused alike. That they
 * work is for their own tests, and over a real line for the browser's.
 */
export const licenceTestSteps: readonly Step[] = [
  ['signTest.waiting', (client) => client.signTest.waiting()],
  ['signTest.get', (client, known) => client.signTest.get(of(known))],
  ['signTest.start', (client, known) => client.signTest.start({ ...of(known), language: 'ur' })],
  ['signTest.state', (client) => client.signTest.state()],
  [
    'signTest.answer',
    (client, known) => client.signTest.answer({ ...of(known), question: 0, chosen: 0, language: 'ur' }),
  ],
  ['signTest.finish', (client, known) => client.signTest.finish(of(known))],
  ['signTest.abandon', (client, known) => client.signTest.abandon(of(known))],
  ['signTest.leave', (client) => client.signTest.leave()],
  ['signTest.sheet', (client, known) => client.signTest.sheet({ ...of(known), attempt: 1, language: 'ur' })],
  ['roadTest.due', (client) => client.roadTest.due()],
  ['roadTest.get', (client, known) => client.roadTest.get(of(known))],
  [
    'roadTest.record',
    (client, known) =>
      client.roadTest.record({
        ...of(known),
        results: [{ category: 'car', outcome: 'pass', vehicle: 'GLT 1', note: '' }],
      }),
  ],
  // Empty lines can be filled in by hand.
  ['roadTest.sheet', (client, known) => client.roadTest.sheet({ ...of(known), language: 'en' })],
];

/** What has nothing to do under the rules of this script: no test, no form, and always a second person. */
export const neverWell = [
  'applications.answer',
  'applications.issue',
  'signTest.get',
  'signTest.start',
  'signTest.answer',
  'signTest.finish',
  'signTest.abandon',
  'signTest.sheet',
  'roadTest.get',
  'roadTest.record',
];

import { cardDate } from '../../../src-shared/card/card-words.ts';
import { deny } from '../handlers.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { BarChange, LicenceState, RegisterChange } from '../../../src-shared/ledger/state.ts';
import { kindOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import type { Html } from '../../papers/html.ts';
import { code, filled, speaker, typed, type Say } from '../../papers/paper-words.ts';
import type { Found } from '../applications/find-application.ts';
import type { IssuedPaper } from './issued-paper.ts';
import type { Letter } from './letter-paper.ts';
import type { Sheet } from './paper-work.ts';

/** Letters are numbered by the end of the id of what they tell of. */
const NUMBER = 12;

/** What a service says in a letter when it is done. */
export function serviceLetter({ found, licence }: IssuedPaper, { language }: Sheet): Letter {
  const say = speaker(language);
  const { application, work, person } = found;
  const done = work.rules.messages.done[language];
  return {
    to: person,
    number: application.id.slice(-NUMBER),
    title: work.rules.title[language],
    subject: say('paper.letter.service.subject', { service: work.rules.title[language] }),
    paragraphs: [filled(say('paper.letter.service.body'), { day: dayCode(application.opened.at), done })],
    facts: [
      { name: say('paper.letter.document'), value: code(licence.number) },
      { name: say('paper.letter.validUntil'), value: code(cardDate(licence.validUntil)) },
    ],
    close: [say('paper.letter.service.keep')],
  };
}

/** Why an application came back and what to do. Refuses with `paper.noGround`. */
export function returnLetter({ application, work, person }: Found, { language }: Sheet): Letter {
  const say = speaker(language);
  const returned = application.returned ?? deny('paper.noGround');
  const { note } = returned;
  const paid = application.payment;
  const subject = say('paper.letter.returned.subject', { service: work.rules.title[language] });
  return {
    to: person,
    number: returned.deed.entry.slice(-NUMBER),
    title: subject,
    subject,
    paragraphs: [filled(say('paper.letter.returned.body'), { day: dayCode(application.opened.at) })],
    facts: [
      { name: say('paper.letter.reason'), value: say(`returnReason.${returned.reason}`) },
      ...(note.trim() === '' ? [] : [{ name: say('paper.letter.returned.note'), value: typed(note) }]),
    ],
    close: paid === null ? [] : [filled(say('paper.letter.returned.paid'), { receipt: code(paid.receiptNumber) })],
  };
}

/** A licence was taken out of force or restored. Refuses with `paper.noGround` for what needs no notice. */
export function licenceNotice(
  person: PersonData,
  { licence, change }: { licence: LicenceState; change: RegisterChange },
  { language }: Sheet,
): Letter {
  const say = speaker(language);
  const { what, deed } = change;
  if (what !== 'suspended' && what !== 'restored' && what !== 'cancelled') return deny('paper.noGround');
  const values = { document: documentName(licence, say), number: licence.number };
  return {
    to: person,
    number: deed.entry.slice(-NUMBER),
    title: say(`paper.letter.${what}.subject`, values),
    subject: filled(say(`paper.letter.${what}.subject`), { ...values, number: code(licence.number) }),
    paragraphs: [filled(say(`paper.letter.${what}.body`), { day: dayCode(deed.at) })],
    facts: [
      { name: say('paper.letter.document'), value: code(licence.number) },
      ...grounds(change, say),
      ...(what === 'suspended' ? [untilFact(change.until ?? null, say)] : []),
      ...(what === 'restored'
        ? [{ name: say('paper.letter.validUntil'), value: code(cardDate(licence.validUntil)) }]
        : []),
    ],
    close: what === 'restored' ? [] : [say('paper.letter.appeal')],
  };
}

/** A person was barred or the bar was lifted. */
export function barNotice(person: PersonData, change: BarChange, { language }: Sheet): Letter {
  const say = speaker(language);
  const { what, deed, until } = change;
  return {
    to: person,
    number: deed.entry.slice(-NUMBER),
    title: say(`paper.letter.${what}.subject`),
    subject: say(`paper.letter.${what}.subject`),
    paragraphs: [filled(say(`paper.letter.${what}.body`), { day: dayCode(deed.at) })],
    facts: [...grounds(change, say), ...(what === 'barred' ? [untilFact(until, say)] : [])],
    close: what === 'barred' ? [say('paper.letter.appeal')] : [],
  };
}

function grounds(
  { reason, reference }: { reason: string | null; reference: string | null },
  say: Say,
): Letter['facts'] {
  return [
    { name: say('paper.letter.reason'), value: typed(reason ?? '') },
    { name: say('paper.letter.reference'), value: typed(reference ?? '') },
  ];
}

function untilFact(until: string | null, say: Say): Letter['facts'][number] {
  return {
    name: say('paper.letter.until'),
    value: until === null ? say('paper.letter.untilLifted') : code(cardDate(until)),
  };
}

function dayCode(at: string): Html {
  return code(cardDate(dayOf(at)));
}

/** What a document is called; by its kind where the words know none. */
function documentName(licence: LicenceState, say: Say): string {
  const kind = kindOfLicence(licence);
  const known = kind === 'licence' || kind === 'learner' || kind === 'international';
  return known ? say(`documentKind.${kind}`) : kind;
}

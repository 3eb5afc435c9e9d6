import { StreamId } from '../../../src-shared/ids.ts';
import { refuse, type Refusal, type Result } from '../../../src-shared/errors.ts';
import { ExceptionDecision, ExceptionOwner } from '../../../src-shared/ledger/entries/exception-entries.ts';
import { exceptionSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Central } from '../../central.ts';
import { workOnCase } from '../../exceptions/desk.ts';
import type { Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';
import { speaker, type Language } from '../words.ts';
import { readCase } from './case-data.ts';
import { caseMain } from './case-page.ts';
import { withLeaves } from './leaf-fields.ts';
import { QueueFilter, readQueue } from './queue-data.ts';
import { queueMain } from './queue-page.ts';

export interface DeskVisit {
  readonly central: Central;
  readonly session: PageSession;
  readonly language: Language;
  readonly url: URL;
}

interface CasePlace {
  readonly stream: StreamId;
  readonly seq: number;
  readonly act: string | undefined;
}

export function isDeskPath(path: string): boolean {
  return path === '/exceptions' || path.startsWith('/exceptions/');
}

/** The queue or one case; undefined where there is none. */
export async function showDesk(visit: DeskVisit, refusal?: Refusal): Promise<Html | undefined> {
  const { central, session, language, url } = visit;
  const say = speaker(language);
  const now = central.now();
  if (url.pathname === '/exceptions') {
    const filter = QueueFilter.parse({
      show: url.searchParams.get('show'),
      owner: url.searchParams.get('owner'),
      centre: url.searchParams.get('centre'),
    });
    return queueMain({ queue: await readQueue(central.db, filter, now), filter, say, language, now });
  }
  const place = placeOf(url.pathname);
  const file = place === undefined ? undefined : await readCase(central, place);
  return file === undefined ? undefined : caseMain({ file, session, say, now, refusal });
}

/** Takes a form about a case. Answers where to go, or the refusal to show. */
export async function takeAtDesk(visit: DeskVisit, form: URLSearchParams): Promise<Result<string>> {
  const place = placeOf(visit.url.pathname);
  if (place?.act === undefined) return refuse('exception.unknown');
  const done = await work(visit, { ...place, act: place.act }, form);
  return done.ok ? { ok: true, value: `/exceptions/${place.stream}/${place.seq}` } : done;
}

async function work(
  { central, session }: DeskVisit,
  { stream, seq, act }: CasePlace & { readonly act: string },
  form: URLSearchParams,
): Promise<Result<unknown>> {
  const subject = exceptionSubject(stream, seq);
  const by = session.admin;
  const reason = (form.get('reason') ?? '').trim();
  switch (act) {
    case 'assign': {
      const owner = ExceptionOwner.safeParse(form.get('owner'));
      const due = new Date(`${form.get('due') ?? ''}T18:59:59.000Z`);
      if (!owner.success || Number.isNaN(due.getTime())) return refuse('input.malformed');
      const data = { owner: owner.data, dueAt: due.toISOString(), by };
      return workOnCase(central, { type: 'exception.assigned', subject, data });
    }
    case 'propose': {
      const decision = ExceptionDecision.safeParse(form.get('decision'));
      if (!decision.success) return refuse('input.malformed');
      if (reason.length < 3) return refuse('application.reasonMissing');
      const replacement = decision.data === 'replace' ? await correctedBody(central, { stream, seq }, form) : null;
      const data = { decision: decision.data, reason, by, replacement };
      return workOnCase(central, { type: 'exception.proposed', subject, data });
    }
    case 'decide': {
      if (reason.length < 3) return refuse('application.reasonMissing');
      const agreed = form.get('agreed');
      if (agreed !== 'yes' && agreed !== 'no') return refuse('input.malformed');
      const data = { agreed: agreed === 'yes', by, reason };
      const seen = { proposal: form.get('proposal') ?? '' };
      return workOnCase(central, { type: 'exception.decided', subject, data }, seen);
    }
    default:
      return refuse('exception.unknown');
  }
}

async function correctedBody(central: Central, place: Omit<CasePlace, 'act'>, form: URLSearchParams): Promise<string> {
  const file = await readCase(central, place);
  const typed = (path: string) => form.get(`body.${path}`) ?? undefined;
  return JSON.stringify(withLeaves((file?.body ?? null) as never, typed));
}

function placeOf(path: string): CasePlace | undefined {
  const [, , stream, seq, act, ...more] = path.split('/');
  const known = StreamId.safeParse(stream);
  if (!known.success || seq === undefined || !/^[1-9]\d{0,15}$/.test(seq) || more.length > 0) return undefined;
  return { stream: known.data, seq: Number(seq), act };
}

import { streamParts, type Cnic } from '../../../src-shared/ids.ts';
import { personSubject, stockSubject } from '../../../src-shared/ledger/subjects.ts';
import type { NewAct } from '../../store/journal.ts';
import { act } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { facePreview } from './card-face.ts';
import { cardQueue, findJob } from './card-queue.ts';
import { getLicence } from './find-licence.ts';
import { drawLicence } from './licence-card.ts';
import { printLicence } from './licence-print.ts';

export const cards = handlers.cards.router({
  queue: handlers.cards.queue.handler(({ context: { counter } }) => cardQueue(counter)),

  preview: handlers.cards.preview.handler(async ({ input, context: { counter } }) => {
    const faces = await drawLicence(counter, getLicence(counter, input.licenceNumber));
    return new Blob([new Uint8Array(await facePreview(faces[input.side]))], { type: 'image/png' });
  }),

  print: handlers.cards.print.handler(async ({ input, context: { counter } }) => ({
    jobId: await printLicence(counter, input),
  })),

  progress: handlers.cards.progress.handler(async function* ({ context: { counter }, signal }) {
    yield* counter.prints.progress.subscribe('progress', signal === undefined ? {} : { signal });
  }),

  recordOutcome: handlers.cards.recordOutcome.handler(({ input, context: { counter } }) => {
    const { jobId, outcome, reason } = input;
    if (counter.prints.isPrinting(jobId)) deny('printer.busy');
    const job = findJob(counter, jobId) ?? deny('card.notPrinting');
    const ended: NewAct = { type: 'card.ended', subject: personSubject(job.cnic as Cnic), data: input };
    if (outcome === 'notPrinted') {
      act(counter, ended);
    } else {
      const { centre } = streamParts(counter.identity.place.stream);
      const data = { jobId, outcome: outcome === 'good' ? ('printed' as const) : outcome, reason };
      // The blank is gone whatever central makes of the licence: its use rests on nothing.
      act(counter, ended, { type: 'stock.used', subject: stockSubject(centre, today(counter)), data });
    }
    counter.cards.look();
    return cardQueue(counter);
  }),

  handOver: handlers.cards.handOver.handler(({ input, context: { counter } }) => {
    const job = findJob(counter, input.jobId) ?? deny('card.notPrinted');
    act(counter, { type: 'card.handedOver', subject: personSubject(job.cnic as Cnic), data: input });
    return cardQueue(counter);
  }),
});

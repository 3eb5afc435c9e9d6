import { createPrivateKey } from 'node:crypto';
import type { ExportPlace } from '../../../src-shared/contract/counter/replay.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { Counter } from '../../counter.ts';
import { centralKeyOf } from '../../replay/central-signature.ts';
import { exportUnsent, type ExportedUnsent } from '../../replay/stick/export-unsent.ts';
import { importReply, type ReplyTaken } from '../../replay/stick/import-reply.ts';

/** One sealed file with what waits, under the name it goes by. Errors: `enrolment.needed`, `export.notYet`. */
export async function exportFile(
  { store, clock, identity }: Counter,
  after: ExportPlace | null,
): Promise<ExportedUnsent & { name: string; file: Blob }> {
  const { enrolment } = identity;
  if (enrolment === undefined) throw new Fault('enrolment.needed');
  const { stream, signingKey } = enrolment;
  const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
  const { chunks, done, madeAt } = await exportUnsent({ store, clock, stream, key }, after);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  const time = madeAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return { name: `parwana-${stream}-${time}.sealed`, file: new Blob(parts), ...done };
}

/** Takes central's answer to an export. Errors: `enrolment.needed`, `export.*`, `central.badSignature`, `central.badChain`. */
export async function importFile({ store, clock, rules, identity }: Counter, file: Blob): Promise<ReplyTaken> {
  const { enrolment } = identity;
  if (enrolment === undefined) throw new Fault('enrolment.needed');
  const centralKey = centralKeyOf(enrolment.centralPublicKey);
  return importReply({ store, clock, rules, stream: enrolment.stream, centralKey }, file.stream());
}

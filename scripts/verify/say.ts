import type { Verification } from '../../src-shared/credential/verdict.ts';
import { texts } from '../../src-shared/i18n/texts.ts';

/** A verification in words, a line each: verdict, reasons, who, until, age of the status list. */
export function sayVerification(found: Verification, language: 'en' | 'ur'): string {
  const say = texts[language].verify;
  const { verdict, reasons, credential, licenceNumber, signedBy, statusAsOf, statusAge } = found;
  const lines = [
    say.verdict[verdict].toUpperCase(),
    ...reasons.map(({ code, detail }) => `  ${fill(textAt(say.reason, code), detail)}`),
  ];
  const line = (label: string, value: string) => lines.push(`${`${label}:`.padEnd(16)} ${value}`);
  if (licenceNumber !== null) line(say.number, licenceNumber);
  if (credential !== null) {
    const { nameEn, nameUr, birthDate, kind, categories, validUntil, cnicTail } = credential;
    line(say.nameEn, nameUr === undefined ? nameEn : `${nameEn}  ${nameUr}`);
    line(say.birthDate, birthDate);
    line(say.cnicTail, cnicTail);
    line(say.kind, kind);
    line(say.categories, categories.map((each) => texts[language].category[each]).join(', '));
    line(say.validUntil, validUntil);
  }
  if (signedBy !== null) line('Signed by', `${signedBy.holder} (${signedBy.kid})`);
  line(say.statusList, statusAsOf === null ? say.statusNever : `${statusAsOf} (${ageInWords(statusAge ?? 0)})`);
  return lines.join('\n');
}

function textAt(reasons: unknown, code: string): string {
  const text = code.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], reasons);
  return typeof text === 'string' ? text : code;
}

function fill(text: string, detail: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{\{(\w+)[^}]*\}\}/g, (_, name: string) => String(detail[name] ?? ''));
}

function ageInWords(seconds: number): string {
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 * 2 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} days`;
}

/** Reads RFC 4180 as a stranger would: strict about quotes, CRLF and the number of fields. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const record: string[] = [];
    for (;;) {
      const field = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
      if (field === null) throw new Error(`not RFC 4180: ${JSON.stringify(rest.slice(0, 40))}`);
      record.push(field[1]?.replaceAll('""', '"') ?? field[2] ?? '');
      rest = rest.slice(field[0].length);
      if (field[3] === '\r\n') break;
    }
    records.push(record);
  }
  if (records.some((record) => record.length !== records[0]?.length)) throw new Error('records of unlike length');
  return records;
}

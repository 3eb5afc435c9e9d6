/** What a test card says of where it comes from. */
export interface TestCardFacts {
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
  readonly ribbon?: string;
  readonly practice: boolean;
  readonly at: Date;
}

/** What the code on both sides says: printer and minute. */
export function testCardCode({ serialNumber = '', at }: TestCardFacts): string {
  return `PARWANA TEST ${serialNumber} ${at.toISOString().slice(0, 16)}Z`;
}

/** The facts as lines of print. */
export function factLines(facts: TestCardFacts): string[] {
  const { model = '', serialNumber = '', firmware = '', ribbon = '', at } = facts;
  return [
    model,
    `Serial ${serialNumber}`,
    `Firmware ${firmware}`,
    `Ribbon ${ribbon}`,
    `${at.toISOString().slice(0, 16)} UTC`,
  ];
}

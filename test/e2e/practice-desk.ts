import { connectToCounter } from '../../scripts/practice/counter-client.ts';
import { inShift } from '../support/shift.ts';
import type { PracticeCentre } from './practice-centre.ts';

/** A practice centre ready for its operator: enrolled, with blanks in the box and a drawer that is open. */
export async function openDesk(centre: PracticeCentre, language: 'en' | 'ur' = 'en'): Promise<void> {
  const screen = await connectToCounter(await centre.newUrl());
  const { client } = screen;
  const signIn = async (staffId: string): Promise<void> => {
    await client.session.signIn({ staffId, pin: centre.pins[staffId]! });
  };
  const { suggested } = await client.enrolment.status();
  await client.enrolment.enrol({ ...suggested!, language });
  for await (const status of await client.status.watch()) if (status.numbers.left > 0) break;
  await signIn('supervisor-1');
  await client.stock.receive({ quantity: 500, reference: 'Box 1' });
  await client.session.signOut();
  await signIn('operator-1');
  await inShift(client);
  await client.session.signOut();
  screen.close();
}

import { create } from 'zustand';
import type { Cnic } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';

type Fields = Readonly<Record<string, string>>;

interface DraftState {
  readonly cnic: Cnic | null;
  readonly fields: Fields;
  /** When the core last said "saved", and whether everything typed since is in it. */
  readonly savedAt: string | null;
  readonly state: 'clean' | 'typing' | 'saving' | 'failed';
}

/** Pause after the last key before a field is saved, ms. */
const SAVE_AFTER_MS = 350;
const empty: DraftState = { cnic: null, fields: {}, savedAt: null, state: 'clean' };

let dirty: Record<string, string> = {};
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();

/** What is typed for the person at the counter, saved field by field as it is typed. */
export const useDraft = create<DraftState>()(() => empty);

/** Loads the draft of a person. Fields typed here and not saved yet win over the stored ones. */
export async function openDraft(cnic: Cnic): Promise<void> {
  if (useDraft.getState().cnic === cnic) await saveDraft();
  else dirty = {};
  const stored = await core.drafts.get({ cnic });
  useDraft.setState({
    cnic,
    fields: { ...stored?.fields, ...dirty },
    savedAt: stored?.updatedAt ?? null,
    state: Object.keys(dirty).length === 0 ? 'clean' : 'failed',
  });
}

/** A field as it is now, for code that does not follow it. */
export function draftedField(name: string): string | undefined {
  return useDraft.getState().fields[name];
}

/** Keeps a field as typed; it is saved when the typing pauses. */
export function typeInto(name: string, value: string): void {
  const { fields } = useDraft.getState();
  if (fields[name] === value) return;
  dirty = { ...dirty, [name]: value };
  useDraft.setState({ fields: { ...fields, [name]: value }, state: 'typing' });
  clearTimeout(timer);
  timer = setTimeout(() => void saveDraft(), SAVE_AFTER_MS);
}

/** Saves what is not saved yet, now; one save after the other. A failed one is tried again with the next. */
export async function saveDraft(): Promise<void> {
  clearTimeout(timer);
  saving = saving.then(saveOnce);
  await saving;
}

async function saveOnce(): Promise<void> {
  const { cnic } = useDraft.getState();
  const fields = dirty;
  if (cnic === null || Object.keys(fields).length === 0) return;
  dirty = {};
  useDraft.setState({ state: 'saving' });
  try {
    const { savedAt } = await core.drafts.save({ cnic, fields });
    if (useDraft.getState().cnic === cnic) useDraft.setState({ savedAt, state: stateNow() });
  } catch {
    // Typed again meanwhile wins over what could not be saved.
    dirty = { ...fields, ...dirty };
    useDraft.setState({ state: 'failed' });
  }
}

function stateNow(): DraftState['state'] {
  return Object.keys(dirty).length === 0 ? 'clean' : 'typing';
}

/** Forgets the fields here: they are recorded, or the core has dropped them. */
export function forgetDraft(): void {
  clearTimeout(timer);
  dirty = {};
  useDraft.setState(({ cnic }) => ({ ...empty, cnic }));
}

/** Forgets the fields here and in the core. */
export async function discardDraft(cnic: Cnic): Promise<void> {
  await saving;
  forgetDraft();
  await core.drafts.discard({ cnic });
}

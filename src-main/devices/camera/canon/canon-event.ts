/** What an EOS body reported in one record of GetEvent (0x9116). */
export type CanonEvent =
  | { readonly kind: 'property'; readonly property: number; readonly value: number; readonly bytes: Uint8Array }
  | { readonly kind: 'choices'; readonly property: number; readonly values: readonly number[] }
  | { readonly kind: 'picture'; readonly picture: ReportedPicture }
  | { readonly kind: 'status'; readonly busy: boolean }
  | { readonly kind: 'focus'; readonly focus: FocusReport }
  | { readonly kind: 'shutdown' }
  | { readonly kind: 'storage' }
  | { readonly kind: 'other'; readonly code: number };

/** `searching` while the button is half pressed and the lens moves; `idle` before and after. */
export type FocusReport = 'idle' | 'searching' | 'found' | 'failed';

/** A picture that the body offers: to the host's memory, or as a new file on its card. */
export interface ReportedPicture {
  readonly handle: number;
  readonly format: number;
  /** Bytes. */
  readonly size: number;
  /** Empty where the record carries none. */
  readonly name: string;
  readonly on: 'pc' | 'card';
}

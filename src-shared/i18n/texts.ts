import en from './en.json' with { type: 'json' };
import ur from './ur.json' with { type: 'json' };

/** Every text of the product by language; `scripts/check-translations.ts` keeps the two alike. */
export const texts = { en, ur } as const;

export type Texts = typeof en;

type KeysOf<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${KeysOf<Node[Name]>}`;
}[keyof Node & string];

/** Path of one text, e.g. `session.signIn`. */
export type TextKey = KeysOf<Texts>;

/**
 * The one global that contracts name and that Node, browsers and Electron all have (W3C File API).
 * Declared here because this room knows neither Node's types nor the DOM's; the other rooms see
 * their own library's `Blob`.
 */
interface Blob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

declare const Blob: {
  new (parts?: readonly (Uint8Array | string)[], options?: { type?: string }): Blob;
  prototype: Blob;
};

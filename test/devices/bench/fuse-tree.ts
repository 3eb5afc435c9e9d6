import type { FileAttributes } from './fuse-wire.ts';

/** A call of ioctl(2) on an open file. */
export interface IoctlCall {
  readonly command: number;
  /** The third argument: mostly an address in the caller's memory. */
  readonly argument: number;
  /** Thread id of the caller. */
  readonly pid: number;
}

/** What an opened file answers. */
export interface OpenFile {
  read(offset: number, size: number): Uint8Array;
  /** The result; or the way to give up (-EINTR), and `later` is called with the result. */
  ioctl(call: IoctlCall, later: (result: number) => void): number | (() => void);
  /** What poll(2) would say now. */
  poll(): number;
  release(): void;
}

export interface TreeFile {
  readonly kind: 'file';
  readonly node: number;
  readonly size: number;
  /** `ready`: what `poll` says may have changed. */
  open(ready: () => void): OpenFile;
}

export interface TreeDirectory {
  readonly kind: 'directory';
  readonly node: number;
  readonly entries: ReadonlyMap<string, TreeFile | TreeDirectory>;
}

export type TreeNode = TreeFile | TreeDirectory;

/** The directory that is mounted has this number. */
export const ROOT_NODE = 1;

export function attributesOf(node: TreeNode): FileAttributes {
  const directory = node.kind === 'directory';
  return { node: node.node, directory, size: directory ? 0 : node.size };
}

export function findNode(root: TreeDirectory, number: number): TreeNode | undefined {
  if (root.node === number) return root;
  for (const entry of root.entries.values()) {
    if (entry.node === number) return entry;
    const found = entry.kind === 'directory' ? findNode(entry, number) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

import { spawnSync } from 'node:child_process';
import { unshareCommand } from './namespace.ts';

/** Whether there is what the bench needs, tried out in a namespace that ends with it; says what is not. */
const PROBE = `
  for tool in mount nsenter perl; do
    command -v $tool > /dev/null || { echo "there is no $tool here"; exit 1; }
  done
  [ -c /dev/fuse ] && [ -r /dev/fuse ] && [ -w /dev/fuse ] || { echo "/dev/fuse is missing or may not be opened"; exit 1; }
  exec 3<> /dev/fuse
  mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 probe /sys/bus 2> /dev/null ||
    { echo "FUSE may not be mounted here"; exit 1; }
`;

let known: { readonly reason: string | undefined } | undefined;

/** Why the virtual USB bench cannot run on this machine; `undefined` when it can. Says so once. */
export function benchMissing(): string | undefined {
  if (known === undefined) {
    known = { reason: findReason() };
    if (known.reason !== undefined) console.warn(`SKIPPED: the virtual USB bench, because ${known.reason}.`);
  }
  return known.reason;
}

function findReason(): string | undefined {
  if (process.platform !== 'linux') return `it needs Linux, and this is ${process.platform}`;
  if (!['x64', 'arm64'].includes(process.arch)) return `it knows no transfers of ${process.arch}`;
  const [program, ...flags] = unshareCommand();
  const { status, stdout, error } = spawnSync(program, [...flags, 'sh', '-c', PROBE], { encoding: 'utf8' });
  if (error !== undefined) return 'there is no unshare here';
  if (status === 0) return undefined;
  return stdout.trim() || 'no namespace may be made here';
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Static imports, re-exports and `import(…)` of a literal. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

export interface SourceClosure {
  /** Source files that are run, these first ones among them. */
  readonly files: ReadonlySet<string>;
  /** Packages they import. */
  readonly packages: ReadonlySet<string>;
}

/** Everything that programs import, so that they can run elsewhere. */
export function closureOf(entries: readonly string[]): SourceClosure {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (file.endsWith('.json')) return;
    for (const [, name = ''] of withoutTypeImports(readFileSync(file, 'utf8')).matchAll(IMPORT)) {
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(packageOf(name));
    }
  };
  for (const entry of entries) visit(entry);
  return { files, packages };
}

/** Node strips them before it looks for what to load. */
function withoutTypeImports(source: string): string {
  return source.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
}

function packageOf(name: string): string {
  const [first = '', second = ''] = name.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

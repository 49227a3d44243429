import { orms } from '../known-orms.js';
import { classTransformerRows } from './class-transformer-rows.js';
import type { RowHookFacts } from './row-hook-facts.js';

const byPackage = new Map<string, readonly RowHookFacts[]>([
  ...orms.flatMap(({ packages, rows = [] }) => packages.map((name) => [name, rows] as const)),
  ['class-transformer', classTransformerRows],
]);

/** What the package called `name` runs for each row. */
export function rowHooksOf(name: string): readonly RowHookFacts[] {
  return byPackage.get(name) ?? [];
}

const all = [...byPackage.values()].flat();

/** Names by which such code may be recognised, whatever the package: a cheap first look. */
export const ROW_HOOK_NAMES: ReadonlySet<string> = new Set(
  all.flatMap((hook) => (hook.by === 'argument' ? [hook.method] : hook.names)),
);

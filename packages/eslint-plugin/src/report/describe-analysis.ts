import type { FileAnalysis } from '../analysis/finding.js';
import { lineOf } from '../analysis/facts/module-facts.js';
import { describeExpression } from './describe-expression.js';

/** How many calls are named. */
const MAX_NAMED = 10;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Tells what was looked at in a file, and which calls led nowhere: with them a missed query would hide. */
export function describeAnalysis({ module, findings, checkedCalls, unresolvedCalls }: FileAnalysis): string {
  const told = `checked ${counted(checkedCalls, 'call')} in iterations: ${counted(findings.length, 'finding')}, ${counted(unresolvedCalls.length, 'call')} unresolved`;
  if (!module || unresolvedCalls.length === 0) return told;
  const lines = new Map<string, Set<number>>();
  for (const { callee, start } of unresolvedCalls) {
    const name = describeExpression(callee) ?? 'a call';
    lines.set(name, (lines.get(name) ?? new Set()).add(lineOf(module, start)));
  }
  const named = [...lines].slice(0, MAX_NAMED).map(([name, at]) => `${name} (${[...at].join(', ')})`);
  const rest = lines.size - named.length;
  return `${told}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

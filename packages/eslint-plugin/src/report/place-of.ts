import { relative, sep } from 'node:path';
import { type ModuleFacts, lineOf } from '../analysis/facts/module-facts.js';

/** A line of a file. */
interface Place {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Writes a place as messages have it, from `cwd`: `src/posts.ts:12`. */
export function describePlace({ file, line }: Place, cwd: string): string {
  return `${relative(cwd, file).split(sep).join('/')}:${line}`;
}

/** The file and line of `offset`, from `cwd`. */
export function placeOf(module: ModuleFacts, offset: number, cwd: string): string {
  return describePlace({ file: module.file, line: lineOf(module, offset) }, cwd);
}

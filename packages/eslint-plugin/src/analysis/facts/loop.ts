import type { Binding } from './binding.js';
import type { Expression } from './expression.js';

export type LoopKind = 'for-of' | 'for-await' | 'for-in' | 'for' | 'while' | 'do-while';

/** A loop statement. */
export interface Loop {
  readonly kind: LoopKind;
  readonly label: string | undefined;
  /** The loop around it in the same function. */
  readonly parent: Loop | undefined;
  /** What for-of, for-await and for-in go through. */
  readonly iterable: Expression | undefined;
  /** Names that the loop's head declares, parts of a pattern included. */
  readonly elements: readonly Binding[];
  /** The condition of for, while and do-while. */
  test: Expression | undefined;
  /** What a counting loop counts with. */
  counter: Expression | undefined;
  /** How a counting loop moves on: by one, or by more. */
  readonly step: 'one' | 'many' | undefined;
  readonly start: number;
  readonly end: number;
  /** The condition under which the loop itself runs. */
  readonly guard: Guard | undefined;
}

/** A condition under which code runs, as far as the function's own branches tell. */
export interface Guard {
  readonly condition: Expression;
  readonly parent: Guard | undefined;
  /** What the condition must be for the code to run, where that is all that counts: no case of a switch, no handler. */
  readonly when?: boolean;
  /** Whether the code runs because the condition did not end the loop or the function before. */
  readonly isLetPass?: boolean;
}

/** A `try` after whose failure the code goes on. */
export interface Attempt {
  /** The innermost loop around it, within its function. */
  readonly loop: Loop | undefined;
  readonly parent: Attempt | undefined;
}

/** A statement that leaves a loop before its end. */
export interface Exit {
  readonly end: number;
  readonly guard: Guard | undefined;
  /** Loops that are left, innermost first. */
  readonly leaves: readonly Loop[];
  /** Whether the function is left as well. */
  readonly isReturn: boolean;
  /** What the function gives back then. */
  readonly value: Expression | undefined;
}

/** Lists `loop` and the loops around it in the same function, innermost first. */
export function loopsAround(loop: Loop | undefined): readonly Loop[] {
  return loop ? [loop, ...loopsAround(loop.parent)] : [];
}

/** Lists `guard` and those around it in the same function, innermost first, up to `end`, which is left out. */
export function guardsAround(guard: Guard | undefined, end?: Guard): readonly Guard[] {
  const guards: Guard[] = [];
  for (let at = guard; at && at !== end; at = at.parent) guards.push(at);
  return guards;
}

import { isApplicationFile } from './application-file.js';
import { takeError, takeStack } from './stack.js';

/** A line of the application as V8 sees it, before source maps. One object per location. */
export interface RawCallSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName: string | undefined;
  /** Taken at the first query from here; its `stack` is formatted when it is read. */
  readonly error: Error;
}

/** Where a query came from; empty until its promise settles where only that shows it. */
export interface CallOrigin {
  site: RawCallSite | undefined;
}

/** Raw locations seen, by `file:line:column`. */
export type KnownCallSites = Map<string, RawCallSite>;

/** A function at the top of the stack, whose frames are not looked at. */
export type StackTop = (...args: never[]) => unknown;

/**
 * Answers the first line of the application on a stack.
 *
 * @param top - Function that took the stack, still running.
 */
export function findCallSite(
  known: KnownCallSites,
  stack: readonly NodeJS.CallSite[],
  top: StackTop,
): RawCallSite | undefined {
  for (const frame of stack) {
    const file = frame.getFileName();
    if (typeof file === 'string' && isApplicationFile(file)) return keep(known, frame, file, top);
  }
  return undefined;
}

/**
 * Passes a promise on and, when it settles, looks for the application again: V8's asynchronous stack then leads up through
 * the functions that await it. Lazy builders (Drizzle) and batching (MikroORM's flush) have no other trace of their caller.
 */
export async function locateAtSettlement(
  known: KnownCallSites,
  origin: CallOrigin,
  promise: Promise<unknown>,
): Promise<unknown> {
  try {
    return await promise;
  } finally {
    origin.site ??= findCallSite(known, takeStack(locateAtSettlement), locateAtSettlement);
  }
}

function keep(known: KnownCallSites, frame: NodeJS.CallSite, file: string, top: StackTop): RawCallSite {
  const line = frame.getLineNumber() ?? 0;
  const column = frame.getColumnNumber() ?? 0;
  const key = `${file}:${line}:${column}`;
  let site = known.get(key);
  if (site === undefined) {
    site = { file, line, column, functionName: frame.getFunctionName() ?? undefined, error: takeError(top) };
    known.set(key, site);
  }
  return site;
}

import { isApplicationFile } from './application-file.js';
import { takeError, takeStack, wholeStack } from './stack.js';

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

/** Raw locations seen, by file and position. */
export type KnownCallSites = Map<string, Map<number, RawCallSite>>;

/** A function at the top of the stack, whose frames are not looked at. */
export type StackTop = (...args: never[]) => unknown;

/** Below which frame the application was found last: mostly it is there again, and the rest of a stack costs time. */
let lastDepth = 0;

/** Answers how many frames of a stack are worth a first look. */
export function usualFrames(): number {
  return lastDepth + 1;
}

/**
 * Answers the first line of the application on a stack.
 *
 * @param top - Function below which the stack was taken, still running.
 */
export function findCallSite(
  known: KnownCallSites,
  stack: readonly NodeJS.CallSite[],
  top: StackTop,
): RawCallSite | undefined {
  for (const [depth, frame] of stack.entries()) {
    const file = frame.getFileName();
    if (typeof file !== 'string' || !isApplicationFile(file)) continue;
    lastDepth = depth;
    return keep(known, frame, file, top);
  }
  return undefined;
}

/**
 * Passes a promise on and, when it settles, looks for the application again: V8's asynchronous stack then leads up through
 * the functions that await it. Lazy builders (Drizzle) and batching (MikroORM's flush) have no other trace of their caller.
 */
export async function locateAtSettlement(
  state: { readonly callSites: KnownCallSites; lineLost: boolean },
  origin: CallOrigin,
  promise: Promise<unknown>,
): Promise<unknown> {
  try {
    return await promise;
  } finally {
    origin.site ??= findCallSite(state.callSites, takeStack(locateAtSettlement, wholeStack), locateAtSettlement);
    state.lineLost ||= origin.site === undefined;
  }
}

function keep(known: KnownCallSites, frame: NodeJS.CallSite, file: string, top: StackTop): RawCallSite {
  let inFile = known.get(file);
  if (inFile === undefined) known.set(file, (inFile = new Map<number, RawCallSite>()));
  // Cheaper than line and column, which V8 has to look up.
  const position = frame.getPosition();
  let site = inFile.get(position);
  if (site === undefined) {
    const line = frame.getLineNumber() ?? 0;
    const column = frame.getColumnNumber() ?? 0;
    site = { file, line, column, functionName: frame.getFunctionName() ?? undefined, error: takeError(top) };
    inFile.set(position, site);
  }
  return site;
}

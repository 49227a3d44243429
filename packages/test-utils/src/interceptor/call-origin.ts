import { types } from 'node:util';
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
  /** Frames above it in the stack of `error`. */
  readonly depth: number;
}

/** Where a query came from; empty until its promise settles where only that shows it. */
export interface CallOrigin {
  site: RawCallSite | undefined;
}

/** Raw locations seen, by file and position. */
export type KnownCallSites = Map<string, Map<number, RawCallSite>>;

/** What is known of lines, and whether one could not be found. */
interface LineSearch {
  readonly callSites: KnownCallSites;
  lineLost: boolean;
}

/** A function at the top of the stack, whose frames are not looked at. */
export type StackTop = (...args: never[]) => unknown;

/** Below which frame the application was found last: mostly it is there again, and the rest of a stack costs time. */
let lastDepth = 0;

/** Answers how many frames of a stack are worth a first look. */
export function usualFrames(): number {
  return lastDepth + 1;
}

/**
 * Answers the first line of the application on the stack of a query.
 *
 * @param top - Function below which the stack was taken, still running.
 */
export function findCallSite(
  known: KnownCallSites,
  stack: readonly NodeJS.CallSite[],
  top: StackTop,
): RawCallSite | undefined {
  const depth = stack.findIndex(isOfApplication);
  if (depth >= 0) lastDepth = depth;
  return keepAt(known, stack, depth, top);
}

/** Answers the first line of the application on the stack of something else, which is no hint where that of queries is. */
export function findCaller(
  known: KnownCallSites,
  stack: readonly NodeJS.CallSite[],
  top: StackTop,
): RawCallSite | undefined {
  return keepAt(known, stack, stack.findIndex(isOfApplication), top);
}

function isOfApplication(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName();
  return typeof file === 'string' && isApplicationFile(file);
}

/**
 * Answers what the application gets of a call: the driver's own result, or, where no line was found and the result is a
 * promise, another promise for the same.
 *
 * When that settles, V8's asynchronous stack leads up through the functions that await it. Lazy builders (Drizzle) and
 * units of work (MikroORM) leave no other trace of their caller. Promises of another library, that the user told pg to
 * use, are left alone.
 */
export function locateLate(state: LineSearch, origin: CallOrigin | undefined, result: unknown): unknown {
  if (origin === undefined || origin.site !== undefined || !isNativePromise(result)) return result;
  return locateAtSettlement(state, origin, result);
}

async function locateAtSettlement(state: LineSearch, origin: CallOrigin, promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } finally {
    origin.site ??= findCallSite(state.callSites, takeStack(locateAtSettlement, wholeStack), locateAtSettlement);
    state.lineLost ||= origin.site === undefined;
  }
}

/** Whether a promise may be replaced by another one for the same. */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && value.constructor === Promise;
}

function keepAt(
  known: KnownCallSites,
  stack: readonly NodeJS.CallSite[],
  depth: number,
  top: StackTop,
): RawCallSite | undefined {
  const frame = stack[depth];
  const file = frame?.getFileName();
  return frame === undefined || typeof file !== 'string' ? undefined : keep(known, frame, { file, depth }, top);
}

function keep(
  known: KnownCallSites,
  frame: NodeJS.CallSite,
  { file, depth }: Pick<RawCallSite, 'file' | 'depth'>,
  top: StackTop,
): RawCallSite {
  let inFile = known.get(file);
  if (inFile === undefined) known.set(file, (inFile = new Map<number, RawCallSite>()));
  // Cheaper than line and column, which V8 has to look up.
  const position = frame.getPosition();
  let site = inFile.get(position);
  if (site === undefined) {
    const line = frame.getLineNumber() ?? 0;
    const column = frame.getColumnNumber() ?? 0;
    const functionName = frame.getFunctionName() ?? undefined;
    site = { file, line, column, functionName, error: takeError(top), depth };
    inFile.set(position, site);
  }
  return site;
}

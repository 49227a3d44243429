import { isApplicationFile, pathOfFrame } from '../interceptor/application-file.js';
import type { RawCallSite } from '../interceptor/call-origin.js';
import type { CallSite } from './query.js';

const resolved = new WeakMap<RawCallSite, CallSite>();

/**
 * Answers the line of the application's source behind a raw location.
 *
 * Reading the kept error's stack formats it, and whoever maps sources in this process (the test runner, Node's
 * `--enable-source-maps`) then does so; once per location, and not before it is asked for.
 */
export function resolveCallSite(raw: RawCallSite): CallSite {
  let site = resolved.get(raw);
  if (site === undefined) {
    const mapped = mappedSite(raw);
    site = mapped === undefined ? rawSite(raw) : { ...mapped, functionName: functionNameOf(raw, mapped) };
    resolved.set(raw, site);
  }
  return site;
}

/** A path starts at a root: both function names and folders may hold blanks and parentheses. */
const frameLine = /^\s*at (?:async )?(?:(.+?) \()?((?:file:|[\\/]|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;
const evaluated = '(eval at ';

/** Answers the first line of the application in the stack of an error, as whoever maps sources in this process wrote it. */
export function callSiteOf(error: Error): CallSite | undefined {
  const frame = applicationFrameOf(error);
  return frame === undefined ? undefined : readFrame(frame);
}

/** Answers the text of the first frame of the application in the stack of an error. */
export function applicationFrameOf(error: Error): string | undefined {
  return framesOf(error).find((text) => {
    const site = readFrame(text);
    return site !== undefined && isApplicationFile(site.file);
  });
}

/**
 * The frame is found by its place: the source maps of packages lead to files that look like the application's own (those of
 * TypeORM, under Jest and `--enable-source-maps`).
 */
function mappedSite({ error, depth }: RawCallSite): CallSite | undefined {
  const frame = framesOf(error)[depth];
  return frame === undefined ? undefined : readFrame(frame);
}

function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((text) => /^\s+at /.test(text));
}

function readFrame(text: string): CallSite | undefined {
  const [, functionName, file, line, column] = frameLine.exec(text) ?? [];
  if (file === undefined || text.includes(evaluated)) return undefined;
  return {
    file: pathOfFrame(file),
    line: Number(line),
    column: Number(column),
    functionName: nameOf(functionName),
  };
}

function rawSite({ file, line, column, functionName }: RawCallSite): CallSite {
  return { file: pathOfFrame(file), line, column, functionName: nameOf(functionName) };
}

/** Source maps of some compilers (swc) name what the function calls at that place. V8 knows its name, not its class. */
function functionNameOf(raw: RawCallSite, mapped: CallSite): string | undefined {
  const own = nameOf(raw.functionName);
  return own !== undefined && mapped.functionName?.includes(own) === true ? mapped.functionName : own;
}

function nameOf(functionName: string | undefined): string | undefined {
  return functionName === undefined || functionName === '' || functionName.endsWith('<anonymous>')
    ? undefined
    : functionName;
}

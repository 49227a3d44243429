import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { propertyOf } from '../../interceptor/driver.js';
import type { RepeatedQuery } from '../../recording/find-repeats.js';
import { ownName } from '../../report/print-call-site.js';
import { BaselineError } from './repeated-queries-error.js';

/** A repeat as a baseline keeps it: without lines, so that other changes of its file don't make it new. */
export interface KnownRepeat {
  readonly shape: string;
  /** From the folder of the baseline, with `/`; undefined where no line of the application is known. */
  readonly file?: string | undefined;
  readonly function?: string | undefined;
}

/** As a baseline is written. */
interface BaselineContent {
  readonly version: 1;
  readonly repeats: readonly KnownRepeat[];
}

/** The old findings that every test is let pass with. */
export class Baseline {
  readonly #known: ReadonlySet<string>;

  private constructor(
    /** Absolute. */
    readonly path: string,
    readonly repeats: readonly KnownRepeat[],
  ) {
    this.#known = new Set(repeats.map(keyOf));
  }

  /**
   * Reads a baseline. One that is not there holds nothing: it is written on request only.
   *
   * @param file - From the working directory.
   * @throws {@link BaselineError} Where it can't be understood.
   */
  static read(file: string): Baseline {
    const path = resolve(file);
    return new Baseline(path, existsSync(path) ? parse(path) : []);
  }

  /** Whether it has a finding. */
  has(repeat: KnownRepeat): boolean {
    return this.#known.has(keyOf(repeat));
  }

  /** Those of its findings that are not among others. */
  without(found: readonly KnownRepeat[]): readonly KnownRepeat[] {
    const keys = new Set(found.map(keyOf));
    return this.repeats.filter((repeat) => !keys.has(keyOf(repeat)));
  }

  /** Writes other findings in the place of its own, each once and in a fixed order, where that changes anything. */
  replace(repeats: readonly KnownRepeat[]): Baseline {
    const byKey = new Map(repeats.map((repeat) => [keyOf(repeat), repeat]));
    const sorted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, repeat]) => repeat);
    const content: BaselineContent = { version: 1, repeats: sorted };
    const text = `${JSON.stringify(content, undefined, 2)}\n`;
    if (!existsSync(this.path) || readFileSync(this.path, 'utf8') !== text) writeFileSync(this.path, text);
    return new Baseline(this.path, sorted);
  }
}

/** Answers what a baseline keeps of a repeat. @param folder - Of the baseline. */
export function knownRepeatOf({ shape, callSite }: RepeatedQuery, folder: string): KnownRepeat {
  if (callSite === undefined) return { shape };
  const file = relative(folder, callSite.file).replaceAll('\\', '/');
  return { shape, file, ...(callSite.functionName === undefined ? {} : { function: ownName(callSite.functionName) }) };
}

/** Answers the folder from which a baseline names files. */
export function folderOf(baseline: Baseline | undefined): string {
  return baseline === undefined ? process.cwd() : dirname(baseline.path);
}

function keyOf({ shape, file, function: functionName }: KnownRepeat): string {
  return JSON.stringify([file ?? '', functionName ?? '', shape]);
}

function parse(path: string): readonly KnownRepeat[] {
  const content = parseJson(path);
  const repeats = propertyOf(content, 'repeats');
  if (propertyOf(content, 'version') !== 1 || !Array.isArray(repeats) || !repeats.every(isKnownRepeat)) {
    throw new BaselineError(
      `everyTest() can't use the baseline ${path}: it is no { "version": 1, "repeats": [{ "shape", "file", "function" }] }. ` +
        'Delete it and have it written anew, with FLATQUERY_UPDATE_BASELINE=1.',
    );
  }
  return repeats;
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BaselineError(
      `everyTest() can't read the baseline ${path}: ${error instanceof Error ? error.message : String(error)}. ` +
        'Mend it (an unfinished merge?), or delete it and have it written anew, with FLATQUERY_UPDATE_BASELINE=1.',
      { cause: error },
    );
  }
}

function isKnownRepeat(entry: unknown): entry is KnownRepeat {
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  const shape = propertyOf(entry, 'shape');
  return typeof shape === 'string' && isText(propertyOf(entry, 'file')) && isText(propertyOf(entry, 'function'));
}

import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { FactsCache } from './cache/facts-cache.js';
import { exportedNames } from './exported-names.js';
import { parseModule } from './parse-module.js';
import { textOf } from './raw-text.js';

/** After how many milliseconds without a question files may have changed: a run over many files asks without a break. */
const IDLE_MS = 500;

/** How long, in milliseconds, files are taken to be unchanged at most. */
const FRESH_MS = 10_000;

/** How many times longer than a look at all files took nobody looks again: a run over many files must not spend itself on it. */
const REST = 20;

interface Entry {
  readonly stamp: string;
  /** Kept until the file is parsed. */
  text: string | undefined;
  /** Of the text that was parsed. */
  digest?: string;
  /** The names that the text may export, once somebody has asked. */
  exports?: { readonly names: ReadonlySet<string> | undefined };
  /** Undefined until somebody asks for them. */
  facts?: { readonly module: ModuleFacts | undefined };
}

function stampOf(file: string): string {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs}:${stats.size}` : 'none';
  } catch {
    return 'none';
  }
}

/** Tells texts apart without keeping them. */
const digestOf = (text: string): string => createHash('sha1').update(text).digest('base64');

const isTextOf = ({ text: own, digest }: Entry, text: string): boolean =>
  digest === undefined ? own === text : digest === digestOf(text);

/** Keeps the facts of every file that was asked for, until the file changes. */
export class ModuleStore {
  readonly #entries = new Map<string, Entry>();
  /** Grows whenever facts that were given out no longer hold. */
  generation = 0;
  /** Where facts are kept for other processes. Defaults to nowhere. */
  cache: FactsCache | undefined;
  /** How many files were parsed, and how many were not since the cache had their facts. */
  readonly counts = { parsed: 0, recalled: 0 };
  /** When somebody may look at the files again. */
  #restedMs: number;
  /** When somebody looks at them in any case. */
  #staleMs: number;
  #askedMs: number;

  /**
   * @param now - The clock, in milliseconds. Defaults to the system's.
   */
  constructor(readonly now: () => number = Date.now) {
    this.#askedMs = now();
    this.#restedMs = this.#askedMs;
    this.#staleMs = this.#askedMs + FRESH_MS;
  }

  /** The facts of `file`; undefined where it cannot be read or parsed. */
  get(file: string): ModuleFacts | undefined {
    const entry = this.#entryOf(file);
    const { text } = entry;
    if (entry.facts) return entry.facts.module;
    if (text !== undefined) entry.digest = digestOf(text);
    const module = text === undefined ? undefined : this.#factsOf(file, text, entry.digest ?? '');
    entry.facts = { module };
    entry.text = undefined;
    return module;
  }

  #factsOf(file: string, text: string, digest: string): ModuleFacts | undefined {
    const kept = this.cache?.read(file, digest);
    if (kept) {
      this.counts.recalled++;
      return kept;
    }
    this.counts.parsed++;
    const module = safely(() => parseModule(file, text));
    if (module) this.cache?.write(file, digest, module);
    return module;
  }

  /** Whether `file` may export `name`, by its text alone, which needs no parsing; never wrong about a no. */
  mayExport(file: string, name: string): boolean {
    const entry = this.#entryOf(file);
    const { text, facts } = entry;
    if (facts || text === undefined) return true;
    entry.exports ??= { names: exportedNames(text) };
    const { names } = entry.exports;
    // Letters of other scripts are not cut out of the text.
    return names === undefined || names.has(name) || (/[^\w$]/.test(name) && text.includes(name));
  }

  #entryOf(file: string): Entry {
    const known = this.#entries.get(file);
    if (known) return known;
    const stamp = stampOf(file);
    const entry: Entry = { text: textOf(file), stamp };
    this.#entries.set(file, entry);
    return entry;
  }

  /** The facts of the file that is being linted: `text` wins over what is on disk, and `collect` saves parsing it again. */
  put(file: string, text: string, collect: () => ModuleFacts): ModuleFacts {
    const known = this.#entries.get(file);
    const isKnown = known !== undefined && isTextOf(known, text);
    if (isKnown && known.facts?.module) return known.facts.module;
    if (known && (known.facts || !isKnown)) this.generation++;
    const module = collect();
    this.#entries.set(file, { text: undefined, digest: digestOf(text), facts: { module }, stamp: stampOf(file) });
    return module;
  }

  /**
   * Forgets the files that have changed on disk. Looks at them after half a second in which nobody called this, in any case
   * once in ten seconds, and less often where they are many.
   */
  refresh(): void {
    const startMs = this.now();
    const isIdle = startMs - this.#askedMs >= IDLE_MS;
    this.#askedMs = startMs;
    if (startMs < (isIdle ? this.#restedMs : this.#staleMs)) return;
    for (const [file, { stamp }] of this.#entries) {
      if (stampOf(file) === stamp) continue;
      this.#entries.delete(file);
      this.generation++;
    }
    const endMs = this.now();
    this.#askedMs = endMs;
    this.#restedMs = endMs + REST * (endMs - startMs);
    this.#staleMs = Math.max(this.#restedMs, endMs + FRESH_MS);
  }
}

function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

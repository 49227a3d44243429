import { statSync } from 'node:fs';
import type { ModuleFacts } from '../facts/module-facts.js';
import { parseModule } from './parse-module.js';
import { textOf } from './raw-text.js';

/** How long, in milliseconds, files are taken to be unchanged after they were looked at. */
const FRESH_MS = 500;

/** How many times longer than a look at all files took nobody looks again: a run over many files must not spend itself on it. */
const REST = 20;

interface Entry {
  readonly text: string | undefined;
  readonly stamp: string;
  /** Undefined until somebody asks for them. */
  facts?: { readonly module: ModuleFacts | undefined };
}

/** What lets a file export a name that it does not hold. */
const PASSES_ON = /\bexport\s*\*|\bexports\b|\bexport\s*=/;

function stampOf(file: string): string {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs}:${stats.size}` : 'none';
  } catch {
    return 'none';
  }
}

/** Keeps the facts of every file that was asked for, until the file changes. */
export class ModuleStore {
  readonly #entries = new Map<string, Entry>();
  /** Grows whenever facts that were given out no longer hold. */
  generation = 0;
  #nextLookMs: number;

  /**
   * @param now - The clock, in milliseconds. Defaults to the system's.
   */
  constructor(readonly now: () => number = Date.now) {
    this.#nextLookMs = now() + FRESH_MS;
  }

  /** The facts of `file`; undefined where it cannot be read or parsed. */
  get(file: string): ModuleFacts | undefined {
    const entry = this.#entryOf(file);
    const { text } = entry;
    entry.facts ??= { module: text === undefined ? undefined : safely(() => parseModule(file, text)) };
    return entry.facts.module;
  }

  /** Whether `file` may export `name`, by its text alone, which needs no parsing; never wrong about a no. */
  mayExport(file: string, name: string): boolean {
    const { text, facts } = this.#entryOf(file);
    return facts !== undefined || text === undefined || text.includes(name) || PASSES_ON.test(text);
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
    if (known?.text === text && known.facts?.module) return known.facts.module;
    if (known && (known.facts || known.text !== text)) this.generation++;
    const module = collect();
    this.#entries.set(file, { text, facts: { module }, stamp: stampOf(file) });
    return module;
  }

  /** Forgets the files that have changed on disk. Looks at them once in half a second at most, and less often where they are many. */
  refresh(): void {
    const startMs = this.now();
    if (startMs < this.#nextLookMs) return;
    for (const [file, { stamp }] of this.#entries) {
      if (stampOf(file) === stamp) continue;
      this.#entries.delete(file);
      this.generation++;
    }
    const endMs = this.now();
    this.#nextLookMs = endMs + Math.max(FRESH_MS, REST * (endMs - startMs));
  }
}

function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

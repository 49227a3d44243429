import { readFileSync, statSync } from 'node:fs';
import type { ModuleFacts } from '../facts/module-facts.js';
import { parseModule } from './parse-module.js';

/** Files above this many bytes are generated or bundled: they are not read. */
const MAX_FILE_BYTES = 1_000_000;

/** How long, in milliseconds, files are taken to be unchanged after they were looked at. */
const FRESH_MS = 500;

/** How many times longer than a look at all files took nobody looks again: a run over many files must not spend itself on it. */
const REST = 20;

interface Entry {
  readonly text: string | undefined;
  readonly module: ModuleFacts | undefined;
  readonly stamp: string;
}

function stampOf(file: string): string {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs}:${stats.size}` : 'none';
  } catch {
    return 'none';
  }
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > MAX_FILE_BYTES ? undefined : text.replace(/^\uFEFF/, '');
  } catch {
    return undefined;
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
    const known = this.#entries.get(file);
    if (known) return known.module;
    const stamp = stampOf(file);
    const text = read(file);
    const entry: Entry = {
      text,
      module: text === undefined ? undefined : safely(() => parseModule(file, text)),
      stamp,
    };
    this.#entries.set(file, entry);
    return entry.module;
  }

  /** The facts of the file that is being linted: `text` wins over what is on disk, and `collect` saves parsing it again. */
  put(file: string, text: string, collect: () => ModuleFacts): ModuleFacts {
    const known = this.#entries.get(file);
    if (known?.text === text && known.module) return known.module;
    if (known) this.generation++;
    const module = collect();
    this.#entries.set(file, { text, module, stamp: stampOf(file) });
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

import { readFileSync, statSync } from 'node:fs';
import type { ModuleFacts } from '../facts/module-facts.js';
import { parseModule } from './parse-module.js';

/** Files above this many bytes are generated or bundled: they are not read. */
const MAX_FILE_BYTES = 1_000_000;

/** How long, in milliseconds, a file is taken to be unchanged after it was looked at. */
const FRESH_MS = 500;

interface Entry {
  readonly text: string | undefined;
  readonly module: ModuleFacts | undefined;
  readonly stamp: string;
  checkedAtMs: number;
}

function stampOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs}:${size}`;
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

  /**
   * @param now - The clock, in milliseconds. Defaults to the system's.
   */
  constructor(readonly now: () => number = Date.now) {}

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
      checkedAtMs: this.now(),
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
    this.#entries.set(file, { text, module, stamp: stampOf(file), checkedAtMs: this.now() });
    return module;
  }

  /** Forgets the files that have changed on disk, each looked at again after half a second at the earliest. */
  refresh(): void {
    const now = this.now();
    for (const [file, entry] of this.#entries) {
      if (now - entry.checkedAtMs < FRESH_MS) continue;
      entry.checkedAtMs = now;
      if (stampOf(file) === entry.stamp) continue;
      this.#entries.delete(file);
      this.generation++;
    }
  }
}

function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { ModuleFacts } from '../../facts/module-facts.js';
import { openEntry, sealEntry } from './cache-entry.js';
import { deleteOldEntries, keepInUse } from './old-entries.js';
import { packFacts } from './pack-facts.js';
import { unpackFacts } from './unpack-facts.js';

/** To be raised when facts, or the way in which they are written, change between releases. */
const FORMAT = 1;

export interface FactsCacheOptions {
  /** The folder for the entries, made when the first one is written. */
  readonly folder: string;
  /** The folder of the project: entries name files by their paths from here. */
  readonly root: string;
  /** The version of this package: facts that another one has collected do not count. */
  readonly version: string;
  /** Is told, once each, that reading or writing fails. */
  readonly tell: (problem: string) => void;
}

/** What fails for one entry like this fails for all. */
const HOPELESS: ReadonlySet<string | undefined> = new Set(['EROFS', 'EACCES', 'ENOSPC', 'EDQUOT', 'ENOTDIR']);

/** After how many failures in a row, whatever they are, nothing more is written. */
const MOST_FAILURES = 5;

type Open<Facts> = { -readonly [Key in keyof Facts]: Facts[Key] };

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/**
 * Keeps the facts of files on the disk, an entry for each, for other processes and later runs.
 *
 * An entry counts for one text of one file, by the digest of that text: what it was made of need not be asked when it was
 * written. Whatever is wrong with an entry, it counts as none.
 */
export class FactsCache {
  readonly #options: FactsCacheOptions;
  /** Parts of the folder that this process has made sure of. */
  readonly #parts = new Set<string>();
  readonly #told = new Set<string>();
  #isWritable = true;
  /** How many entries in a row could not be written. */
  #failures = 0;

  constructor(options: FactsCacheOptions) {
    this.#options = options;
  }

  /** The facts of `file` that were kept for the text with this digest. */
  read(file: string, digest: string): ModuleFacts | undefined {
    const path = this.#pathOf(file);
    try {
      const entry = this.#entryOf(path);
      const packed = openEntry(this.#keyOf(path, digest), readFileSync(entry));
      const module: Open<ModuleFacts> | undefined = packed && unpackFacts(packed);
      if (!module) return undefined;
      module.file = file;
      keepInUse(entry, Date.now());
      return module;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#tell('reading', error);
      return undefined;
    }
  }

  /** Keeps the facts of `file` for the text with this digest, in place of what was kept of another text. */
  write(file: string, digest: string, module: ModuleFacts): void {
    if (!this.#isWritable) return;
    try {
      const path = this.#pathOf(file);
      this.#put(this.#entryOf(path), sealEntry(this.#keyOf(path, digest), packFacts(module)));
      this.#failures = 0;
    } catch (error) {
      // Facts that are no data say nothing about the disk.
      if (!(error instanceof TypeError))
        this.#isWritable = ++this.#failures < MOST_FAILURES && !HOPELESS.has(codeOf(error));
      this.#tell('writing', error);
    }
  }

  #put(entry: string, bytes: Buffer): void {
    try {
      this.#replace(entry, bytes);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      // Somebody has deleted the folder since.
      this.#parts.delete(dirname(entry));
      this.#replace(entry, bytes);
    }
  }

  /** Others see the whole entry or none of it: it gets its name when it is complete. */
  #replace(entry: string, bytes: Buffer): void {
    this.#prepare(dirname(entry));
    const unfinished = `${entry}.${randomUUID()}`;
    try {
      writeFileSync(unfinished, bytes, { flag: 'wx' });
      renameSync(unfinished, entry);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  }

  #prepare(part: string): void {
    if (this.#parts.has(part)) return;
    mkdirSync(part, { recursive: true });
    this.#parts.add(part);
    try {
      deleteOldEntries(part, Date.now());
    } catch (error) {
      // Another process may be at it.
      this.#tell('deleting old entries', error);
    }
  }

  #pathOf = (file: string): string => relative(this.#options.root, file);

  #keyOf = (path: string, digest: string): string =>
    [this.#options.version, FORMAT, endianness(), path, digest].join('\0');

  #entryOf(path: string): string {
    const name = createHash('sha1').update(path).digest('hex');
    return join(this.#options.folder, name.slice(0, 2), name.slice(2));
  }

  #tell(doing: string, error: unknown): void {
    if (this.#told.has(doing)) return;
    this.#told.add(doing);
    this.#options.tell(`${doing} fails: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownRepeat } from './baseline.js';

/** By which name the processes of a run know its folder: a variable of Jest's, a provided value of Vitest's. */
export const suiteFolderKey = 'FLATQUERY_SUITE_FOLDER';

/** A request that had a query return several rows. */
export interface ListEndpoint {
  readonly endpoint: string;
  /** The most rows that one query of it returned. */
  readonly rows: number;
  /** The shape of that query. */
  readonly shape: string;
}

/** What the tests of one file showed. */
export interface SuiteRecord {
  /** Tests that were watched. */
  readonly watched: number;
  /** How many of them sent a query. */
  readonly withQueries: number;
  /** Tests that ran at the same time as others, and could not be watched. */
  readonly concurrent: number;
  /** The file of old findings; undefined where there is none. */
  readonly baseline: string | undefined;
  /** What repeats, old or new. */
  readonly repeats: readonly KnownRepeat[];
  readonly lists: readonly ListEndpoint[];
  /** Endpoints that a scaling check requested. */
  readonly scaled: readonly string[];
}

/** Makes the folder in which the processes of one run leave their records. */
export function makeSuiteFolder(): string {
  return mkdtempSync(join(tmpdir(), 'flatquery-suite-'));
}

/** Leaves a record for the end of the run. */
export function writeRecord(folder: string, record: SuiteRecord): void {
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(record));
}

/** Takes all records out of the folder of a run, and removes it. */
export function takeRecords(folder: string): readonly SuiteRecord[] {
  try {
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SuiteRecord);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import type { DatabaseSource } from './database-source.js';
import { findPackage } from './find-package.js';
import { holdDatabase } from './holder/hold-database.js';
import { PostgresStartError } from './postgres-errors.js';
import { shownUrl } from './shown-url.js';

/** A database of its own per call, on the server that `FLATQUERY_DATABASE_URL` names. */
export const urlSource: DatabaseSource = {
  name: 'url',
  look() {
    const url = process.env['FLATQUERY_DATABASE_URL'];
    if (!url) {
      return {
        unavailable: 'FLATQUERY_DATABASE_URL is not set.',
        remedy:
          'set FLATQUERY_DATABASE_URL to a server on which its user may create databases, like postgres://postgres:secret@localhost:5432/postgres.',
      };
    }
    assertPostgresUrl(url);
    const pgModule = findPackage('pg');
    if (pgModule === undefined) {
      throw new PostgresStartError(
        'startPostgres() needs `pg` to create a database on the server of FLATQUERY_DATABASE_URL, and it is not installed. Run `npm install --save-dev pg`, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL.',
      );
    }
    return {
      description: `database of its own on ${shownUrl(url)}`,
      start: () => holdDatabase({ kind: 'url', url, pgModule }),
    };
  },
};

/** The value stays out of the message: what is no URL may still hold a password. */
function assertPostgresUrl(url: string): void {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return;
  throw new PostgresStartError(
    'startPostgres() cannot read FLATQUERY_DATABASE_URL: it is not a postgres:// URL. Write it like postgres://postgres:secret@localhost:5432/postgres.',
  );
}

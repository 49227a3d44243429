/** A statement that an ORM sends when it opens a connection, and the file of that ORM that sends it. */
interface SetupSignature {
  readonly sql: RegExp;
  readonly file: RegExp;
}

const signatures: readonly SetupSignature[] = [
  { sql: /^select version\(\)/i, file: /[\\/]knex[\\/]lib[\\/]dialects[\\/]/ },
  {
    sql: /^select (?:version\(\)|\* from current_(?:database|schema)\(\))|^create extension if not exists /i,
    file: /[\\/]typeorm[\\/](?:.*[\\/])?PostgresDriver\.js$/,
  },
  {
    sql: /^(?:set (?:standard_conforming_strings|client_min_messages|session|time zone)|show server_version|with ranges as\s*\()/i,
    file: /[\\/](?:sequelize|@sequelize)[\\/].*connection-manager\.[cm]?js$/,
  },
  { sql: /^select 1 from pg_database where datname/i, file: /[\\/]@mikro-orm[\\/]/ },
];

const anySignature =
  /^(?:select (?:version\(|\* from current_|1 from pg_)|create extension|set |show server|with ranges)/i;
const none: readonly RegExp[] = [];

/** Answers the files of which one must be on the stack for `text` to be a set-up query; none where it can't be one. */
export function setupFilesOf(text: string): readonly RegExp[] {
  if (!anySignature.test(text)) return none;
  return signatures.filter(({ sql }) => sql.test(text)).map(({ file }) => file);
}

/** Whether one of the files is on the stack. */
export function isOnStack(stack: readonly NodeJS.CallSite[], files: readonly RegExp[]): boolean {
  return stack.some((frame) => {
    const file = frame.getFileName();
    return typeof file === 'string' && files.some((pattern) => pattern.test(file));
  });
}

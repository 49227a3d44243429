import { isApplicationFile } from './application-file.js';

/** The code of an ORM that sends a statement by itself. */
export interface SetupSender {
  /** A file on the stack. */
  readonly file: RegExp;
  /** The function of that file, where others of it send the same for the application. */
  readonly functionName?: RegExp;
  /** True where the application can ask for the same: then it is on the stack. */
  readonly isAlone?: boolean;
}

/** A statement that an ORM sends when it opens a connection or first meets a table, and who sends it. */
interface SetupSignature extends SetupSender {
  readonly sql: RegExp;
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
  { sql: /^select 1$/i, file: /[\\/]@mikro-orm[\\/]/, functionName: /checkConnection$/ },
  {
    // Objection's first graph of joined tables.
    sql: /^select \* from information_schema\.columns where table_name = /i,
    file: /[\\/]knex[\\/]lib[\\/]execution[\\/]/,
    isAlone: true,
  },
];

const anySignature =
  /^\s*(?:select (?:version\(|\* from (?:current_|information_schema\.columns)|1(?:$| from pg_))|create extension|set |show server|with ranges)/i;
const none: readonly SetupSender[] = [];

/** Answers whose stack `text` must have to be a set-up query; none where it can't be one. */
export function setupSendersOf(text: string): readonly SetupSender[] {
  if (!anySignature.test(text)) return none;
  const statement = text.trimStart();
  return signatures.filter(({ sql }) => sql.test(statement));
}

/** Answers whether the stack is that of one of the senders. */
export function isSentBy(stack: readonly NodeJS.CallSite[], senders: readonly SetupSender[]): boolean {
  return senders.some((sender) => {
    if (sender.isAlone === true && stack.some((frame) => isApplicationFile(frame.getFileName() ?? ''))) return false;
    return stack.some((frame) => isFrameOf(frame, sender));
  });
}

function isFrameOf(frame: NodeJS.CallSite, { file, functionName }: SetupSender): boolean {
  if (!file.test(frame.getFileName() ?? '')) return false;
  return functionName === undefined || functionName.test(frame.getFunctionName() ?? '');
}

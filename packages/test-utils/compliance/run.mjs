// Runs the tests of node-postgres itself without the interceptor, with it and inside of a capture, file by file. Run after
// `npm run build`: node compliance/run.mjs --suite DIR [part of a file name…]
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URL } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFiles } from './runner/compare-files.mjs';
import { modes } from './runner/modes.mjs';
import { openSuite, SuiteError } from './runner/open-suite.mjs';
import { printComparison } from './runner/print-comparison.mjs';

const { startPostgres } = createRequire(import.meta.url)('../dist/postgres/index.js');

const usage = 'Usage: npm run compliance -- --suite DIR [part of a file name…]';

async function main() {
  const { values, positionals } = parseArgs({ options: { suite: { type: 'string' } }, allowPositionals: true });
  const suite = chosen(await openSuite(values.suite), positionals);
  const scratch = await mkdtemp(join(tmpdir(), 'flatquery-compliance-'));
  const database = await startPostgres();
  try {
    console.log(`pg ${suite.version}, Node.js ${process.version}, ${database.description}`);
    const places = { env: environmentOf(database.connectionString), scratch };
    const comparisons = await compareFiles(suite, modes, places, ({ file, differs }) => {
      if (differs) console.log(`${file} differs`);
    });
    const { text, exitCode } = printComparison(modes, comparisons);
    console.log(text);
    process.exitCode = exitCode;
  } finally {
    await database.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function chosen(suite, parts) {
  if (parts.length === 0) return suite;
  const files = suite.files.filter((file) => parts.some((part) => file.includes(part)));
  if (files.length === 0) throw new SuiteError(`compliance found no test file whose name holds ${parts.join(' or ')}.`);
  return { ...suite, files };
}

/** The variables by which the suite, like libpq, is told its server. */
function environmentOf(connectionString) {
  const url = new URL(connectionString);
  return {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
  };
}

main().catch((error) => {
  console.error(error instanceof SuiteError || error instanceof TypeError ? `${error.message}\n${usage}` : error);
  process.exitCode = 2;
});

/** Ways in which an installation fails whatever the machine: the job or a package of this repository is wrong. */
const ownFaults = new Set(['ERESOLVE', 'EINVALIDPACKAGENAME', 'EJSONPARSE', 'EUSAGE', 'EUNSUPPORTEDPROTOCOL']);

/**
 * Answers what becomes of a job that could not be installed: it is skipped where this machine lacks something (a version,
 * the network, a compiler), and has failed where its packages don't fit each other anywhere.
 *
 * @param {string} output Of npm.
 * @returns {{ status: 'failed' | 'skipped', reason: string, log?: string }}
 */
export function explainFailedInstall(output) {
  const code = /^npm (?:error|ERR!) code (\S+)$/m.exec(output)?.[1] ?? 'unknown';
  if (ownFaults.has(code)) return { status: 'failed', reason: `npm install (${code})`, log: output.trim() };
  const found = /gyp ERR! (?:stack Error|find \w+): .*|^npm (?:error|ERR!) (?!code\b|path\b|command\b)\S.*/m.exec(output);
  const detail = found?.[0].replace(/^npm (?:error|ERR!) /, '').replace('gyp ERR! ', '');
  const reason = `can't be installed here (${code})`;
  return { status: 'skipped', reason: detail === undefined ? reason : `${reason}: ${detail}` };
}

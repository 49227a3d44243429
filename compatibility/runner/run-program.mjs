import { spawn } from 'node:child_process';
import { clearTimeout, setTimeout } from 'node:timers';

/** Installing and testing take minutes on a busy machine, not more. */
const longestMs = 15 * 60_000;

/**
 * Runs a program to its end, and with it what it started: after too long a time, all of that is killed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, path?: string }} options `path` is put in front of PATH.
 * @returns {Promise<{ code: number, output: string }>} `output` is what it wrote to both streams.
 */
export function runProgram(program, args, { cwd, path }) {
  const env = { ...process.env, ...(path === undefined ? {} : { PATH: `${path}:${process.env.PATH}` }) };
  // A group of its own: npm starts shells, and they start what has to be killed.
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      output += `\nkilled after ${longestMs / 60_000} minutes`;
      process.kill(-child.pid, 'SIGKILL');
    }, longestMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}

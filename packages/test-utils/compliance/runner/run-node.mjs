import { spawn } from 'node:child_process';
import { clearTimeout, setTimeout } from 'node:timers';

/** The suite gives a test five seconds; a file has up to a few dozen, which take milliseconds. */
const longestMs = 60_000;

/**
 * Runs Node.js to its end.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options `env` adds to the environment of this process.
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is what it wrote to both streams.
 */
export function runNode(args, { cwd, env = {} }) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      output += `\nkilled after ${longestMs / 1000} s`;
      child.kill('SIGKILL');
    }, longestMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

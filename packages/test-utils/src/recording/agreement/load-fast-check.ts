import { createRequire } from 'node:module';
import { findPackage } from '../../postgres/find-package.js';
import type { FastCheck } from './generate-rows.js';

/** Answers the library that generates cases; undefined where it is not installed. */
export function loadFastCheck(folders?: readonly string[]): FastCheck | undefined {
  const entry = findPackage('fast-check', folders);
  return entry === undefined ? undefined : (createRequire(entry)(entry) as FastCheck);
}

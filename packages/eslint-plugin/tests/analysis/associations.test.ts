import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { associationsAround } from '../../src/analysis/eager-paths/associations.js';
import { findUnknownRelations } from '../../src/analysis/eager-paths/unknown-relations.js';
import type { Engine } from '../../src/analysis/engine.js';
import { ModuleStore } from '../../src/analysis/modules/module-store.js';
import { moduleOf, programOf } from '../support/parse.js';
import { freshEngine } from '../support/findings.js';
import { temporaryProject, writeIn } from '../support/temporary-project.js';

const DECLARED = { by: 'associations', methods: ['belongsTo'], decorators: ['BelongsTo'] } as const;

const MODELS = `
import { Model } from 'sequelize';
export class User extends Model {}
export class Post extends Model {}
Post.belongsTo(User, { as: 'author' });
`;
const WITH_EDITOR = `${MODELS}Post.belongsTo(User, { as: 'editor' });\n`;
const SERVICE = `
import { Post } from './models.js';
export const list = () => Post.findAll({ include: 'editor' });
`;
const EDITORS = `
import { Post, User } from './models.js';
Post.belongsTo(User, { as: 'editor' });
`;

function unknownIn(engine: Engine, file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const { module } = engine.analyse(file, text, programOf(file, text));
  if (!module) throw new Error(`${file} was not analysed.`);
  return engine.ask((reach) => findUnknownRelations(module, reach)).map(({ name }) => name);
}

describe('the associations of a project', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('are looked at again when the file of a model has changed', () => {
    let now = 0;
    const engine = freshEngine(undefined, () => now);
    const root = temporaryProject({ 'package.json': '{}', 'models.ts': MODELS, 'service.ts': SERVICE });
    const service = join(root, 'service.ts');
    expect(unknownIn(engine, service)).toEqual(['editor']);
    writeIn(root, 'models.ts', WITH_EDITOR);
    now = 1000;
    expect(unknownIn(engine, service)).toEqual([]);
    writeIn(root, 'models.ts', MODELS);
    now = 2000;
    expect(unknownIn(engine, service)).toEqual(['editor']);
  });

  it('are looked for in new files after a minute', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const engine = freshEngine();
    const root = temporaryProject({ 'package.json': '{}', 'models.ts': MODELS, 'service.ts': SERVICE });
    const service = join(root, 'service.ts');
    expect(unknownIn(engine, service)).toEqual(['editor']);
    writeIn(root, 'editors.ts', EDITORS);
    clock.mockReturnValue(61_000);
    expect(unknownIn(engine, service)).toEqual([]);
  });

  it('are put together once for all files of a repository that declare none', () => {
    const store = new ModuleStore();
    const root = temporaryProject({ 'package.json': '{}', 'models.ts': MODELS, 'service.ts': SERVICE, 'a.ts': '' });
    const around = (file: string, text?: string) => {
      const path = join(root, file);
      const module = text === undefined ? store.get(path) : moduleOf(text, path);
      if (!module) throw new Error(`${file} was not read.`);
      return associationsAround(module, DECLARED, store);
    };
    expect([...around('service.ts').names]).toEqual(['author']);
    expect(around('a.ts')).toBe(around('service.ts'));
    // As an editor holds a file that is not saved yet.
    expect([...around('a.ts', EDITORS).names]).toEqual(['author', 'editor']);
    expect([...around('service.ts').names]).toEqual(['author']);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUnknownRelations } from '../../../src/analysis/eager-paths/unknown-relations.js';
import { freshEngine } from '../../support/findings.js';
import { programOf } from '../../support/parse.js';
import { temporaryProject } from '../../support/temporary-project.js';

const TAG = `
import { Entity, ManyToOne } from 'typeorm';
@Entity() export class Tag { @ManyToOne('Label') label!: unknown; }
`;
const NO_ENTITY = `
@Injectable() export class Other {}
export class Tag {}
`;
const MAIN = `
import { Entity, ManyToOne, type Repository } from 'typeorm';
@Entity() class Note { @ManyToOne('Tag', 'notes') tag!: unknown; }
declare const notes: Repository<Note>;
export const all = () => notes.find({ relations: { tag: { lable: true } } });
`;

/** The relations that are not there among those that `main.ts` loads through an entity which it names by text. */
function unknownIn(files: Readonly<Record<string, string>>): readonly string[] {
  const file = join(temporaryProject({ 'package.json': '{}', 'main.ts': MAIN, ...files }), 'main.ts');
  const engine = freshEngine();
  const text = readFileSync(file, 'utf8');
  const { module } = engine.analyse(file, text, programOf(file, text));
  if (!module) throw new Error(`${file} was not analysed.`);
  return engine.ask((reach) => findUnknownRelations(module, reach)).map(({ name }) => name);
}

describe('a text that names an entity', () => {
  it.each([
    ['of another file', { 'tag.ts': TAG }],
    ['of another file, which names it in a comment as well', { 'tag.ts': `${TAG}// class Tag has labels` }],
    ['of another file, next to a class that is none', { 'tag.ts': TAG, 'dto.ts': NO_ENTITY }],
    [
      'next to other entities',
      { 'tag.ts': TAG.replace('@Entity() export', '@Entity() class Label {}\n@Entity() export') },
    ],
    ['of its own file', { 'main.ts': `${MAIN}${TAG.replace("import { Entity, ManyToOne } from 'typeorm';", '')}` }],
    [
      'of its own file, whatever other files have',
      { 'main.ts': `${MAIN}${TAG.replace("import { Entity, ManyToOne } from 'typeorm';", '')}`, 'tag.ts': TAG },
    ],
  ])('leads to it: one %s', (_where, files) => {
    expect(unknownIn(files)).toEqual(['lable']);
  });

  it.each([
    ['two files have one', { 'tag.ts': TAG, 'other.ts': TAG }],
    ['only a class that is none has the name', { 'dto.ts': NO_ENTITY }],
    ['only a text that is no code has it', { 'tag.md': TAG }],
    ['there is none', {}],
  ])('leads nowhere where %s', (_why, files: Readonly<Record<string, string>>) => {
    expect(unknownIn(files)).toEqual([]);
  });
});

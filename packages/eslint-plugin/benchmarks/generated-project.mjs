import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES_PER_FOLDER = 50;

const nameOf = (index) => `Service${index}`;
const pathOf = (index) => `src/part${Math.floor(index / FILES_PER_FOLDER)}/service${index}`;
const importOf = (from, to) => `${'../'.repeat(pathOf(from).split('/').length - 1)}${pathOf(to)}.js`;

/** A service with a repository, three others that it calls, loops and types: about ninety lines, as services are. */
function serviceAt(index, count) {
  // Others nearby and far away, so that no file sees all of the project and cycles exist.
  const others = [index + 1, index + 7, Math.floor(index / 2)].map((other) => other % count).filter((o) => o !== index);
  const used = [...new Set(others)];
  const methods = Array.from({ length: 6 }, (_, method) => {
    const other = nameOf(used[method % used.length]).toLowerCase();
    return `
  async method${method}(rows: readonly Row[], limit = ${method + 1}): Promise<Row[]> {
    const found: Row[] = [];
    for (const row of rows.slice(0, limit)) {
      if (row.parent === undefined) continue;
      const children = row.children.filter((child) => child.name !== row.name);
      found.push({ ...row, children, name: \`\${row.name} of \${this.label(row)}\` });
    }
    const known = new Map(found.map((row) => [row.id, row]));
    return ${method % 3 === 0 ? `Promise.all(rows.map((row) => this.${other}.one(row.id)))` : `[...known.values()].sort((a, b) => a.id - b.id)`};
  }`;
  }).join('\n');
  return `import { Entity, PrimaryGeneratedColumn, type Repository } from 'typeorm';
${used.map((other) => `import { ${nameOf(other)} } from '${importOf(index, other)}';`).join('\n')}

export interface Row { id: number; name: string; parent?: number; children: Row[] }

@Entity()
export class Row${index} implements Row {
  @PrimaryGeneratedColumn() id!: number;
  name = '';
  parent?: number;
  children: Row[] = [];
}

export class ${nameOf(index)} {
  constructor(
    private readonly rows: Repository<Row${index}>,
${used.map((other) => `    private readonly ${nameOf(other).toLowerCase()}: ${nameOf(other)},`).join('\n')}
  ) {}

  async one(id: number): Promise<Row> {
    ${index % 3 === 0 ? 'return this.rows.findOneByOrFail({ id });' : `return this.${nameOf(used[0]).toLowerCase()}.one(id + 1);`}
  }

  private label({ name, parent }: Row): string {
    return parent === undefined ? name.trim() : \`\${name} (\${parent})\`;
  }
${methods}
}
`;
}

/** Writes a project of `count` TypeScript files into `folder`. */
export function generateProject(folder, count) {
  for (let index = 0; index < count; index++) {
    const file = join(folder, `${pathOf(index)}.ts`);
    if (index % FILES_PER_FOLDER === 0) mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, serviceAt(index, count));
  }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'generated', type: 'module', dependencies: { typeorm: '*' } }),
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { module: 'nodenext', strict: true } }),
  );
}

// What a shape costs: for statements as ORMs send them, per statement, and for texts of 1 and 10 MB.
import { describeSql } from '../dist/recording/sql-description.js';

const columns = (alias, names) => names.map((name) => `"${alias}"."${name}" AS "${alias}_${name}"`).join(', ');

/** A number in each text, since known texts are looked up and not described again. */
const statements = {
  'look-up by key': (id) => `SELECT * FROM author WHERE id = $1 AND ${id} > 0`,
  'TypeORM, one join': (id) =>
    `SELECT ${columns('Post', ['id', 'title', 'createdAt', 'authorId'])}, ${columns('Post__Post_author', ['id', 'name'])} ` +
    `FROM "post" "Post" LEFT JOIN "author" "Post__Post_author" ON "Post__Post_author"."id"="Post"."authorId" ` +
    `WHERE (("Post"."published" = $1) AND ("Post"."views" > ${id})) ORDER BY "Post"."createdAt" DESC LIMIT 25`,
  'IN with 500 values': (id) =>
    `SELECT * FROM author WHERE id IN (${list(500, (index) => `$${index + 1}`)}) AND ${id} > 0`,
  'INSERT of 500 rows': (id) =>
    `INSERT INTO post (id, title) VALUES ${list(500, (index) => `($${2 * index + 1}, 'post ${id}')`)}`,
  'generated aliases': (id) =>
    `select e${id}.* from author e${id} join post e${id + 1} on e${id + 1}.author = e${id}.id`,
};

/** One text of about that many characters. */
const texts = {
  'INSERT of rows': (length) => repeat('INSERT INTO post VALUES ', (index) => `(${index}, 'it''s ${index}'), `, length),
  'IN list': (length) => repeat('SELECT * FROM post WHERE id IN (', (index) => `${index}, `, length),
  'script of updates': (length) => repeat('', (index) => `UPDATE post SET title = 'x' WHERE id = ${index};\n`, length),
  'one string': (length) => `SELECT '${'a'.repeat(length)}'`,
  'open brackets': (length) => '('.repeat(length),
};

function list(length, itemOf) {
  return Array.from({ length }, (_, index) => itemOf(index)).join(', ');
}

function repeat(head, itemOf, length) {
  let text = head;
  for (let index = 0; text.length < length; index++) text += itemOf(index);
  return text;
}

/** Microseconds of CPU. */
function measure(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** The first rounds warm up and are left out. */
function perStatement(textOf) {
  const texts = Math.max(100, Math.round(500_000 / textOf(2).length));
  const rounds = Array.from({ length: 12 }, (_, round) => {
    const sql = Array.from({ length: texts }, (_, index) => textOf(texts * round + index + 2));
    return measure(() => sql.forEach((text) => describeSql(text))) / sql.length;
  });
  return median(rounds.slice(5));
}

console.log(`Node ${process.version}, ${process.arch}; CPU time.\n`);
console.log('| statement | characters | described | known |');
console.log('| --- | --- | --- | --- |');
for (const [name, textOf] of Object.entries(statements)) {
  const sql = textOf(2);
  const known = measure(() => Array.from({ length: 100_000 }, () => describeSql(sql))) / 100_000;
  console.log(`| ${name} | ${sql.length} | ${perStatement(textOf).toFixed(1)} µs | ${known.toFixed(2)} µs |`);
}
console.log('\n| text | 1 MB | 10 MB |');
console.log('| --- | --- | --- |');
for (const [name, textOf] of Object.entries(texts)) {
  const [one, ten] = [1_000_000, 10_000_000].map((length) => measure(() => describeSql(textOf(length))) / 1000);
  console.log(`| ${name} | ${one.toFixed(0)} ms | ${ten.toFixed(0)} ms |`);
}

/**
 * Words that are no plain names: PostgreSQL's reserved words and those that open a clause. A quoted identifier that reads
 * like one keeps its quotes in a shape, and a sign after one belongs to the number behind it.
 *
 * @see https://www.postgresql.org/docs/18/sql-keywords-appendix.html
 */
export const reservedWords: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary both by case cast check collate
  collation column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable delete desc distinct do else end except exists false
  fetch filter for foreign freeze from full grant group having ilike in initially inner insert intersect into is isnull
  join lateral leading left like limit localtime localtimestamp materialized merge natural not notnull null offset on
  only or order outer over overlaps partition placing primary recursive references returning right rows select
  session_user set similar some symmetric system_user table tablesample then to trailing true union unique update user
  using values variadic verbose when where window with within`.split(/\s+/),
);

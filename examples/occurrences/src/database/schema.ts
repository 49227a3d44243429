/** The tables of both versions. Foreign keys have indexes, so that the number of queries is all that differs. */
export const schema = `
CREATE TABLE site (
  id serial PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE taxon (
  id serial PRIMARY KEY,
  name text NOT NULL,
  rank text NOT NULL,
  common_name text
);
CREATE TABLE app_user (
  id serial PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE algorithm (
  id serial PRIMARY KEY,
  name text NOT NULL,
  version text NOT NULL
);
CREATE TABLE occurrence (
  id serial PRIMARY KEY,
  observed_at timestamptz(3) NOT NULL,
  site_id int NOT NULL REFERENCES site,
  determination_id int REFERENCES taxon
);
CREATE TABLE detection (
  id serial PRIMARY KEY,
  occurrence_id int NOT NULL REFERENCES occurrence,
  image_path text NOT NULL,
  taken_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE TABLE classification (
  id serial PRIMARY KEY,
  detection_id int NOT NULL REFERENCES detection,
  algorithm_id int NOT NULL REFERENCES algorithm,
  taxon_id int NOT NULL REFERENCES taxon,
  score double precision
);
CREATE TABLE identification (
  id serial PRIMARY KEY,
  occurrence_id int NOT NULL REFERENCES occurrence,
  user_id int NOT NULL REFERENCES app_user,
  taxon_id int NOT NULL REFERENCES taxon,
  comment text,
  withdrawn boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX ON occurrence (observed_at DESC, id DESC);
CREATE INDEX ON occurrence (site_id);
CREATE INDEX ON occurrence (determination_id);
CREATE INDEX ON detection (occurrence_id);
CREATE INDEX ON classification (detection_id);
CREATE INDEX ON classification (algorithm_id);
CREATE INDEX ON classification (taxon_id);
CREATE INDEX ON identification (occurrence_id);
CREATE INDEX ON identification (user_id);
CREATE INDEX ON identification (taxon_id);
`;

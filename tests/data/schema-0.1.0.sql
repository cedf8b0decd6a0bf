BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'unhunch','m001_first','2026-11-22 20:21:24.362903+00:00');
CREATE TABLE chats (
            chat INTEGER PRIMARY KEY, message INTEGER, media TEXT NOT NULL DEFAULT '',
            passing TEXT NOT NULL DEFAULT '[]', keyboard INTEGER NOT NULL DEFAULT 0);
INSERT INTO "chats" VALUES(7,112,'','[]',0);
CREATE TABLE media (key TEXT PRIMARY KEY, file TEXT NOT NULL);
INSERT INTO "media" VALUES('figure','AgACAgIAAx');
CREATE TABLE owed (
            id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, chat INTEGER NOT NULL,
            kind TEXT NOT NULL, target INTEGER, has_media INTEGER NOT NULL DEFAULT 0,
            at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE pains (person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE, n INTEGER NOT NULL, at INTEGER NOT NULL, level INTEGER NOT NULL, area TEXT NOT NULL,
            note TEXT NOT NULL, message INTEGER, source TEXT NOT NULL, PRIMARY KEY (person, n)) WITHOUT ROWID;
INSERT INTO "pains" VALUES(7,1,1795420800,3,'lower-back','',NULL,'before');
INSERT INTO "pains" VALUES(7,8,1795420800,2,'lower-back','',NULL,'after');
INSERT INTO "pains" VALUES(7,9,1795420800,6,'lower-back','6 lower back after sitting',108,'words');
CREATE TABLE people (
            id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, language TEXT NOT NULL,
            zone TEXT NOT NULL, since INTEGER NOT NULL, blocked INTEGER NOT NULL,
            next_ping INTEGER, next_kind TEXT, next_slot TEXT, state TEXT NOT NULL);
INSERT INTO "people" VALUES(7,7,'en-GB','Europe/Berlin',1795420800,0,1795512000,'desk','2026-11-24T10:20','{"id":7,"chat":7,"since":1795420800,"language":"en-GB","zone":"Europe/Berlin","country":"","stage":"settled","areas":["lower-back"],"tags":[],"minutes":5,"pictures":true,"look":0,"reminders":{"morning":480,"morning_silent":false,"desk":true,"desk_from":540,"desk_to":1020,"desk_count":3,"desk_silent":true,"days":[0,1,2,3,4]},"pause":null,"quiet_day":"","care":null,"screening":null,"flare":null,"flare_ended":null,"screened_at":1795420800,"session":null,"here":"home","asks":"","serial":2,"records":9,"pins":[],"never":[],"last_desk":[],"moves":{"seated-march":{"done":1,"hurt":0,"last":1795420800,"last_hurt":0},"seated-cat-cow":{"done":1,"hurt":0,"last":1795420800,"last_hurt":0},"shoulder-rolls":{"done":1,"hurt":0,"last":1795420800,"last_hurt":0},"wall-plank":{"done":1,"hurt":0,"last":1795420800,"last_hurt":0},"rib-breathing":{"done":1,"hurt":0,"last":1795420800,"last_hurt":0}},"blocked":false}');
CREATE TABLE pings (
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people(id)
            ON DELETE CASCADE, kind TEXT NOT NULL, slot TEXT NOT NULL, due INTEGER NOT NULL,
            state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, UNIQUE (person, kind, slot));
INSERT INTO "pings" VALUES(1,7,'desk','2026-11-23T10:20',1795425600,'dropped',0);
INSERT INTO "pings" VALUES(2,7,'desk','2026-11-23T13:00',1795435200,'sent',1);
INSERT INTO "pings" VALUES(3,7,'desk','2026-11-23T15:40',1795444800,'sent',1);
INSERT INTO "pings" VALUES(4,7,'morning','2026-11-24T08:00',1795503600,'sent',1);
CREATE TABLE rings (
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people(id)
            ON DELETE CASCADE, at INTEGER NOT NULL, line TEXT NOT NULL);
CREATE TABLE sessions (person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE, n INTEGER NOT NULL, kind TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL,
            before INTEGER, after INTEGER, feeling TEXT NOT NULL, done INTEGER NOT NULL,
            planned INTEGER NOT NULL, PRIMARY KEY (person, n)) WITHOUT ROWID;
INSERT INTO "sessions" VALUES(7,7,'first',1795420800,1795420800,3,2,'better',5,5);
CREATE TABLE stretches (person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE, n INTEGER NOT NULL, session INTEGER NOT NULL, at INTEGER NOT NULL, stretch TEXT NOT NULL,
            side TEXT NOT NULL, dose TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (person, n)) WITHOUT ROWID;
INSERT INTO "stretches" VALUES(7,2,2,1795420800,'seated-march','','30s','done');
INSERT INTO "stretches" VALUES(7,3,2,1795420800,'seated-cat-cow','','1x5','done');
INSERT INTO "stretches" VALUES(7,4,2,1795420800,'shoulder-rolls','','1x5','done');
INSERT INTO "stretches" VALUES(7,5,2,1795420800,'wall-plank','','2x8s','done');
INSERT INTO "stretches" VALUES(7,6,2,1795420800,'rib-breathing','','45s','done');
CREATE TABLE updates (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
INSERT INTO "updates" VALUES(1001,1795420800);
INSERT INTO "updates" VALUES(1002,1795420800);
INSERT INTO "updates" VALUES(1003,1795420800);
INSERT INTO "updates" VALUES(1004,1795420800);
INSERT INTO "updates" VALUES(1005,1795420800);
INSERT INTO "updates" VALUES(1006,1795420800);
INSERT INTO "updates" VALUES(1007,1795420800);
INSERT INTO "updates" VALUES(1008,1795420800);
INSERT INTO "updates" VALUES(1009,1795420800);
INSERT INTO "updates" VALUES(1010,1795420800);
INSERT INTO "updates" VALUES(1011,1795420800);
INSERT INTO "updates" VALUES(1012,1795420800);
INSERT INTO "updates" VALUES(1013,1795420800);
INSERT INTO "updates" VALUES(1014,1795420800);
INSERT INTO "updates" VALUES(1015,1795420800);
INSERT INTO "updates" VALUES(1016,1795420800);
INSERT INTO "updates" VALUES(1017,1795420800);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX people_due ON people (next_ping) WHERE next_ping IS NOT NULL;
CREATE INDEX pings_owed ON pings (due) WHERE state = 'owed';
CREATE INDEX rings_due ON rings (at);
CREATE INDEX owed_chat ON owed (chat, id);
CREATE INDEX owed_toasts ON owed (id) WHERE kind = 'toast';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('owed',30);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "agreements_agreement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "bodies" text NOT NULL CHECK ((JSON_VALID("bodies") OR "bodies" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "own_goals" text NOT NULL CHECK ((JSON_VALID("own_goals") OR "own_goals" IS NULL)), "frame" bigint NULL, "budget" varchar(63) NULL, "signed" date NULL, "dialogue_meetings" text NOT NULL CHECK ((JSON_VALID("dialogue_meetings") OR "dialogue_meetings" IS NULL)), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "agreements_agreement_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "agreements_commitment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "leader" varchar(63) NULL, "theme" varchar(63) NULL, "goal" varchar(63) NULL, "text" text NOT NULL CHECK ((JSON_VALID("text") OR "text" IS NULL)), "handed_on_from" varchar(63) NULL, "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "agreements_commitment_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "audit_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "action" varchar(60) NOT NULL, "subject" varchar(200) NOT NULL, "details" text NOT NULL, "previous" varchar(64) NOT NULL UNIQUE, "digest" varchar(64) NOT NULL UNIQUE);
INSERT INTO "audit_entry" VALUES(1,'2026-12-01 03:36:14.695566','office','import','odense','{"chain.goal": {"added": ["private-arbejdspladser"], "changed": {}, "removed": []}, "chain.target": {"added": ["private-arbejdspladser vaekst-i-arbejdspladser"], "changed": {}, "removed": []}, "chain.theme": {"added": ["vaekst"], "changed": {}, "removed": []}, "chain.wording": {"added": ["private-arbejdspladser 0"], "changed": {}, "removed": []}, "indicators.indicator": {"added": ["private-arbejdspladser"], "changed": {}, "removed": []}, "indicators.measurement": {"added": ["private-arbejdspladser 2012 2014-12-31", "private-arbejdspladser 2013 2014-12-31", "private-arbejdspladser 2013 2015-12-31"], "changed": {}, "removed": []}, "municipality.body": {"added": ["byraadet"], "changed": {}, "removed": []}, "municipality.municipality": {"added": ["461"], "changed": {}, "removed": []}, "municipality.source": {"added": ["effektregnskab-2014", "effektregnskab-2015", "vaekstpolitik"], "changed": {}, "removed": []}, "municipality.term": {"added": ["2014-2017"], "changed": {}, "removed": []}}','0000000000000000000000000000000000000000000000000000000000000000','d5346d103d37386e15dea1cc216a26baf0c9fef5d9dd6d75a301d18b0380828b');
INSERT INTO "audit_entry" VALUES(2,'2026-12-01 03:36:17.603937','office','release.freeze','odense 1','{"sha256": "4f743ea2b6e5bf6b1da6267505e4fe0a597736e08cc087c0ebff06887302896e"}','d5346d103d37386e15dea1cc216a26baf0c9fef5d9dd6d75a301d18b0380828b','13e27c8f59cf8779b20a216c22027b96c440e90aefc6c3e42c028c1acf1964a1');
INSERT INTO "audit_entry" VALUES(3,'2026-12-01 03:36:20.731885','council','release.approve','odense 1','{"embargo_until": null, "sha256": "4f743ea2b6e5bf6b1da6267505e4fe0a597736e08cc087c0ebff06887302896e"}','13e27c8f59cf8779b20a216c22027b96c440e90aefc6c3e42c028c1acf1964a1','596b991758712fd044c247522840d1565efe3541dcf4b6bd5172634ec26f048b');
INSERT INTO "audit_entry" VALUES(4,'2026-12-01 03:36:24.038274','office','inspect','odense','{"day": "2016-06-01", "facts": "8d26b190ff150a73c187cfb6bf620071a1bc4eb908ee2e88822b8d958c3a27f5", "found": [1, 2, 3], "moved": true, "rules": ["D101", "D102", "D103", "D104", "D105", "D106", "D107", "D108", "D109", "D110", "D111", "D201", "D202", "D203", "D204", "D205", "D206", "D207", "D301", "D302", "D303", "D304", "D305", "D306", "D307", "D401", "D402"], "run": 1}','596b991758712fd044c247522840d1565efe3541dcf4b6bd5172634ec26f048b','8ebc56676efe8b4552b21631c21e1febc991310a575acb2dd7c28b2fb1847a4f');
INSERT INTO "audit_entry" VALUES(5,'2026-12-01 03:36:27.551503','office','answer','odense','{"code": "D106", "finding": 1, "fingerprint": "8fb654ddc43adbb2", "reason": "Det er med vilje."}','8ebc56676efe8b4552b21631c21e1febc991310a575acb2dd7c28b2fb1847a4f','59c158ed07ca38421c912c617a9f54b40b62b37bd0cbd0ddd5b4525b76c32e79');
INSERT INTO "audit_entry" VALUES(6,'2026-12-01 03:36:31.888037','operator','add user','anna','{"municipality": null, "role": "analyst"}','59c158ed07ca38421c912c617a9f54b40b62b37bd0cbd0ddd5b4525b76c32e79','1864ad06af165f472e0ef630adf4db11b4d3cd01a3564a078985836f53398eb2');
INSERT INTO "audit_entry" VALUES(7,'2026-12-01 03:36:39.180988','office','release.freeze','odense 2','{"sha256": "4916b8a826c9e2342e3bfcbe937b36be97df7ef0db3131fb00b0fb0e84cc6680"}','1864ad06af165f472e0ef630adf4db11b4d3cd01a3564a078985836f53398eb2','e9cc24850af582c3eecdcd954fb42332acef501df48e07cf201962ebb2c025b4');
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(2,1,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(3,1,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(4,1,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(5,2,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(6,2,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(7,2,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(8,2,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(9,3,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(10,3,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(11,3,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(12,3,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(13,4,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(14,4,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(15,4,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(16,4,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(17,5,'add_entry','Can add entry');
INSERT INTO "auth_permission" VALUES(18,5,'change_entry','Can change entry');
INSERT INTO "auth_permission" VALUES(19,5,'delete_entry','Can delete entry');
INSERT INTO "auth_permission" VALUES(20,5,'view_entry','Can view entry');
INSERT INTO "auth_permission" VALUES(21,6,'add_municipality','Can add municipality');
INSERT INTO "auth_permission" VALUES(22,6,'change_municipality','Can change municipality');
INSERT INTO "auth_permission" VALUES(23,6,'delete_municipality','Can delete municipality');
INSERT INTO "auth_permission" VALUES(24,6,'view_municipality','Can view municipality');
INSERT INTO "auth_permission" VALUES(25,7,'add_body','Can add body');
INSERT INTO "auth_permission" VALUES(26,7,'change_body','Can change body');
INSERT INTO "auth_permission" VALUES(27,7,'delete_body','Can delete body');
INSERT INTO "auth_permission" VALUES(28,7,'view_body','Can view body');
INSERT INTO "auth_permission" VALUES(29,8,'add_source','Can add source');
INSERT INTO "auth_permission" VALUES(30,8,'change_source','Can change source');
INSERT INTO "auth_permission" VALUES(31,8,'delete_source','Can delete source');
INSERT INTO "auth_permission" VALUES(32,8,'view_source','Can view source');
INSERT INTO "auth_permission" VALUES(33,9,'add_term','Can add term');
INSERT INTO "auth_permission" VALUES(34,9,'change_term','Can change term');
INSERT INTO "auth_permission" VALUES(35,9,'delete_term','Can delete term');
INSERT INTO "auth_permission" VALUES(36,9,'view_term','Can view term');
INSERT INTO "auth_permission" VALUES(37,10,'add_unit','Can add unit');
INSERT INTO "auth_permission" VALUES(38,10,'change_unit','Can change unit');
INSERT INTO "auth_permission" VALUES(39,10,'delete_unit','Can delete unit');
INSERT INTO "auth_permission" VALUES(40,10,'view_unit','Can view unit');
INSERT INTO "auth_permission" VALUES(41,11,'add_leader','Can add leader');
INSERT INTO "auth_permission" VALUES(42,11,'change_leader','Can change leader');
INSERT INTO "auth_permission" VALUES(43,11,'delete_leader','Can delete leader');
INSERT INTO "auth_permission" VALUES(44,11,'view_leader','Can view leader');
INSERT INTO "auth_permission" VALUES(45,12,'add_wrongpassword','Can add wrong password');
INSERT INTO "auth_permission" VALUES(46,12,'change_wrongpassword','Can change wrong password');
INSERT INTO "auth_permission" VALUES(47,12,'delete_wrongpassword','Can delete wrong password');
INSERT INTO "auth_permission" VALUES(48,12,'view_wrongpassword','Can view wrong password');
INSERT INTO "auth_permission" VALUES(49,13,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(50,13,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(51,13,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(52,13,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(53,14,'add_indicator','Can add indicator');
INSERT INTO "auth_permission" VALUES(54,14,'change_indicator','Can change indicator');
INSERT INTO "auth_permission" VALUES(55,14,'delete_indicator','Can delete indicator');
INSERT INTO "auth_permission" VALUES(56,14,'view_indicator','Can view indicator');
INSERT INTO "auth_permission" VALUES(57,15,'add_measurement','Can add measurement');
INSERT INTO "auth_permission" VALUES(58,15,'change_measurement','Can change measurement');
INSERT INTO "auth_permission" VALUES(59,15,'delete_measurement','Can delete measurement');
INSERT INTO "auth_permission" VALUES(60,15,'view_measurement','Can view measurement');
INSERT INTO "auth_permission" VALUES(61,16,'add_answer','Can add answer');
INSERT INTO "auth_permission" VALUES(62,16,'change_answer','Can change answer');
INSERT INTO "auth_permission" VALUES(63,16,'delete_answer','Can delete answer');
INSERT INTO "auth_permission" VALUES(64,16,'view_answer','Can view answer');
INSERT INTO "auth_permission" VALUES(65,17,'add_drawing','Can add drawing');
INSERT INTO "auth_permission" VALUES(66,17,'change_drawing','Can change drawing');
INSERT INTO "auth_permission" VALUES(67,17,'delete_drawing','Can delete drawing');
INSERT INTO "auth_permission" VALUES(68,17,'view_drawing','Can view drawing');
INSERT INTO "auth_permission" VALUES(69,18,'add_goal','Can add goal');
INSERT INTO "auth_permission" VALUES(70,18,'change_goal','Can change goal');
INSERT INTO "auth_permission" VALUES(71,18,'delete_goal','Can delete goal');
INSERT INTO "auth_permission" VALUES(72,18,'view_goal','Can view goal');
INSERT INTO "auth_permission" VALUES(73,19,'add_story','Can add story');
INSERT INTO "auth_permission" VALUES(74,19,'change_story','Can change story');
INSERT INTO "auth_permission" VALUES(75,19,'delete_story','Can delete story');
INSERT INTO "auth_permission" VALUES(76,19,'view_story','Can view story');
INSERT INTO "auth_permission" VALUES(77,20,'add_target','Can add target');
INSERT INTO "auth_permission" VALUES(78,20,'change_target','Can change target');
INSERT INTO "auth_permission" VALUES(79,20,'delete_target','Can delete target');
INSERT INTO "auth_permission" VALUES(80,20,'view_target','Can view target');
INSERT INTO "auth_permission" VALUES(81,21,'add_theme','Can add theme');
INSERT INTO "auth_permission" VALUES(82,21,'change_theme','Can change theme');
INSERT INTO "auth_permission" VALUES(83,21,'delete_theme','Can delete theme');
INSERT INTO "auth_permission" VALUES(84,21,'view_theme','Can view theme');
INSERT INTO "auth_permission" VALUES(85,22,'add_vision','Can add vision');
INSERT INTO "auth_permission" VALUES(86,22,'change_vision','Can change vision');
INSERT INTO "auth_permission" VALUES(87,22,'delete_vision','Can delete vision');
INSERT INTO "auth_permission" VALUES(88,22,'view_vision','Can view vision');
INSERT INTO "auth_permission" VALUES(89,23,'add_wording','Can add wording');
INSERT INTO "auth_permission" VALUES(90,23,'change_wording','Can change wording');
INSERT INTO "auth_permission" VALUES(91,23,'delete_wording','Can delete wording');
INSERT INTO "auth_permission" VALUES(92,23,'view_wording','Can view wording');
INSERT INTO "auth_permission" VALUES(93,24,'add_jointmeeting','Can add joint meeting');
INSERT INTO "auth_permission" VALUES(94,24,'change_jointmeeting','Can change joint meeting');
INSERT INTO "auth_permission" VALUES(95,24,'delete_jointmeeting','Can delete joint meeting');
INSERT INTO "auth_permission" VALUES(96,24,'view_jointmeeting','Can view joint meeting');
INSERT INTO "auth_permission" VALUES(97,25,'add_policy','Can add policy');
INSERT INTO "auth_permission" VALUES(98,25,'change_policy','Can change policy');
INSERT INTO "auth_permission" VALUES(99,25,'delete_policy','Can delete policy');
INSERT INTO "auth_permission" VALUES(100,25,'view_policy','Can view policy');
INSERT INTO "auth_permission" VALUES(101,26,'add_priority','Can add priority');
INSERT INTO "auth_permission" VALUES(102,26,'change_priority','Can change priority');
INSERT INTO "auth_permission" VALUES(103,26,'delete_priority','Can delete priority');
INSERT INTO "auth_permission" VALUES(104,26,'view_priority','Can view priority');
INSERT INTO "auth_permission" VALUES(105,27,'add_takendecision','Can add taken decision');
INSERT INTO "auth_permission" VALUES(106,27,'change_takendecision','Can change taken decision');
INSERT INTO "auth_permission" VALUES(107,27,'delete_takendecision','Can delete taken decision');
INSERT INTO "auth_permission" VALUES(108,27,'view_takendecision','Can view taken decision');
INSERT INTO "auth_permission" VALUES(109,28,'add_budget','Can add budget');
INSERT INTO "auth_permission" VALUES(110,28,'change_budget','Can change budget');
INSERT INTO "auth_permission" VALUES(111,28,'delete_budget','Can delete budget');
INSERT INTO "auth_permission" VALUES(112,28,'view_budget','Can view budget');
INSERT INTO "auth_permission" VALUES(113,29,'add_budgetline','Can add budget line');
INSERT INTO "auth_permission" VALUES(114,29,'change_budgetline','Can change budget line');
INSERT INTO "auth_permission" VALUES(115,29,'delete_budgetline','Can delete budget line');
INSERT INTO "auth_permission" VALUES(116,29,'view_budgetline','Can view budget line');
INSERT INTO "auth_permission" VALUES(117,30,'add_track','Can add track');
INSERT INTO "auth_permission" VALUES(118,30,'change_track','Can change track');
INSERT INTO "auth_permission" VALUES(119,30,'delete_track','Can delete track');
INSERT INTO "auth_permission" VALUES(120,30,'view_track','Can view track');
INSERT INTO "auth_permission" VALUES(121,31,'add_agreement','Can add agreement');
INSERT INTO "auth_permission" VALUES(122,31,'change_agreement','Can change agreement');
INSERT INTO "auth_permission" VALUES(123,31,'delete_agreement','Can delete agreement');
INSERT INTO "auth_permission" VALUES(124,31,'view_agreement','Can view agreement');
INSERT INTO "auth_permission" VALUES(125,32,'add_commitment','Can add commitment');
INSERT INTO "auth_permission" VALUES(126,32,'change_commitment','Can change commitment');
INSERT INTO "auth_permission" VALUES(127,32,'delete_commitment','Can delete commitment');
INSERT INTO "auth_permission" VALUES(128,32,'view_commitment','Can view commitment');
INSERT INTO "auth_permission" VALUES(129,33,'add_initiative','Can add initiative');
INSERT INTO "auth_permission" VALUES(130,33,'change_initiative','Can change initiative');
INSERT INTO "auth_permission" VALUES(131,33,'delete_initiative','Can delete initiative');
INSERT INTO "auth_permission" VALUES(132,33,'view_initiative','Can view initiative');
INSERT INTO "auth_permission" VALUES(133,34,'add_release','Can add release');
INSERT INTO "auth_permission" VALUES(134,34,'change_release','Can change release');
INSERT INTO "auth_permission" VALUES(135,34,'delete_release','Can delete release');
INSERT INTO "auth_permission" VALUES(136,34,'view_release','Can view release');
INSERT INTO "auth_permission" VALUES(137,35,'add_finding','Can add finding');
INSERT INTO "auth_permission" VALUES(138,35,'change_finding','Can change finding');
INSERT INTO "auth_permission" VALUES(139,35,'delete_finding','Can delete finding');
INSERT INTO "auth_permission" VALUES(140,35,'view_finding','Can view finding');
INSERT INTO "auth_permission" VALUES(141,36,'add_run','Can add run');
INSERT INTO "auth_permission" VALUES(142,36,'change_run','Can change run');
INSERT INTO "auth_permission" VALUES(143,36,'delete_run','Can delete run');
INSERT INTO "auth_permission" VALUES(144,36,'view_run','Can view run');
INSERT INTO "auth_permission" VALUES(145,37,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(146,37,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(147,37,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(148,37,'view_event','Can view event');
CREATE TABLE "budget_budget" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "price_level" smallint unsigned NULL CHECK ("price_level" >= 0), "adopted" date NULL, "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "sums" text NOT NULL CHECK ((JSON_VALID("sums") OR "sums" IS NULL)), "remainders" text NOT NULL CHECK ((JSON_VALID("remainders") OR "remainders" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "budget_budget_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "budget_budgetline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "track" varchar(63) NOT NULL, "committee" varchar(63) NULL, "unit" varchar(63) NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "expected_low" bigint NULL, "expected_mid" bigint NULL, "expected_high" bigint NULL, "agreed" bigint NULL, "realised" bigint NULL, "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "budget_id" bigint NOT NULL REFERENCES "budget_budget" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "budget_track" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "what" text NULL CHECK ((JSON_VALID("what") OR "what" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "budget_track_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "chain_goal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "slug" text NOT NULL CHECK ((JSON_VALID("slug") OR "slug" IS NULL)), "former_slugs" text NOT NULL CHECK ((JSON_VALID("former_slugs") OR "former_slugs" IS NULL)), "overall" bool NOT NULL, "themes" text NOT NULL CHECK ((JSON_VALID("themes") OR "themes" IS NULL)), "short" text NOT NULL CHECK ((JSON_VALID("short") OR "short" IS NULL)), "responsible" varchar(63) NULL, "committees" text NOT NULL CHECK ((JSON_VALID("committees") OR "committees" IS NULL)), "context" text NOT NULL CHECK ((JSON_VALID("context") OR "context" IS NULL)), "missing" text NULL CHECK ((JSON_VALID("missing") OR "missing" IS NULL)), "notes" text NOT NULL CHECK ((JSON_VALID("notes") OR "notes" IS NULL)), "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chain_goal_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "chain_goal" VALUES(1,'private-arbejdspladser',0,'2014-2017','{"da": "flere-private-arbejdspladser", "en": "more-private-workplaces"}','[]',0,'["vaekst"]','{"da": "Flere private arbejdspladser", "en": "More private workplaces"}',NULL,'[]','[]',NULL,'[]','["vaekstpolitik"]',1);
CREATE TABLE "chain_story" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "date" date NOT NULL, "title" text NOT NULL CHECK ((JSON_VALID("title") OR "title" IS NULL)), "text" text NOT NULL CHECK ((JSON_VALID("text") OR "text" IS NULL)), "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chain_story_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "chain_target" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "kind" varchar(30) NOT NULL, "direction" varchar(10) NOT NULL, "value" real NULL, "deadline" date NULL, "indicator" varchar(63) NULL, "area" varchar(500) NULL, "baseline" varchar(30) NULL, "minimum_change" real NOT NULL, "max_age_days" integer unsigned NULL CHECK ("max_age_days" >= 0), "text" text NULL CHECK ((JSON_VALID("text") OR "text" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "judgements" text NOT NULL CHECK ((JSON_VALID("judgements") OR "judgements" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "goal_id" bigint NOT NULL REFERENCES "chain_goal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chain_target_key" UNIQUE ("goal_id", "key"));
INSERT INTO "chain_target" VALUES(1,'vaekst-i-arbejdspladser',0,'threshold','up',67000.0,'2020-12-31','private-arbejdspladser',NULL,NULL,0.0,NULL,NULL,'{"da": "67.000 er vores sum af politikkens 57.000 og 10.000.", "en": "67,000 is our sum of the policy''s 57,000 and 10,000."}','[]',NULL,NULL,'["vaekstpolitik"]',1);
CREATE TABLE "chain_theme" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "slug" text NOT NULL CHECK ((JSON_VALID("slug") OR "slug" IS NULL)), "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "statement" text NULL CHECK ((JSON_VALID("statement") OR "statement" IS NULL)), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "cross_cutting" bool NOT NULL, CONSTRAINT "chain_theme_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "chain_theme" VALUES(1,'vaekst',0,'2014-2017','{"da": "vaekst", "en": "growth"}','{"da": "V\u00e6kst", "en": "Growth"}',NULL,NULL,NULL,NULL,'["vaekstpolitik"]',1,1);
CREATE TABLE "chain_vision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "outward" text NULL CHECK ((JSON_VALID("outward") OR "outward" IS NULL)), "inward" text NULL CHECK ((JSON_VALID("inward") OR "inward" IS NULL)), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chain_vision_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "chain_wording" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "text" text NOT NULL CHECK ((JSON_VALID("text") OR "text" IS NULL)), "exact" bool NOT NULL, "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "goal_id" bigint NOT NULL REFERENCES "chain_goal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chain_wording_order" UNIQUE ("goal_id", "order"));
INSERT INTO "chain_wording" VALUES(1,0,'{"da": "Der skal v\u00e6re 10.000 flere private arbejdspladser i 2020.", "en": "There are to be 10,000 more private workplaces by 2020."}',0,NULL,'{"da": "V\u00e6kstpolitikken regner fra 57.000. Hvorn\u00e5r byr\u00e5det vedtog den, har vi ikke fundet.", "en": "The growth policy counts from 57,000. When the council adopted it we have not found."}',NULL,NULL,'["vaekstpolitik"]',1);
CREATE TABLE "council_jointmeeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "date" date NOT NULL, "bodies" text NOT NULL CHECK ((JSON_VALID("bodies") OR "bodies" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "what" text NULL CHECK ((JSON_VALID("what") OR "what" IS NULL)), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "url" varchar(2000) NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "council_jointmeeting_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "council_policy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "themes" text NOT NULL CHECK ((JSON_VALID("themes") OR "themes" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "replaced_by" text NULL CHECK ((JSON_VALID("replaced_by") OR "replaced_by" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "url" varchar(2000) NULL, "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "council_policy_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "council_priority" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "committee" varchar(63) NOT NULL, "goal" varchar(63) NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "rank" integer unsigned NULL CHECK ("rank" >= 0), "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "council_priority_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "council_takendecision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "body" varchar(63) NOT NULL, "date" date NOT NULL, "item" varchar(500) NULL, "case" varchar(500) NULL, "url" varchar(2000) NULL, "what" text NOT NULL CHECK ((JSON_VALID("what") OR "what" IS NULL)), "themes" text NOT NULL CHECK ((JSON_VALID("themes") OR "themes" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "policies" text NOT NULL CHECK ((JSON_VALID("policies") OR "policies" IS NULL)), "initiatives" text NOT NULL CHECK ((JSON_VALID("initiatives") OR "initiatives" IS NULL)), "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "council_takendecision_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(2,'auth','permission');
INSERT INTO "django_content_type" VALUES(3,'auth','group');
INSERT INTO "django_content_type" VALUES(4,'sessions','session');
INSERT INTO "django_content_type" VALUES(5,'audit','entry');
INSERT INTO "django_content_type" VALUES(6,'municipality','municipality');
INSERT INTO "django_content_type" VALUES(7,'municipality','body');
INSERT INTO "django_content_type" VALUES(8,'municipality','source');
INSERT INTO "django_content_type" VALUES(9,'municipality','term');
INSERT INTO "django_content_type" VALUES(10,'municipality','unit');
INSERT INTO "django_content_type" VALUES(11,'municipality','leader');
INSERT INTO "django_content_type" VALUES(12,'people','wrongpassword');
INSERT INTO "django_content_type" VALUES(13,'people','user');
INSERT INTO "django_content_type" VALUES(14,'indicators','indicator');
INSERT INTO "django_content_type" VALUES(15,'indicators','measurement');
INSERT INTO "django_content_type" VALUES(16,'registers','answer');
INSERT INTO "django_content_type" VALUES(17,'registers','drawing');
INSERT INTO "django_content_type" VALUES(18,'chain','goal');
INSERT INTO "django_content_type" VALUES(19,'chain','story');
INSERT INTO "django_content_type" VALUES(20,'chain','target');
INSERT INTO "django_content_type" VALUES(21,'chain','theme');
INSERT INTO "django_content_type" VALUES(22,'chain','vision');
INSERT INTO "django_content_type" VALUES(23,'chain','wording');
INSERT INTO "django_content_type" VALUES(24,'council','jointmeeting');
INSERT INTO "django_content_type" VALUES(25,'council','policy');
INSERT INTO "django_content_type" VALUES(26,'council','priority');
INSERT INTO "django_content_type" VALUES(27,'council','takendecision');
INSERT INTO "django_content_type" VALUES(28,'budget','budget');
INSERT INTO "django_content_type" VALUES(29,'budget','budgetline');
INSERT INTO "django_content_type" VALUES(30,'budget','track');
INSERT INTO "django_content_type" VALUES(31,'agreements','agreement');
INSERT INTO "django_content_type" VALUES(32,'agreements','commitment');
INSERT INTO "django_content_type" VALUES(33,'initiatives','initiative');
INSERT INTO "django_content_type" VALUES(34,'releases','release');
INSERT INTO "django_content_type" VALUES(35,'findings','finding');
INSERT INTO "django_content_type" VALUES(36,'findings','run');
INSERT INTO "django_content_type" VALUES(37,'findings','event');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'municipality','0001_initial','2026-12-01 03:36:12.982577');
INSERT INTO "django_migrations" VALUES(2,'municipality','0002_leader','2026-12-01 03:36:12.991249');
INSERT INTO "django_migrations" VALUES(3,'agreements','0001_initial','2026-12-01 03:36:13.014047');
INSERT INTO "django_migrations" VALUES(4,'audit','0001_initial','2026-12-01 03:36:13.015493');
INSERT INTO "django_migrations" VALUES(5,'audit','0002_append_only','2026-12-01 03:36:13.016265');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0001_initial','2026-12-01 03:36:13.022237');
INSERT INTO "django_migrations" VALUES(7,'contenttypes','0002_remove_content_type_name','2026-12-01 03:36:13.041236');
INSERT INTO "django_migrations" VALUES(8,'auth','0001_initial','2026-12-01 03:36:13.061929');
INSERT INTO "django_migrations" VALUES(9,'auth','0002_alter_permission_name_max_length','2026-12-01 03:36:13.071091');
INSERT INTO "django_migrations" VALUES(10,'auth','0003_alter_user_email_max_length','2026-12-01 03:36:13.078380');
INSERT INTO "django_migrations" VALUES(11,'auth','0004_alter_user_username_opts','2026-12-01 03:36:13.086937');
INSERT INTO "django_migrations" VALUES(12,'auth','0005_alter_user_last_login_null','2026-12-01 03:36:13.093594');
INSERT INTO "django_migrations" VALUES(13,'auth','0006_require_contenttypes_0002','2026-12-01 03:36:13.094014');
INSERT INTO "django_migrations" VALUES(14,'auth','0007_alter_validators_add_error_messages','2026-12-01 03:36:13.096793');
INSERT INTO "django_migrations" VALUES(15,'auth','0008_alter_user_username_max_length','2026-12-01 03:36:13.103876');
INSERT INTO "django_migrations" VALUES(16,'auth','0009_alter_user_last_name_max_length','2026-12-01 03:36:13.110618');
INSERT INTO "django_migrations" VALUES(17,'auth','0010_alter_group_name_max_length','2026-12-01 03:36:13.118702');
INSERT INTO "django_migrations" VALUES(18,'auth','0011_update_proxy_permissions','2026-12-01 03:36:13.134138');
INSERT INTO "django_migrations" VALUES(19,'auth','0012_alter_user_first_name_max_length','2026-12-01 03:36:13.136935');
INSERT INTO "django_migrations" VALUES(20,'budget','0001_initial','2026-12-01 03:36:13.221079');
INSERT INTO "django_migrations" VALUES(21,'chain','0001_initial','2026-12-01 03:36:13.467382');
INSERT INTO "django_migrations" VALUES(22,'chain','0002_cross_cutting','2026-12-01 03:36:13.492856');
INSERT INTO "django_migrations" VALUES(23,'council','0001_initial','2026-12-01 03:36:13.603333');
INSERT INTO "django_migrations" VALUES(24,'findings','0001_initial','2026-12-01 03:36:13.775934');
INSERT INTO "django_migrations" VALUES(25,'findings','0002_append_only','2026-12-01 03:36:13.957114');
INSERT INTO "django_migrations" VALUES(26,'indicators','0001_initial','2026-12-01 03:36:14.079581');
INSERT INTO "django_migrations" VALUES(27,'indicators','0002_draw','2026-12-01 03:36:14.120801');
INSERT INTO "django_migrations" VALUES(28,'initiatives','0001_initial','2026-12-01 03:36:14.159137');
INSERT INTO "django_migrations" VALUES(29,'initiatives','0002_endings','2026-12-01 03:36:14.313051');
INSERT INTO "django_migrations" VALUES(30,'municipality','0003_municipality_publish','2026-12-01 03:36:14.354406');
INSERT INTO "django_migrations" VALUES(31,'municipality','0004_municipality_beside','2026-12-01 03:36:14.385787');
INSERT INTO "django_migrations" VALUES(32,'people','0001_initial','2026-12-01 03:36:14.429418');
INSERT INTO "django_migrations" VALUES(33,'registers','0001_initial','2026-12-01 03:36:14.478480');
INSERT INTO "django_migrations" VALUES(34,'registers','0002_append_only','2026-12-01 03:36:14.522609');
INSERT INTO "django_migrations" VALUES(35,'releases','0001_initial','2026-12-01 03:36:14.529879');
INSERT INTO "django_migrations" VALUES(36,'releases','0002_frozen','2026-12-01 03:36:14.572775');
INSERT INTO "django_migrations" VALUES(37,'sessions','0001_initial','2026-12-01 03:36:14.579732');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "findings_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(10) NOT NULL, "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "reason" text NULL, "fingerprint" varchar(64) NOT NULL, "finding_id" bigint NOT NULL REFERENCES "findings_finding" ("id") DEFERRABLE INITIALLY DEFERRED, "run_id" bigint NULL REFERENCES "findings_run" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "findings_event" VALUES(1,'found','2026-12-01 03:36:24.038274','office',NULL,'8fb654ddc43adbb2',1,1);
INSERT INTO "findings_event" VALUES(2,'found','2026-12-01 03:36:24.038274','office',NULL,'84db35f8014f060f',2,1);
INSERT INTO "findings_event" VALUES(3,'found','2026-12-01 03:36:24.038274','office',NULL,'977d874369b17b96',3,1);
INSERT INTO "findings_event" VALUES(4,'answered','2026-12-01 03:36:27.551503','office','Det er med vilje.','8fb654ddc43adbb2',1,NULL);
CREATE TABLE "findings_finding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "code" varchar(10) NOT NULL, "subject_kind" varchar(30) NOT NULL, "subject_key" varchar(1200) NOT NULL, "state" varchar(10) NOT NULL, "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "fingerprint" varchar(64) NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "findings_finding_number" UNIQUE ("municipality_id", "number"));
INSERT INTO "findings_finding" VALUES(1,1,'D106','goal','private-arbejdspladser','answered','{"code": "D106", "subject": ["goal", "private-arbejdspladser"], "message": "no initiative, agreement or budget line leads from the goal", "figures": {}, "evidence": [], "fingerprint": "8fb654ddc43adbb2"}','8fb654ddc43adbb2',1);
INSERT INTO "findings_finding" VALUES(2,2,'D110','goal','private-arbejdspladser','open','{"code": "D110", "subject": ["goal", "private-arbejdspladser"], "message": "nobody answers for the goal", "figures": {}, "evidence": [], "fingerprint": "84db35f8014f060f"}','84db35f8014f060f',1);
INSERT INTO "findings_finding" VALUES(3,3,'D201','goal','private-arbejdspladser','open','{"code": "D201", "subject": ["goal", "private-arbejdspladser"], "message": "no committee has given the goal priority in the term", "figures": {}, "evidence": [["term", "2014-2017", "", {}]], "fingerprint": "977d874369b17b96"}','977d874369b17b96',1);
CREATE TABLE "findings_run" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "day" date NOT NULL, "facts" varchar(64) NOT NULL, "seed" bigint NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "moved" bool NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "findings_run_number" UNIQUE ("municipality_id", "number"));
INSERT INTO "findings_run" VALUES(1,1,'2026-12-01 03:36:24.038274','office','2016-06-01','8d26b190ff150a73c187cfb6bf620071a1bc4eb908ee2e88822b8d958c3a27f5',302,'["D101", "D102", "D103", "D104", "D105", "D106", "D107", "D108", "D109", "D110", "D111", "D201", "D202", "D203", "D204", "D205", "D206", "D207", "D301", "D302", "D303", "D304", "D305", "D306", "D307", "D401", "D402"]','[{"code": "D106", "subject": ["goal", "private-arbejdspladser"], "message": "no initiative, agreement or budget line leads from the goal", "figures": {}, "evidence": [], "fingerprint": "8fb654ddc43adbb2"}, {"code": "D110", "subject": ["goal", "private-arbejdspladser"], "message": "nobody answers for the goal", "figures": {}, "evidence": [], "fingerprint": "84db35f8014f060f"}, {"code": "D201", "subject": ["goal", "private-arbejdspladser"], "message": "no committee has given the goal priority in the term", "figures": {}, "evidence": [["term", "2014-2017", "", {}]], "fingerprint": "977d874369b17b96"}]',1,1);
CREATE TABLE "indicators_indicator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "what" text NOT NULL CHECK ((JSON_VALID("what") OR "what" IS NULL)), "why" text NULL CHECK ((JSON_VALID("why") OR "why" IS NULL)), "how" text NOT NULL CHECK ((JSON_VALID("how") OR "how" IS NULL)), "sentence" text NOT NULL CHECK ((JSON_VALID("sentence") OR "sentence" IS NULL)), "unit" varchar(30) NOT NULL, "parts" text NULL CHECK ((JSON_VALID("parts") OR "parts" IS NULL)), "decimals" smallint unsigned NOT NULL CHECK ("decimals" >= 0), "direction" varchar(10) NULL, "collected_by" varchar(20) NOT NULL, "source" text NOT NULL CHECK ((JSON_VALID("source") OR "source" IS NULL)), "table" varchar(500) NULL, "url" varchar(2000) NULL, "licence" varchar(500) NULL, "cadence" varchar(30) NOT NULL, "grace_days" integer unsigned NOT NULL CHECK ("grace_days" >= 0), "owner" text NULL CHECK ((JSON_VALID("owner") OR "owner" IS NULL)), "reviewed" date NULL, "next_review" date NULL, "derived" text NULL CHECK ((JSON_VALID("derived") OR "derived" IS NULL)), "notes" text NOT NULL CHECK ((JSON_VALID("notes") OR "notes" IS NULL)), "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "draw" text NULL CHECK ((JSON_VALID("draw") OR "draw" IS NULL)), CONSTRAINT "indicators_indicator_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "indicators_indicator" VALUES(1,'private-arbejdspladser',0,'{"da": "Private arbejdspladser", "en": "Private workplaces"}','{"da": "Hvor mange private arbejdspladser der er i kommunen.", "en": "How many private workplaces there are in the municipality."}','{"da": "Det er det, m\u00e5let n\u00e6vner.", "en": "It is what the goal names."}','{"da": "Effektregnskaberne gengiver et register, der bliver rettet bagud. Hvilket, og hvordan det t\u00e6ller, har vi ikke fundet.", "en": "The effect accounts reproduce a register that is revised for earlier years. Which one, and how it counts, we have not found."}','{"da": "Der er {value} private arbejdspladser", "en": "There are {value} private workplaces"}','count',NULL,0,'up','register','{"da": "Odense Kommunes effektregnskaber", "en": "Odense Municipality''s effect accounts"}',NULL,NULL,NULL,'yearly',730,NULL,NULL,NULL,NULL,'[{"da": "Dagen, tallene er hentet fra registeret, er ikke kendt og st\u00e5r som den 31. december i regnskabets \u00e5r.", "en": "The day the figures were drawn from the register is not known and stands as 31 December of the account''s year."}]','["effektregnskab-2014", "effektregnskab-2015"]',1,NULL);
CREATE TABLE "indicators_measurement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "area" varchar(500) NOT NULL, "part" varchar(500) NOT NULL, "period" varchar(30) NOT NULL, "value" real NOT NULL, "of" integer unsigned NULL CHECK ("of" >= 0), "uncertainty" varchar(30) NOT NULL, "standard_error" real NULL, "low" real NULL, "high" real NULL, "n" integer unsigned NULL CHECK ("n" >= 0), "drawn" date NOT NULL, "source" varchar(63) NULL, "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "indicator_id" bigint NOT NULL REFERENCES "indicators_indicator" ("id") DEFERRABLE INITIALLY DEFERRED, "drawing" varchar(63) NULL, CONSTRAINT "indicators_measurement_drawn" UNIQUE ("indicator_id", "area", "part", "period", "drawn"));
INSERT INTO "indicators_measurement" VALUES(1,'','','2012',57968.0,NULL,'full_count',NULL,NULL,NULL,NULL,'2014-12-31','effektregnskab-2014',NULL,1,NULL);
INSERT INTO "indicators_measurement" VALUES(2,'','','2013',58635.0,NULL,'full_count',NULL,NULL,NULL,NULL,'2014-12-31','effektregnskab-2014',NULL,1,NULL);
INSERT INTO "indicators_measurement" VALUES(3,'','','2013',59769.0,NULL,'full_count',NULL,NULL,NULL,NULL,'2015-12-31','effektregnskab-2015',NULL,1,NULL);
CREATE TABLE "initiatives_initiative" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "term" varchar(63) NOT NULL, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "kind" varchar(30) NOT NULL, "what" text NOT NULL CHECK ((JSON_VALID("what") OR "what" IS NULL)), "owner" varchar(63) NULL, "contributors" text NOT NULL CHECK ((JSON_VALID("contributors") OR "contributors" IS NULL)), "goals" text NOT NULL CHECK ((JSON_VALID("goals") OR "goals" IS NULL)), "goals_inferred" bool NOT NULL, "start" date NULL, "end" date NULL, "outcome" text NULL CHECK ((JSON_VALID("outcome") OR "outcome" IS NULL)), "url" varchar(2000) NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "decision" text NULL CHECK ((JSON_VALID("decision") OR "decision" IS NULL)), "effect_after_days" integer unsigned NULL CHECK ("effect_after_days" >= 0), "ending" text NULL CHECK ((JSON_VALID("ending") OR "ending" IS NULL)), "hypothesis" text NULL CHECK ((JSON_VALID("hypothesis") OR "hypothesis" IS NULL)), "measure" text NULL CHECK ((JSON_VALID("measure") OR "measure" IS NULL)), CONSTRAINT "initiatives_initiative_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "municipality_body" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "kind" varchar(30) NOT NULL, "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "municipality_body_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "municipality_body" VALUES(1,'byraadet',0,'{"da": "Byr\u00e5det", "en": "The council"}','council',NULL,NULL,NULL,'["effektregnskab-2014"]',1);
CREATE TABLE "municipality_leader" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "title" text NOT NULL CHECK ((JSON_VALID("title") OR "title" IS NULL)), "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "unit" varchar(63) NULL, "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "municipality_leader_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "municipality_municipality" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(3) NOT NULL UNIQUE, "slug" varchar(80) NOT NULL UNIQUE, "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "region" text NULL CHECK ((JSON_VALID("region") OR "region" IS NULL)), "seats" smallint unsigned NULL CHECK ("seats" >= 0), "host" varchar(253) NULL UNIQUE, "confidence" real NOT NULL, "notice" text NULL CHECK ((JSON_VALID("notice") OR "notice" IS NULL)), "about" text NULL CHECK ((JSON_VALID("about") OR "about" IS NULL)), "contact" text NULL CHECK ((JSON_VALID("contact") OR "contact" IS NULL)), "notes" text NOT NULL CHECK ((JSON_VALID("notes") OR "notes" IS NULL)), "publish" text NOT NULL CHECK ((JSON_VALID("publish") OR "publish" IS NULL)), "beside" text NULL CHECK ((JSON_VALID("beside") OR "beside" IS NULL)));
INSERT INTO "municipality_municipality" VALUES(1,'461','odense','{"da": "Odense Kommune", "en": "Odense Municipality"}',NULL,NULL,NULL,0.95,'{"da": "Dette er et eksempel. Siderne er lavet ud fra offentlige kilder og er ikke Odense Kommunes egne.", "en": "This is an example. The pages are made from public sources and are not Odense Municipality''s own."}','{"da": "Effektregnskabet for 2014 siger 58.635 private arbejdspladser i 2013. Effektregnskabet for 2015 siger 59.769 for det samme \u00e5r.\n\nBegge tal st\u00e5r her. Det seneste g\u00e6lder, og det tidligere er ikke slettet.", "en": "The effect account of 2014 says 58,635 private workplaces in 2013. The effect account of 2015 says 59,769 for that same year.\n\nBoth figures stand here. The later one counts, and the earlier one is not deleted."}',NULL,'[]','{"chain": "coupling"}',NULL);
CREATE TABLE "municipality_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "title" text NOT NULL CHECK ((JSON_VALID("title") OR "title" IS NULL)), "url" varchar(2000) NULL, "date" varchar(500) NULL, "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "municipality_source_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "municipality_source" VALUES(1,'effektregnskab-2014',0,'{"da": "Odense Kommunes effektregnskab for 2014", "en": "Odense Municipality''s effect account for 2014"}','https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2014/effekt','2014',NULL,1);
INSERT INTO "municipality_source" VALUES(2,'effektregnskab-2015',1,'{"da": "Odense Kommunes effektregnskab for 2015", "en": "Odense Municipality''s effect account for 2015"}','https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2015/effekt','2015',NULL,1);
INSERT INTO "municipality_source" VALUES(3,'vaekstpolitik',2,'{"da": "Odense Kommunes v\u00e6kstpolitik", "en": "Odense Municipality''s growth policy"}','https://www.odense.dk/politik/politikker-og-visioner/tvaergaaende-politikker/vaekstpolitik',NULL,NULL,1);
CREATE TABLE "municipality_term" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "start" date NOT NULL, "end" date NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "municipality_term_key" UNIQUE ("municipality_id", "key"));
INSERT INTO "municipality_term" VALUES(1,'2014-2017',0,'2014-01-01','2017-12-31',1);
CREATE TABLE "municipality_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "order" integer unsigned NOT NULL CHECK ("order" >= 0), "name" text NOT NULL CHECK ((JSON_VALID("name") OR "name" IS NULL)), "kind" varchar(30) NOT NULL, "parent" varchar(63) NULL, "serves" text NOT NULL CHECK ((JSON_VALID("serves") OR "serves" IS NULL)), "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "valid_from" date NULL, "valid_to" date NULL, "sources" text NOT NULL CHECK ((JSON_VALID("sources") OR "sources" IS NULL)), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "municipality_unit_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "people_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "name" varchar(60) NOT NULL UNIQUE, "role" varchar(20) NOT NULL, "added" datetime NOT NULL, "is_active" bool NOT NULL, "municipality_id" bigint NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "people_user" VALUES(1,'!',NULL,'anna','analyst','2026-12-01 03:36:31.888037',1,NULL);
CREATE TABLE "people_wrongpassword" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name_hash" varchar(64) NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "registers_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sha256" varchar(64) NOT NULL UNIQUE, "packed" BLOB NOT NULL, "content_type" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0));
CREATE TABLE "registers_drawing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "indicator" varchar(63) NOT NULL, "register_name" varchar(100) NOT NULL, "register_title" varchar(500) NOT NULL, "table" varchar(100) NOT NULL, "query" text NOT NULL, "day" date NOT NULL, "at" datetime NOT NULL, "updated" datetime NULL, "request_ids" text NOT NULL CHECK ((JSON_VALID("request_ids") OR "request_ids" IS NULL)), "sha256s" text NOT NULL CHECK ((JSON_VALID("sha256s") OR "sha256s" IS NULL)), "active" bool NULL, "outcome" varchar(10) NOT NULL, "refusal" text NULL CHECK ((JSON_VALID("refusal") OR "refusal" IS NULL)), "by" varchar(500) NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "registers_drawing_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "releases_release" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "municipality" varchar(80) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "as_of" date NOT NULL, "host" varchar(253) NULL, "document" text NOT NULL, "sha256" varchar(64) NOT NULL, "rule_version" smallint unsigned NOT NULL CHECK ("rule_version" >= 0), "created_at" datetime NOT NULL, "created_by" varchar(200) NOT NULL, "approved_at" datetime NULL, "approved_by" varchar(200) NULL, "embargo_until" datetime NULL, CONSTRAINT "releases_release_number" UNIQUE ("municipality", "number"), CONSTRAINT "releases_release_approved_by_somebody" CHECK ((("approved_at" IS NULL AND "approved_by" IS NULL) OR ("approved_at" IS NOT NULL AND "approved_by" IS NOT NULL))));
INSERT INTO "releases_release" VALUES(1,'odense',1,'2016-06-01',NULL,'{
 "format": "kobling-release/1",
 "rule_version": 1,
 "number": 1,
 "as_of": "2016-06-01",
 "corrects": null,
 "reason": null,
 "licence": "CC-BY-4.0",
 "municipality": {
  "code": "461",
  "slug": "odense",
  "name": {
   "da": "Odense Kommune",
   "en": "Odense Municipality"
  },
  "region": null,
  "seats": null,
  "notice": {
   "da": "Dette er et eksempel. Siderne er lavet ud fra offentlige kilder og er ikke Odense Kommunes egne.",
   "en": "This is an example. The pages are made from public sources and are not Odense Municipality''s own."
  },
  "about": {
   "da": "Effektregnskabet for 2014 siger 58.635 private arbejdspladser i 2013. Effektregnskabet for 2015 siger 59.769 for det samme år.\n\nBegge tal står her. Det seneste gælder, og det tidligere er ikke slettet.",
   "en": "The effect account of 2014 says 58,635 private workplaces in 2013. The effect account of 2015 says 59,769 for that same year.\n\nBoth figures stand here. The later one counts, and the earlier one is not deleted."
  },
  "contact": null,
  "notes": [],
  "confidence": 0.95
 },
 "term": {
  "key": "2014-2017",
  "start": "2014-01-01",
  "end": "2017-12-31"
 },
 "vision": null,
 "bodies": [
  {
   "key": "byraadet",
   "name": {
    "da": "Byrådet",
    "en": "The council"
   },
   "kind": "council",
   "note": null,
   "in_force": true
  }
 ],
 "units": [],
 "themes": [
  {
   "key": "vaekst",
   "slug": {
    "da": "vaekst",
    "en": "growth"
   },
   "name": {
    "da": "Vækst",
    "en": "Growth"
   },
   "statement": null,
   "goals": [
    "private-arbejdspladser"
   ],
   "decision": null,
   "sources": [
    "vaekstpolitik"
   ]
  }
 ],
 "goals": [
  {
   "key": "private-arbejdspladser",
   "slug": {
    "da": "flere-private-arbejdspladser",
    "en": "more-private-workplaces"
   },
   "former_slugs": [],
   "overall": false,
   "short": {
    "da": "Flere private arbejdspladser",
    "en": "More private workplaces"
   },
   "themes": [
    "vaekst"
   ],
   "wording": {
    "text": {
     "da": "Der skal være 10.000 flere private arbejdspladser i 2020.",
     "en": "There are to be 10,000 more private workplaces by 2020."
    },
    "exact": false,
    "valid_from": null,
    "valid_to": null,
    "decision": null,
    "note": {
     "da": "Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.",
     "en": "The growth policy counts from 57,000. When the council adopted it we have not found."
    },
    "sources": [
     "vaekstpolitik"
    ]
   },
   "wordings": [
    {
     "text": {
      "da": "Der skal være 10.000 flere private arbejdspladser i 2020.",
      "en": "There are to be 10,000 more private workplaces by 2020."
     },
     "exact": false,
     "valid_from": null,
     "valid_to": null,
     "decision": null,
     "note": {
      "da": "Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.",
      "en": "The growth policy counts from 57,000. When the council adopted it we have not found."
     },
     "sources": [
      "vaekstpolitik"
     ]
    }
   ],
   "status": "on_track",
   "targets": [
    {
     "key": "vaekst-i-arbejdspladser",
     "text": null,
     "note": {
      "da": "67.000 er vores sum af politikkens 57.000 og 10.000.",
      "en": "67,000 is our sum of the policy''s 57,000 and 10,000."
     },
     "kind": "threshold",
     "direction": "up",
     "value": 67000.0,
     "parts": null,
     "deadline": "2020-12-31",
     "minimum_change": 0.0,
     "max_age_days": 1096,
     "indicator": "private-arbejdspladser",
     "area": null,
     "baseline": {
      "period": "2012",
      "value": 57968.0,
      "uncertainty": "full_count",
      "standard_error": 0.0,
      "low": 57968.0,
      "high": 57968.0,
      "n": null,
      "of": null,
      "drawn": "2014-12-31",
      "source": "effektregnskab-2014",
      "note": null,
      "superseded": false
     },
     "latest": {
      "period": "2013",
      "value": 59769.0,
      "uncertainty": "full_count",
      "standard_error": 0.0,
      "low": 59769.0,
      "high": 59769.0,
      "n": null,
      "of": null,
      "drawn": "2015-12-31",
      "source": "effektregnskab-2015",
      "note": null,
      "superseded": false
     },
     "area_latest": null,
     "recurring": [],
     "judgement": null,
     "sources": [
      "vaekstpolitik"
     ],
     "assessment": {
      "rule_version": 1,
      "status": "on_track",
      "former": null,
      "claims": [
       "ahead_of_path",
       "better",
       "short_of_target"
      ],
      "level": {
       "value": 67000.0,
       "standard_error": 0.0,
       "low": 67000.0,
       "high": 67000.0
      },
      "distance": {
       "value": -7231.0,
       "standard_error": 0.0,
       "low": -7231.0,
       "high": -7231.0
      },
      "path": {
       "value": 59096.22724162,
       "standard_error": 0.0,
       "low": 59096.22724162,
       "high": 59096.22724162
      },
      "path_distance": {
       "value": 672.77275838,
       "standard_error": 0.0,
       "low": 672.77275838,
       "high": 672.77275838
      },
      "change": {
       "value": 1801.0,
       "standard_error": 0.0,
       "low": 1801.0,
       "high": 1801.0
      },
      "periods": []
     }
    }
   ],
   "responsible": null,
   "committees": [],
   "initiatives": [],
   "stories": [],
   "related": [],
   "context": [],
   "missing": null,
   "notes": [],
   "sources": [
    "vaekstpolitik"
   ]
  }
 ],
 "indicators": [
  {
   "key": "private-arbejdspladser",
   "name": {
    "da": "Private arbejdspladser",
    "en": "Private workplaces"
   },
   "what": {
    "da": "Hvor mange private arbejdspladser der er i kommunen.",
    "en": "How many private workplaces there are in the municipality."
   },
   "why": {
    "da": "Det er det, målet nævner.",
    "en": "It is what the goal names."
   },
   "how": {
    "da": "Effektregnskaberne gengiver et register, der bliver rettet bagud. Hvilket, og hvordan det tæller, har vi ikke fundet.",
    "en": "The effect accounts reproduce a register that is revised for earlier years. Which one, and how it counts, we have not found."
   },
   "sentence": {
    "da": "Der er {value} private arbejdspladser",
    "en": "There are {value} private workplaces"
   },
   "unit": "count",
   "parts": null,
   "decimals": 0,
   "collected_by": "register",
   "source": {
    "da": "Odense Kommunes effektregnskaber",
    "en": "Odense Municipality''s effect accounts"
   },
   "table": null,
   "url": null,
   "licence": null,
   "cadence": "yearly",
   "grace_days": 730,
   "owner": null,
   "reviewed": null,
   "next_review": null,
   "calculation": null,
   "notes": [
    {
     "da": "Dagen, tallene er hentet fra registeret, er ikke kendt og står som den 31. december i regnskabets år.",
     "en": "The day the figures were drawn from the register is not known and stands as 31 December of the account''s year."
    }
   ],
   "sources": [
    "effektregnskab-2014",
    "effektregnskab-2015"
   ],
   "points": [
    {
     "period": "2012",
     "value": 57968.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 57968.0,
     "high": 57968.0,
     "n": null,
     "of": null,
     "drawn": "2014-12-31",
     "source": "effektregnskab-2014",
     "note": null,
     "superseded": false
    },
    {
     "period": "2013",
     "value": 58635.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 58635.0,
     "high": 58635.0,
     "n": null,
     "of": null,
     "drawn": "2014-12-31",
     "source": "effektregnskab-2014",
     "note": null,
     "superseded": true
    },
    {
     "period": "2013",
     "value": 59769.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 59769.0,
     "high": 59769.0,
     "n": null,
     "of": null,
     "drawn": "2015-12-31",
     "source": "effektregnskab-2015",
     "note": null,
     "superseded": false
    }
   ],
   "withheld": 0,
   "next_expected": "2016-12-31"
  }
 ],
 "initiatives": [],
 "stories": [],
 "sources": [
  {
   "key": "effektregnskab-2014",
   "title": {
    "da": "Odense Kommunes effektregnskab for 2014",
    "en": "Odense Municipality''s effect account for 2014"
   },
   "url": "https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2014/effekt",
   "date": "2014",
   "note": null
  },
  {
   "key": "effektregnskab-2015",
   "title": {
    "da": "Odense Kommunes effektregnskab for 2015",
    "en": "Odense Municipality''s effect account for 2015"
   },
   "url": "https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2015/effekt",
   "date": "2015",
   "note": null
  },
  {
   "key": "vaekstpolitik",
   "title": {
    "da": "Odense Kommunes vækstpolitik",
    "en": "Odense Municipality''s growth policy"
   },
   "url": "https://www.odense.dk/politik/politikker-og-visioner/tvaergaaende-politikker/vaekstpolitik",
   "date": null,
   "note": null
  }
 ],
 "changes": [],
 "chain": {
  "goals": [
   {
    "goal": "private-arbejdspladser",
    "links": [
     {
      "level": "vision",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "theme",
      "strength": "whole",
      "count": 1
     },
     {
      "level": "goal",
      "strength": "thin",
      "count": 1
     },
     {
      "level": "priority",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "frame",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "initiative",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "commitment",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "measurement",
      "strength": "whole",
      "count": 1
     },
     {
      "level": "status",
      "strength": "whole",
      "count": 1
     },
     {
      "level": "follow_up",
      "strength": "missing",
      "count": 0
     }
    ],
    "furthest_down": "goal",
    "furthest_up": "status"
   }
  ],
  "days": [
   {
    "day": "2014-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-06-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-09-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-12-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-06-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-09-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-12-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-06-01",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   }
  ]
 },
 "earlier": []
}
','4f743ea2b6e5bf6b1da6267505e4fe0a597736e08cc087c0ebff06887302896e',1,'2026-12-01 03:36:17.603937','office','2026-12-01 03:36:20.731885','council',NULL);
INSERT INTO "releases_release" VALUES(2,'odense',2,'2017-06-01',NULL,'{
 "format": "kobling-release/1",
 "rule_version": 1,
 "number": 2,
 "as_of": "2017-06-01",
 "corrects": null,
 "reason": null,
 "licence": "CC-BY-4.0",
 "municipality": {
  "code": "461",
  "slug": "odense",
  "name": {
   "da": "Odense Kommune",
   "en": "Odense Municipality"
  },
  "region": null,
  "seats": null,
  "notice": {
   "da": "Dette er et eksempel. Siderne er lavet ud fra offentlige kilder og er ikke Odense Kommunes egne.",
   "en": "This is an example. The pages are made from public sources and are not Odense Municipality''s own."
  },
  "about": {
   "da": "Effektregnskabet for 2014 siger 58.635 private arbejdspladser i 2013. Effektregnskabet for 2015 siger 59.769 for det samme år.\n\nBegge tal står her. Det seneste gælder, og det tidligere er ikke slettet.",
   "en": "The effect account of 2014 says 58,635 private workplaces in 2013. The effect account of 2015 says 59,769 for that same year.\n\nBoth figures stand here. The later one counts, and the earlier one is not deleted."
  },
  "contact": null,
  "notes": [],
  "confidence": 0.95
 },
 "term": {
  "key": "2014-2017",
  "start": "2014-01-01",
  "end": "2017-12-31"
 },
 "vision": null,
 "bodies": [
  {
   "key": "byraadet",
   "name": {
    "da": "Byrådet",
    "en": "The council"
   },
   "kind": "council",
   "note": null,
   "in_force": true
  }
 ],
 "units": [],
 "themes": [
  {
   "key": "vaekst",
   "slug": {
    "da": "vaekst",
    "en": "growth"
   },
   "name": {
    "da": "Vækst",
    "en": "Growth"
   },
   "statement": null,
   "goals": [
    "private-arbejdspladser"
   ],
   "decision": null,
   "sources": [
    "vaekstpolitik"
   ]
  }
 ],
 "goals": [
  {
   "key": "private-arbejdspladser",
   "slug": {
    "da": "flere-private-arbejdspladser",
    "en": "more-private-workplaces"
   },
   "former_slugs": [],
   "overall": false,
   "short": {
    "da": "Flere private arbejdspladser",
    "en": "More private workplaces"
   },
   "themes": [
    "vaekst"
   ],
   "wording": {
    "text": {
     "da": "Der skal være 10.000 flere private arbejdspladser i 2020.",
     "en": "There are to be 10,000 more private workplaces by 2020."
    },
    "exact": false,
    "valid_from": null,
    "valid_to": null,
    "decision": null,
    "note": {
     "da": "Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.",
     "en": "The growth policy counts from 57,000. When the council adopted it we have not found."
    },
    "sources": [
     "vaekstpolitik"
    ]
   },
   "wordings": [
    {
     "text": {
      "da": "Der skal være 10.000 flere private arbejdspladser i 2020.",
      "en": "There are to be 10,000 more private workplaces by 2020."
     },
     "exact": false,
     "valid_from": null,
     "valid_to": null,
     "decision": null,
     "note": {
      "da": "Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.",
      "en": "The growth policy counts from 57,000. When the council adopted it we have not found."
     },
     "sources": [
      "vaekstpolitik"
     ]
    }
   ],
   "status": "too_old",
   "targets": [
    {
     "key": "vaekst-i-arbejdspladser",
     "text": null,
     "note": {
      "da": "67.000 er vores sum af politikkens 57.000 og 10.000.",
      "en": "67,000 is our sum of the policy''s 57,000 and 10,000."
     },
     "kind": "threshold",
     "direction": "up",
     "value": 67000.0,
     "parts": null,
     "deadline": "2020-12-31",
     "minimum_change": 0.0,
     "max_age_days": 1096,
     "indicator": "private-arbejdspladser",
     "area": null,
     "baseline": {
      "period": "2012",
      "value": 57968.0,
      "uncertainty": "full_count",
      "standard_error": 0.0,
      "low": 57968.0,
      "high": 57968.0,
      "n": null,
      "of": null,
      "drawn": "2014-12-31",
      "source": "effektregnskab-2014",
      "note": null,
      "superseded": false
     },
     "latest": {
      "period": "2013",
      "value": 59769.0,
      "uncertainty": "full_count",
      "standard_error": 0.0,
      "low": 59769.0,
      "high": 59769.0,
      "n": null,
      "of": null,
      "drawn": "2015-12-31",
      "source": "effektregnskab-2015",
      "note": null,
      "superseded": false
     },
     "area_latest": null,
     "recurring": [],
     "judgement": null,
     "sources": [
      "vaekstpolitik"
     ],
     "assessment": {
      "rule_version": 1,
      "status": "too_old",
      "former": "on_track",
      "claims": [
       "ahead_of_path",
       "better",
       "short_of_target"
      ],
      "level": {
       "value": 67000.0,
       "standard_error": 0.0,
       "low": 67000.0,
       "high": 67000.0
      },
      "distance": {
       "value": -7231.0,
       "standard_error": 0.0,
       "low": -7231.0,
       "high": -7231.0
      },
      "path": {
       "value": 59096.22724162,
       "standard_error": 0.0,
       "low": 59096.22724162,
       "high": 59096.22724162
      },
      "path_distance": {
       "value": 672.77275838,
       "standard_error": 0.0,
       "low": 672.77275838,
       "high": 672.77275838
      },
      "change": {
       "value": 1801.0,
       "standard_error": 0.0,
       "low": 1801.0,
       "high": 1801.0
      },
      "periods": []
     }
    }
   ],
   "responsible": null,
   "committees": [],
   "initiatives": [],
   "stories": [],
   "related": [],
   "context": [],
   "missing": null,
   "notes": [],
   "sources": [
    "vaekstpolitik"
   ]
  }
 ],
 "indicators": [
  {
   "key": "private-arbejdspladser",
   "name": {
    "da": "Private arbejdspladser",
    "en": "Private workplaces"
   },
   "what": {
    "da": "Hvor mange private arbejdspladser der er i kommunen.",
    "en": "How many private workplaces there are in the municipality."
   },
   "why": {
    "da": "Det er det, målet nævner.",
    "en": "It is what the goal names."
   },
   "how": {
    "da": "Effektregnskaberne gengiver et register, der bliver rettet bagud. Hvilket, og hvordan det tæller, har vi ikke fundet.",
    "en": "The effect accounts reproduce a register that is revised for earlier years. Which one, and how it counts, we have not found."
   },
   "sentence": {
    "da": "Der er {value} private arbejdspladser",
    "en": "There are {value} private workplaces"
   },
   "unit": "count",
   "parts": null,
   "decimals": 0,
   "collected_by": "register",
   "source": {
    "da": "Odense Kommunes effektregnskaber",
    "en": "Odense Municipality''s effect accounts"
   },
   "table": null,
   "url": null,
   "licence": null,
   "cadence": "yearly",
   "grace_days": 730,
   "owner": null,
   "reviewed": null,
   "next_review": null,
   "calculation": null,
   "notes": [
    {
     "da": "Dagen, tallene er hentet fra registeret, er ikke kendt og står som den 31. december i regnskabets år.",
     "en": "The day the figures were drawn from the register is not known and stands as 31 December of the account''s year."
    }
   ],
   "sources": [
    "effektregnskab-2014",
    "effektregnskab-2015"
   ],
   "points": [
    {
     "period": "2012",
     "value": 57968.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 57968.0,
     "high": 57968.0,
     "n": null,
     "of": null,
     "drawn": "2014-12-31",
     "source": "effektregnskab-2014",
     "note": null,
     "superseded": false
    },
    {
     "period": "2013",
     "value": 58635.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 58635.0,
     "high": 58635.0,
     "n": null,
     "of": null,
     "drawn": "2014-12-31",
     "source": "effektregnskab-2014",
     "note": null,
     "superseded": true
    },
    {
     "period": "2013",
     "value": 59769.0,
     "uncertainty": "full_count",
     "standard_error": 0.0,
     "low": 59769.0,
     "high": 59769.0,
     "n": null,
     "of": null,
     "drawn": "2015-12-31",
     "source": "effektregnskab-2015",
     "note": null,
     "superseded": false
    }
   ],
   "withheld": 0,
   "next_expected": "2016-12-31"
  }
 ],
 "initiatives": [],
 "stories": [],
 "sources": [
  {
   "key": "effektregnskab-2014",
   "title": {
    "da": "Odense Kommunes effektregnskab for 2014",
    "en": "Odense Municipality''s effect account for 2014"
   },
   "url": "https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2014/effekt",
   "date": "2014",
   "note": null
  },
  {
   "key": "effektregnskab-2015",
   "title": {
    "da": "Odense Kommunes effektregnskab for 2015",
    "en": "Odense Municipality''s effect account for 2015"
   },
   "url": "https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2015/effekt",
   "date": "2015",
   "note": null
  },
  {
   "key": "vaekstpolitik",
   "title": {
    "da": "Odense Kommunes vækstpolitik",
    "en": "Odense Municipality''s growth policy"
   },
   "url": "https://www.odense.dk/politik/politikker-og-visioner/tvaergaaende-politikker/vaekstpolitik",
   "date": null,
   "note": null
  }
 ],
 "changes": [
  {
   "goal": "private-arbejdspladser",
   "target": "vaekst-i-arbejdspladser",
   "kind": "status",
   "status_before": "on_track",
   "status_now": "too_old",
   "point_before": {
    "period": "2013",
    "value": 59769.0,
    "uncertainty": "full_count",
    "standard_error": 0.0,
    "low": 59769.0,
    "high": 59769.0,
    "n": null,
    "of": null,
    "drawn": "2015-12-31",
    "source": "effektregnskab-2015",
    "note": null,
    "superseded": false
   },
   "point_now": {
    "period": "2013",
    "value": 59769.0,
    "uncertainty": "full_count",
    "standard_error": 0.0,
    "low": 59769.0,
    "high": 59769.0,
    "n": null,
    "of": null,
    "drawn": "2015-12-31",
    "source": "effektregnskab-2015",
    "note": null,
    "superseded": false
   }
  }
 ],
 "chain": {
  "goals": [
   {
    "goal": "private-arbejdspladser",
    "links": [
     {
      "level": "vision",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "theme",
      "strength": "whole",
      "count": 1
     },
     {
      "level": "goal",
      "strength": "thin",
      "count": 1
     },
     {
      "level": "priority",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "frame",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "initiative",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "commitment",
      "strength": "missing",
      "count": 0
     },
     {
      "level": "measurement",
      "strength": "thin",
      "count": 1
     },
     {
      "level": "status",
      "strength": "thin",
      "count": 1
     },
     {
      "level": "follow_up",
      "strength": "missing",
      "count": 0
     }
    ],
    "furthest_down": "goal",
    "furthest_up": "status"
   }
  ],
  "days": [
   {
    "day": "2014-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-06-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-09-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 0,
     "follow_up": 0
    },
    "unmeasured": 1
   },
   {
    "day": "2014-12-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-06-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-09-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2015-12-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-06-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-09-30",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2016-12-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2017-03-31",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   },
   {
    "day": "2017-06-01",
    "goals": 1,
    "down": {
     "goal": 1,
     "priority": 0,
     "frame": 0,
     "initiative": 0,
     "commitment": 0
    },
    "up": {
     "measurement": 0,
     "status": 1,
     "follow_up": 0
    },
    "unmeasured": 0
   }
  ]
 },
 "earlier": [
  {
   "number": 1,
   "as_of": "2016-06-01",
   "sha256": "4f743ea2b6e5bf6b1da6267505e4fe0a597736e08cc087c0ebff06887302896e",
   "corrects": null,
   "reason": null,
   "statuses": {
    "private-arbejdspladser": "on_track"
   }
  }
 ]
}
','4916b8a826c9e2342e3bfcbe937b36be97df7ef0db3131fb00b0fb0e84cc6680',1,'2026-12-01 03:36:39.180988','office',NULL,NULL,NULL);
CREATE INDEX "municipality_body_municipality_id_f43c8a90" ON "municipality_body" ("municipality_id");
CREATE INDEX "municipality_source_municipality_id_ef7894ad" ON "municipality_source" ("municipality_id");
CREATE INDEX "municipality_term_municipality_id_929a4cd3" ON "municipality_term" ("municipality_id");
CREATE INDEX "municipality_unit_municipality_id_6c1c85b7" ON "municipality_unit" ("municipality_id");
CREATE INDEX "municipality_leader_municipality_id_e733093a" ON "municipality_leader" ("municipality_id");
CREATE INDEX "agreements_agreement_municipality_id_09094f33" ON "agreements_agreement" ("municipality_id");
CREATE INDEX "agreements_commitment_municipality_id_5ce1acf0" ON "agreements_commitment" ("municipality_id");
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "budget_budgetline_budget_id_4f56685a" ON "budget_budgetline" ("budget_id");
CREATE INDEX "budget_budget_municipality_id_202e951d" ON "budget_budget" ("municipality_id");
CREATE UNIQUE INDEX "budget_line_place" ON "budget_budgetline" ("budget_id", "track", (COALESCE("committee", '')), (COALESCE("unit", '')), "year");
CREATE INDEX "budget_track_municipality_id_adb2f134" ON "budget_track" ("municipality_id");
CREATE INDEX "chain_goal_municipality_id_cf40bfc9" ON "chain_goal" ("municipality_id");
CREATE INDEX "chain_story_municipality_id_3aed20fa" ON "chain_story" ("municipality_id");
CREATE INDEX "chain_target_goal_id_138c28df" ON "chain_target" ("goal_id");
CREATE INDEX "chain_vision_municipality_id_cb01f75d" ON "chain_vision" ("municipality_id");
CREATE INDEX "chain_wording_goal_id_ed5129c5" ON "chain_wording" ("goal_id");
CREATE INDEX "chain_theme_municipality_id_b0c1e34e" ON "chain_theme" ("municipality_id");
CREATE INDEX "council_jointmeeting_municipality_id_661f49a1" ON "council_jointmeeting" ("municipality_id");
CREATE INDEX "council_policy_municipality_id_b9fbdecb" ON "council_policy" ("municipality_id");
CREATE INDEX "council_priority_municipality_id_9404a138" ON "council_priority" ("municipality_id");
CREATE INDEX "council_takendecision_municipality_id_2969a0a4" ON "council_takendecision" ("municipality_id");
CREATE INDEX "findings_event_finding_id_53976784" ON "findings_event" ("finding_id");
CREATE INDEX "findings_event_run_id_4925126d" ON "findings_event" ("run_id");
CREATE INDEX "findings_finding_municipality_id_6968755a" ON "findings_finding" ("municipality_id");
CREATE INDEX "findings_run_municipality_id_a8851803" ON "findings_run" ("municipality_id");
CREATE TRIGGER findings_run_no_update BEFORE UPDATE ON findings_run BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_run_no_delete BEFORE DELETE ON findings_run BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_event_no_update BEFORE UPDATE ON findings_event BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_event_no_delete BEFORE DELETE ON findings_event BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE INDEX "indicators_indicator_municipality_id_55bcc6cc" ON "indicators_indicator" ("municipality_id");
CREATE INDEX "indicators_measurement_indicator_id_aa41bb7c" ON "indicators_measurement" ("indicator_id");
CREATE INDEX "initiatives_initiative_municipality_id_d52f4218" ON "initiatives_initiative" ("municipality_id");
CREATE INDEX "people_wrongpassword_name_hash_b543045b" ON "people_wrongpassword" ("name_hash");
CREATE INDEX "people_user_municipality_id_870fdaf8" ON "people_user" ("municipality_id");
CREATE INDEX "registers_drawing_municipality_id_58fd8ea7" ON "registers_drawing" ("municipality_id");
CREATE TRIGGER registers_drawing_no_update BEFORE UPDATE ON registers_drawing BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE TRIGGER registers_drawing_no_delete BEFORE DELETE ON registers_drawing BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE TRIGGER registers_answer_no_update BEFORE UPDATE ON registers_answer BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE TRIGGER registers_answer_no_delete BEFORE DELETE ON registers_answer BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE INDEX "releases_release_municipality_a9499e85" ON "releases_release" ("municipality");
CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        WHEN OLD.approved_at IS NOT NULL OR OLD.municipality IS NOT NEW.municipality OR OLD.number IS NOT NEW.number OR OLD.as_of IS NOT NEW.as_of OR OLD.host IS NOT NEW.host OR OLD.document IS NOT NEW.document OR OLD.sha256 IS NOT NEW.sha256 OR OLD.rule_version IS NOT NEW.rule_version OR OLD.created_at IS NOT NEW.created_at OR OLD.created_by IS NOT NEW.created_by
        BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END;
CREATE TRIGGER releases_release_no_delete BEFORE DELETE ON releases_release
       WHEN OLD.approved_at IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'a release is never removed'); END;
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',37);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',37);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',148);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('budget_budget',0);
INSERT INTO "sqlite_sequence" VALUES('budget_track',0);
INSERT INTO "sqlite_sequence" VALUES('chain_goal',1);
INSERT INTO "sqlite_sequence" VALUES('chain_story',0);
INSERT INTO "sqlite_sequence" VALUES('chain_target',1);
INSERT INTO "sqlite_sequence" VALUES('chain_vision',0);
INSERT INTO "sqlite_sequence" VALUES('chain_wording',1);
INSERT INTO "sqlite_sequence" VALUES('chain_theme',1);
INSERT INTO "sqlite_sequence" VALUES('findings_finding',3);
INSERT INTO "sqlite_sequence" VALUES('findings_run',1);
INSERT INTO "sqlite_sequence" VALUES('indicators_indicator',1);
INSERT INTO "sqlite_sequence" VALUES('indicators_measurement',3);
INSERT INTO "sqlite_sequence" VALUES('municipality_municipality',1);
INSERT INTO "sqlite_sequence" VALUES('municipality_term',1);
INSERT INTO "sqlite_sequence" VALUES('municipality_body',1);
INSERT INTO "sqlite_sequence" VALUES('municipality_source',3);
INSERT INTO "sqlite_sequence" VALUES('audit_entry',7);
INSERT INTO "sqlite_sequence" VALUES('releases_release',2);
INSERT INTO "sqlite_sequence" VALUES('findings_event',4);
INSERT INTO "sqlite_sequence" VALUES('people_user',1);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "audit_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "action" varchar(60) NOT NULL, "subject" varchar(200) NOT NULL, "details" text NOT NULL, "previous" varchar(64) NOT NULL UNIQUE, "digest" varchar(64) NOT NULL UNIQUE);
INSERT INTO "audit_entry" VALUES(1,'2026-12-01 03:36:47.626299','kcr7jpy4','add user','kcr7jpy4','{}','0000000000000000000000000000000000000000000000000000000000000000','3aae0820ce77d67056279af5af5e2212083129a3843fd2be84adfe0f1864be26');
INSERT INTO "audit_entry" VALUES(2,'2026-12-01 03:36:47.628720','kcr7jpy4','import','odense','{"change_set": 1, "digest": "846ecc5a98a52b621064d9000be562889fded39c35c69190e944455996727681"}','3aae0820ce77d67056279af5af5e2212083129a3843fd2be84adfe0f1864be26','f2230c11c036154a55a25e6901431f77be456b255f7499b4e0be19c1247f2f93');
INSERT INTO "audit_entry" VALUES(3,'2026-12-01 03:36:50.997524','kcr7jpy4','release.freeze','odense 1','{"sha256": "188dfd27ebdda2e4648f636c440e01f4c7b0bba13cb3b905307fc7117c79df92"}','f2230c11c036154a55a25e6901431f77be456b255f7499b4e0be19c1247f2f93','1e40f2919e91fc702ead881063cad2a9cf4d99375d393c95347ef0f85c8200db');
INSERT INTO "audit_entry" VALUES(4,'2026-12-01 03:36:54.623040','k2fwybft','add user','k2fwybft','{}','1e40f2919e91fc702ead881063cad2a9cf4d99375d393c95347ef0f85c8200db','cddc8ffcf9ed2a0dab8d71b054fcda55fa18ea12917fbfa61e2444f82be39f9c');
INSERT INTO "audit_entry" VALUES(5,'2026-12-01 03:36:54.732616','k2fwybft','release.approve','odense 1','{"embargo_until": null, "sha256": "188dfd27ebdda2e4648f636c440e01f4c7b0bba13cb3b905307fc7117c79df92"}','cddc8ffcf9ed2a0dab8d71b054fcda55fa18ea12917fbfa61e2444f82be39f9c','8d67d9300f2428ceb23279135071af27fee80a3760468f50a9aeda12bf50cc2a');
INSERT INTO "audit_entry" VALUES(6,'2026-12-01 03:36:59.007018','kcr7jpy4','inspect','odense','{"day": "2016-06-01", "facts": "f9a78abcc6453fb8fca288a49ab0cbb83930302fe099af96070645042c71ea9c", "found": [1, 2, 3], "moved": true, "rules": ["D101", "D102", "D103", "D104", "D105", "D106", "D107", "D108", "D109", "D110", "D111", "D112", "D113", "D201", "D202", "D203", "D204", "D205", "D206", "D207", "D301", "D302", "D303", "D304", "D305", "D306", "D307", "D401", "D402"], "run": 1}','8d67d9300f2428ceb23279135071af27fee80a3760468f50a9aeda12bf50cc2a','4e7f41fddc668d349e325db05bc61401f94af0258ebfd71718f818a156dbb808');
INSERT INTO "audit_entry" VALUES(7,'2026-12-01 03:37:04.654182','kcr7jpy4','answer','odense','{"code": "D106", "finding": 1, "fingerprint": "8fb654ddc43adbb2", "reason": "Det er med vilje."}','4e7f41fddc668d349e325db05bc61401f94af0258ebfd71718f818a156dbb808','76585c8cee4318caa71e3ebcc3fbffaccbb9af43a2452f9080260546acaa8976');
INSERT INTO "audit_entry" VALUES(8,'2026-12-01 03:37:10.236703','kw29rrvk','add user','kw29rrvk','{}','76585c8cee4318caa71e3ebcc3fbffaccbb9af43a2452f9080260546acaa8976','758e34b6ff4a30aaf5c71abffccad3cdd2420816f71bb2cf622c89ae03594e29');
INSERT INTO "audit_entry" VALUES(9,'2026-12-01 03:37:10.248091','kw29rrvk','add user','k94h9wth','{"municipality": null, "role": "analyst"}','758e34b6ff4a30aaf5c71abffccad3cdd2420816f71bb2cf622c89ae03594e29','5357fd6d3a71f227a122b548fab7f9b2fcbb61f139ea74faaf92b8bf62dece49');
INSERT INTO "audit_entry" VALUES(10,'2026-12-01 03:37:14.915285','kcr7jpy4','release.freeze','odense 2','{"sha256": "cc6b272f7021355b326b1183fb59ef21776b69664a5d3195f37e06fed5c00eb8"}','5357fd6d3a71f227a122b548fab7f9b2fcbb61f139ea74faaf92b8bf62dece49','b92953e0fd6e1e8547e28356d07aded009745de5efdb8fc417dbc01c9d74b636');
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
INSERT INTO "auth_permission" VALUES(17,5,'add_emailaddress','Can add email address');
INSERT INTO "auth_permission" VALUES(18,5,'change_emailaddress','Can change email address');
INSERT INTO "auth_permission" VALUES(19,5,'delete_emailaddress','Can delete email address');
INSERT INTO "auth_permission" VALUES(20,5,'view_emailaddress','Can view email address');
INSERT INTO "auth_permission" VALUES(21,6,'add_emailconfirmation','Can add email confirmation');
INSERT INTO "auth_permission" VALUES(22,6,'change_emailconfirmation','Can change email confirmation');
INSERT INTO "auth_permission" VALUES(23,6,'delete_emailconfirmation','Can delete email confirmation');
INSERT INTO "auth_permission" VALUES(24,6,'view_emailconfirmation','Can view email confirmation');
INSERT INTO "auth_permission" VALUES(25,7,'add_authenticator','Can add authenticator');
INSERT INTO "auth_permission" VALUES(26,7,'change_authenticator','Can change authenticator');
INSERT INTO "auth_permission" VALUES(27,7,'delete_authenticator','Can delete authenticator');
INSERT INTO "auth_permission" VALUES(28,7,'view_authenticator','Can view authenticator');
INSERT INTO "auth_permission" VALUES(29,8,'add_usersession','Can add user session');
INSERT INTO "auth_permission" VALUES(30,8,'change_usersession','Can change user session');
INSERT INTO "auth_permission" VALUES(31,8,'delete_usersession','Can delete user session');
INSERT INTO "auth_permission" VALUES(32,8,'view_usersession','Can view user session');
INSERT INTO "auth_permission" VALUES(33,9,'add_socialaccount','Can add social account');
INSERT INTO "auth_permission" VALUES(34,9,'change_socialaccount','Can change social account');
INSERT INTO "auth_permission" VALUES(35,9,'delete_socialaccount','Can delete social account');
INSERT INTO "auth_permission" VALUES(36,9,'view_socialaccount','Can view social account');
INSERT INTO "auth_permission" VALUES(37,10,'add_socialapp','Can add social application');
INSERT INTO "auth_permission" VALUES(38,10,'change_socialapp','Can change social application');
INSERT INTO "auth_permission" VALUES(39,10,'delete_socialapp','Can delete social application');
INSERT INTO "auth_permission" VALUES(40,10,'view_socialapp','Can view social application');
INSERT INTO "auth_permission" VALUES(41,11,'add_socialtoken','Can add social application token');
INSERT INTO "auth_permission" VALUES(42,11,'change_socialtoken','Can change social application token');
INSERT INTO "auth_permission" VALUES(43,11,'delete_socialtoken','Can delete social application token');
INSERT INTO "auth_permission" VALUES(44,11,'view_socialtoken','Can view social application token');
INSERT INTO "auth_permission" VALUES(45,12,'add_entry','Can add entry');
INSERT INTO "auth_permission" VALUES(46,12,'change_entry','Can change entry');
INSERT INTO "auth_permission" VALUES(47,12,'delete_entry','Can delete entry');
INSERT INTO "auth_permission" VALUES(48,12,'view_entry','Can view entry');
INSERT INTO "auth_permission" VALUES(49,13,'add_municipality','Can add municipality');
INSERT INTO "auth_permission" VALUES(50,13,'change_municipality','Can change municipality');
INSERT INTO "auth_permission" VALUES(51,13,'delete_municipality','Can delete municipality');
INSERT INTO "auth_permission" VALUES(52,13,'view_municipality','Can view municipality');
INSERT INTO "auth_permission" VALUES(53,14,'add_wrongpassword','Can add wrong password');
INSERT INTO "auth_permission" VALUES(54,14,'change_wrongpassword','Can change wrong password');
INSERT INTO "auth_permission" VALUES(55,14,'delete_wrongpassword','Can delete wrong password');
INSERT INTO "auth_permission" VALUES(56,14,'view_wrongpassword','Can view wrong password');
INSERT INTO "auth_permission" VALUES(57,15,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(58,15,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(59,15,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(60,15,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(61,16,'add_assignment','Can add assignment');
INSERT INTO "auth_permission" VALUES(62,16,'change_assignment','Can change assignment');
INSERT INTO "auth_permission" VALUES(63,16,'delete_assignment','Can delete assignment');
INSERT INTO "auth_permission" VALUES(64,16,'view_assignment','Can view assignment');
INSERT INTO "auth_permission" VALUES(65,17,'add_invitation','Can add invitation');
INSERT INTO "auth_permission" VALUES(66,17,'change_invitation','Can change invitation');
INSERT INTO "auth_permission" VALUES(67,17,'delete_invitation','Can delete invitation');
INSERT INTO "auth_permission" VALUES(68,17,'view_invitation','Can view invitation');
INSERT INTO "auth_permission" VALUES(69,18,'add_message','Can add message');
INSERT INTO "auth_permission" VALUES(70,18,'change_message','Can change message');
INSERT INTO "auth_permission" VALUES(71,18,'delete_message','Can delete message');
INSERT INTO "auth_permission" VALUES(72,18,'view_message','Can view message');
INSERT INTO "auth_permission" VALUES(73,19,'add_cacheentry','Can add cache entry');
INSERT INTO "auth_permission" VALUES(74,19,'change_cacheentry','Can change cache entry');
INSERT INTO "auth_permission" VALUES(75,19,'delete_cacheentry','Can delete cache entry');
INSERT INTO "auth_permission" VALUES(76,19,'view_cacheentry','Can view cache entry');
INSERT INTO "auth_permission" VALUES(77,20,'add_comment','Can add comment');
INSERT INTO "auth_permission" VALUES(78,20,'change_comment','Can change comment');
INSERT INTO "auth_permission" VALUES(79,20,'delete_comment','Can delete comment');
INSERT INTO "auth_permission" VALUES(80,20,'view_comment','Can view comment');
INSERT INTO "auth_permission" VALUES(81,21,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(82,21,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(83,21,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(84,21,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(85,22,'add_changeset','Can add change set');
INSERT INTO "auth_permission" VALUES(86,22,'change_changeset','Can change change set');
INSERT INTO "auth_permission" VALUES(87,22,'delete_changeset','Can delete change set');
INSERT INTO "auth_permission" VALUES(88,22,'view_changeset','Can view change set');
INSERT INTO "auth_permission" VALUES(89,23,'add_drawing','Can add drawing');
INSERT INTO "auth_permission" VALUES(90,23,'change_drawing','Can change drawing');
INSERT INTO "auth_permission" VALUES(91,23,'delete_drawing','Can delete drawing');
INSERT INTO "auth_permission" VALUES(92,23,'view_drawing','Can view drawing');
INSERT INTO "auth_permission" VALUES(93,24,'add_fact','Can add fact');
INSERT INTO "auth_permission" VALUES(94,24,'change_fact','Can change fact');
INSERT INTO "auth_permission" VALUES(95,24,'delete_fact','Can delete fact');
INSERT INTO "auth_permission" VALUES(96,24,'view_fact','Can view fact');
INSERT INTO "auth_permission" VALUES(97,25,'add_measurement','Can add measurement');
INSERT INTO "auth_permission" VALUES(98,25,'change_measurement','Can change measurement');
INSERT INTO "auth_permission" VALUES(99,25,'delete_measurement','Can delete measurement');
INSERT INTO "auth_permission" VALUES(100,25,'view_measurement','Can view measurement');
INSERT INTO "auth_permission" VALUES(101,26,'add_version','Can add version');
INSERT INTO "auth_permission" VALUES(102,26,'change_version','Can change version');
INSERT INTO "auth_permission" VALUES(103,26,'delete_version','Can delete version');
INSERT INTO "auth_permission" VALUES(104,26,'view_version','Can view version');
INSERT INTO "auth_permission" VALUES(105,27,'add_reference','Can add reference');
INSERT INTO "auth_permission" VALUES(106,27,'change_reference','Can change reference');
INSERT INTO "auth_permission" VALUES(107,27,'delete_reference','Can delete reference');
INSERT INTO "auth_permission" VALUES(108,27,'view_reference','Can view reference');
INSERT INTO "auth_permission" VALUES(109,28,'add_answer','Can add answer');
INSERT INTO "auth_permission" VALUES(110,28,'change_answer','Can change answer');
INSERT INTO "auth_permission" VALUES(111,28,'delete_answer','Can delete answer');
INSERT INTO "auth_permission" VALUES(112,28,'view_answer','Can view answer');
INSERT INTO "auth_permission" VALUES(113,29,'add_release','Can add release');
INSERT INTO "auth_permission" VALUES(114,29,'change_release','Can change release');
INSERT INTO "auth_permission" VALUES(115,29,'delete_release','Can delete release');
INSERT INTO "auth_permission" VALUES(116,29,'view_release','Can view release');
INSERT INTO "auth_permission" VALUES(117,30,'add_reader','Can add reader');
INSERT INTO "auth_permission" VALUES(118,30,'change_reader','Can change reader');
INSERT INTO "auth_permission" VALUES(119,30,'delete_reader','Can delete reader');
INSERT INTO "auth_permission" VALUES(120,30,'view_reader','Can view reader');
INSERT INTO "auth_permission" VALUES(121,31,'add_reading','Can add reading');
INSERT INTO "auth_permission" VALUES(122,31,'change_reading','Can change reading');
INSERT INTO "auth_permission" VALUES(123,31,'delete_reading','Can delete reading');
INSERT INTO "auth_permission" VALUES(124,31,'view_reading','Can view reading');
INSERT INTO "auth_permission" VALUES(125,32,'add_finding','Can add finding');
INSERT INTO "auth_permission" VALUES(126,32,'change_finding','Can change finding');
INSERT INTO "auth_permission" VALUES(127,32,'delete_finding','Can delete finding');
INSERT INTO "auth_permission" VALUES(128,32,'view_finding','Can view finding');
INSERT INTO "auth_permission" VALUES(129,33,'add_run','Can add run');
INSERT INTO "auth_permission" VALUES(130,33,'change_run','Can change run');
INSERT INTO "auth_permission" VALUES(131,33,'delete_run','Can delete run');
INSERT INTO "auth_permission" VALUES(132,33,'view_run','Can view run');
INSERT INTO "auth_permission" VALUES(133,34,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(134,34,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(135,34,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(136,34,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(137,35,'add_undonerun','Can add undone run');
INSERT INTO "auth_permission" VALUES(138,35,'change_undonerun','Can change undone run');
INSERT INTO "auth_permission" VALUES(139,35,'delete_undonerun','Can delete undone run');
INSERT INTO "auth_permission" VALUES(140,35,'view_undonerun','Can view undone run');
INSERT INTO "auth_permission" VALUES(141,36,'add_changedraft','Can add change draft');
INSERT INTO "auth_permission" VALUES(142,36,'change_changedraft','Can change change draft');
INSERT INTO "auth_permission" VALUES(143,36,'delete_changedraft','Can delete change draft');
INSERT INTO "auth_permission" VALUES(144,36,'view_changedraft','Can view change draft');
INSERT INTO "auth_permission" VALUES(145,37,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(146,37,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(147,37,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(148,37,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(149,38,'add_reader','Can add reader');
INSERT INTO "auth_permission" VALUES(150,38,'change_reader','Can change reader');
INSERT INTO "auth_permission" VALUES(151,38,'delete_reader','Can delete reader');
INSERT INTO "auth_permission" VALUES(152,38,'view_reader','Can view reader');
CREATE TABLE "change_drafts_changedraft" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "author" varchar(8) NOT NULL, "state" varchar(10) NOT NULL, "origin" varchar(20) NOT NULL, "contents" text NOT NULL, "change_set" integer unsigned NULL CHECK ("change_set" >= 0), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "title" text NOT NULL, CONSTRAINT "change_drafts_number" UNIQUE ("municipality_id", "number"));
CREATE TABLE "change_drafts_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(10) NOT NULL, "at" datetime NOT NULL, "by" varchar(8) NOT NULL, "reason" text NULL, "draft_id" bigint NOT NULL REFERENCES "change_drafts_changedraft" ("id") DEFERRABLE INITIALLY DEFERRED, "answers" text NULL);
CREATE TABLE "change_drafts_reader" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "account" varchar(8) NOT NULL, "draft_id" bigint NOT NULL REFERENCES "change_drafts_changedraft" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "change_drafts_reader_account" UNIQUE ("draft_id", "account"));
CREATE TABLE "comments_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "about_kind" varchar(30) NOT NULL, "about_key" varchar(63) NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "reply_to_id" bigint NULL REFERENCES "comments_comment" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "comments_comment_number" UNIQUE ("municipality_id", "number"));
CREATE TABLE "comments_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(10) NOT NULL, "by" varchar(200) NOT NULL, "at" datetime NOT NULL, "text" text NULL, "comment_id" bigint NOT NULL REFERENCES "comments_comment" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(2,'auth','permission');
INSERT INTO "django_content_type" VALUES(3,'auth','group');
INSERT INTO "django_content_type" VALUES(4,'sessions','session');
INSERT INTO "django_content_type" VALUES(5,'account','emailaddress');
INSERT INTO "django_content_type" VALUES(6,'account','emailconfirmation');
INSERT INTO "django_content_type" VALUES(7,'mfa','authenticator');
INSERT INTO "django_content_type" VALUES(8,'usersessions','usersession');
INSERT INTO "django_content_type" VALUES(9,'socialaccount','socialaccount');
INSERT INTO "django_content_type" VALUES(10,'socialaccount','socialapp');
INSERT INTO "django_content_type" VALUES(11,'socialaccount','socialtoken');
INSERT INTO "django_content_type" VALUES(12,'audit','entry');
INSERT INTO "django_content_type" VALUES(13,'municipality','municipality');
INSERT INTO "django_content_type" VALUES(14,'people','wrongpassword');
INSERT INTO "django_content_type" VALUES(15,'people','user');
INSERT INTO "django_content_type" VALUES(16,'people','assignment');
INSERT INTO "django_content_type" VALUES(17,'people','invitation');
INSERT INTO "django_content_type" VALUES(18,'people','message');
INSERT INTO "django_content_type" VALUES(19,'people','cacheentry');
INSERT INTO "django_content_type" VALUES(20,'comments','comment');
INSERT INTO "django_content_type" VALUES(21,'comments','event');
INSERT INTO "django_content_type" VALUES(22,'facts','changeset');
INSERT INTO "django_content_type" VALUES(23,'facts','drawing');
INSERT INTO "django_content_type" VALUES(24,'facts','fact');
INSERT INTO "django_content_type" VALUES(25,'facts','measurement');
INSERT INTO "django_content_type" VALUES(26,'facts','version');
INSERT INTO "django_content_type" VALUES(27,'facts','reference');
INSERT INTO "django_content_type" VALUES(28,'registers','answer');
INSERT INTO "django_content_type" VALUES(29,'releases','release');
INSERT INTO "django_content_type" VALUES(30,'releases','reader');
INSERT INTO "django_content_type" VALUES(31,'releases','reading');
INSERT INTO "django_content_type" VALUES(32,'findings','finding');
INSERT INTO "django_content_type" VALUES(33,'findings','run');
INSERT INTO "django_content_type" VALUES(34,'findings','event');
INSERT INTO "django_content_type" VALUES(35,'findings','undonerun');
INSERT INTO "django_content_type" VALUES(36,'change_drafts','changedraft');
INSERT INTO "django_content_type" VALUES(37,'change_drafts','event');
INSERT INTO "django_content_type" VALUES(38,'change_drafts','reader');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'municipality','0001_initial','2026-12-01 03:36:44.939004');
INSERT INTO "django_migrations" VALUES(2,'municipality','0002_leader','2026-12-01 03:36:44.944200');
INSERT INTO "django_migrations" VALUES(3,'people','0001_initial','2026-12-01 03:36:44.950725');
INSERT INTO "django_migrations" VALUES(4,'account','0001_initial','2026-12-01 03:36:44.961784');
INSERT INTO "django_migrations" VALUES(5,'account','0002_email_max_length','2026-12-01 03:36:44.967093');
INSERT INTO "django_migrations" VALUES(6,'account','0003_alter_emailaddress_create_unique_verified_email','2026-12-01 03:36:44.972768');
INSERT INTO "django_migrations" VALUES(7,'account','0004_alter_emailaddress_drop_unique_email','2026-12-01 03:36:44.978225');
INSERT INTO "django_migrations" VALUES(8,'account','0005_emailaddress_idx_upper_email','2026-12-01 03:36:44.981794');
INSERT INTO "django_migrations" VALUES(9,'account','0006_emailaddress_lower','2026-12-01 03:36:44.987651');
INSERT INTO "django_migrations" VALUES(10,'account','0007_emailaddress_idx_email','2026-12-01 03:36:44.995222');
INSERT INTO "django_migrations" VALUES(11,'account','0008_emailaddress_unique_primary_email_fixup','2026-12-01 03:36:45.007235');
INSERT INTO "django_migrations" VALUES(12,'account','0009_emailaddress_unique_primary_email','2026-12-01 03:36:45.010641');
INSERT INTO "django_migrations" VALUES(13,'registers','0001_initial','2026-12-01 03:36:45.018555');
INSERT INTO "django_migrations" VALUES(14,'registers','0002_append_only','2026-12-01 03:36:45.025011');
INSERT INTO "django_migrations" VALUES(15,'municipality','0003_municipality_publish','2026-12-01 03:36:45.032668');
INSERT INTO "django_migrations" VALUES(16,'municipality','0004_municipality_beside','2026-12-01 03:36:45.038624');
INSERT INTO "django_migrations" VALUES(17,'municipality','0005_body_ended_by','2026-12-01 03:36:45.044048');
INSERT INTO "django_migrations" VALUES(18,'municipality','0006_municipality_synonyms','2026-12-01 03:36:45.051487');
INSERT INTO "django_migrations" VALUES(19,'initiatives','0001_initial','2026-12-01 03:36:45.058751');
INSERT INTO "django_migrations" VALUES(20,'initiatives','0002_endings','2026-12-01 03:36:45.090562');
INSERT INTO "django_migrations" VALUES(21,'indicators','0001_initial','2026-12-01 03:36:45.131537');
INSERT INTO "django_migrations" VALUES(22,'indicators','0002_draw','2026-12-01 03:36:45.142907');
INSERT INTO "django_migrations" VALUES(23,'indicators','0003_indicator_next_publication','2026-12-01 03:36:45.150750');
INSERT INTO "django_migrations" VALUES(24,'indicators','0004_basis','2026-12-01 03:36:45.180887');
INSERT INTO "django_migrations" VALUES(25,'indicators','0005_contact','2026-12-01 03:36:45.189289');
INSERT INTO "django_migrations" VALUES(26,'indicators','0006_measurement_withdrawn','2026-12-01 03:36:45.193308');
INSERT INTO "django_migrations" VALUES(27,'indicators','0007_decimals_as_figures_have','2026-12-01 03:36:45.214098');
INSERT INTO "django_migrations" VALUES(28,'facts','0001_initial','2026-12-01 03:36:45.280564');
INSERT INTO "django_migrations" VALUES(29,'facts','0002_append_only','2026-12-01 03:36:45.303872');
INSERT INTO "django_migrations" VALUES(30,'council','0001_initial','2026-12-01 03:36:45.372336');
INSERT INTO "django_migrations" VALUES(31,'chain','0001_initial','2026-12-01 03:36:45.572150');
INSERT INTO "django_migrations" VALUES(32,'chain','0002_cross_cutting','2026-12-01 03:36:45.600750');
INSERT INTO "django_migrations" VALUES(33,'chain','0003_decisions_that_set_and_end','2026-12-01 03:36:45.660944');
INSERT INTO "django_migrations" VALUES(34,'chain','0004_wanted','2026-12-01 03:36:45.674768');
INSERT INTO "django_migrations" VALUES(35,'budget','0001_initial','2026-12-01 03:36:45.874078');
INSERT INTO "django_migrations" VALUES(36,'audit','0001_initial','2026-12-01 03:36:45.875992');
INSERT INTO "django_migrations" VALUES(37,'audit','0002_append_only','2026-12-01 03:36:45.920146');
INSERT INTO "django_migrations" VALUES(38,'agreements','0001_initial','2026-12-01 03:36:46.025757');
INSERT INTO "django_migrations" VALUES(39,'facts','0003_carry_over','2026-12-01 03:36:46.077863');
INSERT INTO "django_migrations" VALUES(40,'agreements','0002_stored_as_facts','2026-12-01 03:36:46.081091');
INSERT INTO "django_migrations" VALUES(41,'contenttypes','0001_initial','2026-12-01 03:36:46.086935');
INSERT INTO "django_migrations" VALUES(42,'contenttypes','0002_remove_content_type_name','2026-12-01 03:36:46.178405');
INSERT INTO "django_migrations" VALUES(43,'auth','0001_initial','2026-12-01 03:36:46.201474');
INSERT INTO "django_migrations" VALUES(44,'auth','0002_alter_permission_name_max_length','2026-12-01 03:36:46.217567');
INSERT INTO "django_migrations" VALUES(45,'auth','0003_alter_user_email_max_length','2026-12-01 03:36:46.225465');
INSERT INTO "django_migrations" VALUES(46,'auth','0004_alter_user_username_opts','2026-12-01 03:36:46.229279');
INSERT INTO "django_migrations" VALUES(47,'auth','0005_alter_user_last_login_null','2026-12-01 03:36:46.386503');
INSERT INTO "django_migrations" VALUES(48,'auth','0006_require_contenttypes_0002','2026-12-01 03:36:46.387332');
INSERT INTO "django_migrations" VALUES(49,'auth','0007_alter_validators_add_error_messages','2026-12-01 03:36:46.395767');
INSERT INTO "django_migrations" VALUES(50,'auth','0008_alter_user_username_max_length','2026-12-01 03:36:46.403910');
INSERT INTO "django_migrations" VALUES(51,'auth','0009_alter_user_last_name_max_length','2026-12-01 03:36:46.413083');
INSERT INTO "django_migrations" VALUES(52,'auth','0010_alter_group_name_max_length','2026-12-01 03:36:46.429125');
INSERT INTO "django_migrations" VALUES(53,'auth','0011_update_proxy_permissions','2026-12-01 03:36:46.462661');
INSERT INTO "django_migrations" VALUES(54,'auth','0012_alter_user_first_name_max_length','2026-12-01 03:36:46.466556');
INSERT INTO "django_migrations" VALUES(55,'budget','0002_stored_as_facts','2026-12-01 03:36:46.468636');
INSERT INTO "django_migrations" VALUES(56,'chain','0005_stored_as_facts','2026-12-01 03:36:46.471371');
INSERT INTO "django_migrations" VALUES(57,'municipality','0007_stored_as_facts','2026-12-01 03:36:46.664811');
INSERT INTO "django_migrations" VALUES(58,'change_drafts','0001_initial','2026-12-01 03:36:46.736362');
INSERT INTO "django_migrations" VALUES(59,'change_drafts','0002_append_only','2026-12-01 03:36:46.751221');
INSERT INTO "django_migrations" VALUES(60,'change_drafts','0003_whole_titles','2026-12-01 03:36:46.765539');
INSERT INTO "django_migrations" VALUES(61,'change_drafts','0004_answers','2026-12-01 03:36:46.769405');
INSERT INTO "django_migrations" VALUES(62,'comments','0001_initial','2026-12-01 03:36:46.828325');
INSERT INTO "django_migrations" VALUES(63,'comments','0002_only_added_to','2026-12-01 03:36:46.868848');
INSERT INTO "django_migrations" VALUES(64,'council','0002_stored_as_facts','2026-12-01 03:36:46.871090');
INSERT INTO "django_migrations" VALUES(65,'facts','0004_references','2026-12-01 03:36:46.882745');
INSERT INTO "django_migrations" VALUES(66,'facts','0005_find_references','2026-12-01 03:36:46.898047');
INSERT INTO "django_migrations" VALUES(67,'findings','0001_initial','2026-12-01 03:36:46.978371');
INSERT INTO "django_migrations" VALUES(68,'findings','0002_append_only','2026-12-01 03:36:46.993683');
INSERT INTO "django_migrations" VALUES(69,'findings','0003_undone_run','2026-12-01 03:36:47.024012');
INSERT INTO "django_migrations" VALUES(70,'indicators','0008_stored_as_facts','2026-12-01 03:36:47.026513');
INSERT INTO "django_migrations" VALUES(71,'initiatives','0003_stored_as_facts','2026-12-01 03:36:47.027531');
INSERT INTO "django_migrations" VALUES(72,'mfa','0001_initial','2026-12-01 03:36:47.042831');
INSERT INTO "django_migrations" VALUES(73,'mfa','0002_authenticator_timestamps','2026-12-01 03:36:47.053723');
INSERT INTO "django_migrations" VALUES(74,'mfa','0003_authenticator_type_uniq','2026-12-01 03:36:47.072592');
INSERT INTO "django_migrations" VALUES(75,'people','0002_key','2026-12-01 03:36:47.106321');
INSERT INTO "django_migrations" VALUES(76,'people','0003_names_that_can_be_erased','2026-12-01 03:36:47.141420');
INSERT INTO "django_migrations" VALUES(77,'people','0004_assignments','2026-12-01 03:36:47.198408');
INSERT INTO "django_migrations" VALUES(78,'people','0005_no_role_of_accounts','2026-12-01 03:36:47.227892');
INSERT INTO "django_migrations" VALUES(79,'people','0006_invitations_and_messages','2026-12-01 03:36:47.288529');
INSERT INTO "django_migrations" VALUES(80,'people','0007_cache_entry','2026-12-01 03:36:47.290556');
INSERT INTO "django_migrations" VALUES(81,'registers','0003_stored_as_facts','2026-12-01 03:36:47.291442');
INSERT INTO "django_migrations" VALUES(82,'releases','0001_initial','2026-12-01 03:36:47.294136');
INSERT INTO "django_migrations" VALUES(83,'releases','0002_frozen','2026-12-01 03:36:47.319477');
INSERT INTO "django_migrations" VALUES(84,'releases','0003_revoke','2026-12-01 03:36:47.354824');
INSERT INTO "django_migrations" VALUES(85,'releases','0004_revision','2026-12-01 03:36:47.384539');
INSERT INTO "django_migrations" VALUES(86,'releases','0005_readers','2026-12-01 03:36:47.418363');
INSERT INTO "django_migrations" VALUES(87,'sessions','0001_initial','2026-12-01 03:36:47.420313');
INSERT INTO "django_migrations" VALUES(88,'socialaccount','0001_initial','2026-12-01 03:36:47.455144');
INSERT INTO "django_migrations" VALUES(89,'socialaccount','0002_token_max_lengths','2026-12-01 03:36:47.493868');
INSERT INTO "django_migrations" VALUES(90,'socialaccount','0003_extra_data_default_dict','2026-12-01 03:36:47.498688');
INSERT INTO "django_migrations" VALUES(91,'socialaccount','0004_app_provider_id_settings','2026-12-01 03:36:47.522617');
INSERT INTO "django_migrations" VALUES(92,'socialaccount','0005_socialtoken_nullable_app','2026-12-01 03:36:47.540023');
INSERT INTO "django_migrations" VALUES(93,'socialaccount','0006_alter_socialaccount_extra_data','2026-12-01 03:36:47.553679');
INSERT INTO "django_migrations" VALUES(94,'usersessions','0001_initial','2026-12-01 03:36:47.568105');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "facts_changeset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "origin" varchar(20) NOT NULL, "reason" text NULL, "undoes" integer unsigned NULL CHECK ("undoes" >= 0), "accepted" text NOT NULL, "previous" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_changeset_number" UNIQUE ("municipality_id", "number"));
INSERT INTO "facts_changeset" VALUES(1,1,'2026-12-01 03:36:47.628720','kcr7jpy4','folder',NULL,NULL,'[]','0000000000000000000000000000000000000000000000000000000000000000','846ecc5a98a52b621064d9000be562889fded39c35c69190e944455996727681',1);
CREATE TABLE "facts_drawing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(63) NOT NULL, "indicator" varchar(63) NOT NULL, "register_name" varchar(100) NOT NULL, "register_title" varchar(500) NOT NULL, "table" varchar(100) NOT NULL, "query" text NOT NULL, "day" date NOT NULL, "at" datetime NOT NULL, "updated" datetime NULL, "request_ids" text NOT NULL CHECK ((JSON_VALID("request_ids") OR "request_ids" IS NULL)), "sha256s" text NOT NULL CHECK ((JSON_VALID("sha256s") OR "sha256s" IS NULL)), "active" bool NULL, "outcome" varchar(10) NOT NULL, "refusal" text NULL CHECK ((JSON_VALID("refusal") OR "refusal" IS NULL)), "by" varchar(500) NOT NULL, "added" integer unsigned NOT NULL CHECK ("added" >= 0), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_drawing_key" UNIQUE ("municipality_id", "key"));
CREATE TABLE "facts_fact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "key" varchar(63) NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "position" text NOT NULL, "shape" smallint unsigned NOT NULL CHECK ("shape" >= 0), "body" text NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_fact_key" UNIQUE ("municipality_id", "kind", "key"));
INSERT INTO "facts_fact" VALUES(1,'municipality','461',1,'',1,'{"code":"461","slug":"odense","name":{"da":"Odense Kommune","en":"Odense Municipality"},"notice":{"da":"Dette er et eksempel. Siderne er lavet ud fra offentlige kilder og er ikke Odense Kommunes egne.","en":"This is an example. The pages are made from public sources and are not Odense Municipality''s own."},"about":{"da":"Effektregnskabet for 2014 siger 58.635 private arbejdspladser i 2013. Effektregnskabet for 2015 siger 59.769 for det samme år.\n\nBegge tal står her. Det seneste gælder, og det tidligere er ikke slettet.","en":"The effect account of 2014 says 58,635 private workplaces in 2013. The effect account of 2015 says 59,769 for that same year.\n\nBoth figures stand here. The later one counts, and the earlier one is not deleted."}}',1);
INSERT INTO "facts_fact" VALUES(2,'term','2014-2017',1,'',1,'{"key":"2014-2017","start":"2014-01-01","end":"2017-12-31"}',1);
INSERT INTO "facts_fact" VALUES(3,'body','byraadet',1,'5',1,'{"key":"byraadet","name":{"da":"Byrådet","en":"Odense City Council"},"kind":"council","sources":["effektregnskab-2014"]}',1);
INSERT INTO "facts_fact" VALUES(4,'source','effektregnskab-2014',1,'2',1,'{"key":"effektregnskab-2014","title":{"da":"Odense Kommunes effektregnskab for 2014","en":"Odense Municipality''s effect account for 2014"},"url":"https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2014/effekt","date":"2014"}',1);
INSERT INTO "facts_fact" VALUES(5,'source','effektregnskab-2015',1,'5',1,'{"key":"effektregnskab-2015","title":{"da":"Odense Kommunes effektregnskab for 2015","en":"Odense Municipality''s effect account for 2015"},"url":"https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2015/effekt","date":"2015"}',1);
INSERT INTO "facts_fact" VALUES(6,'source','vaekstpolitik',1,'7',1,'{"key":"vaekstpolitik","title":{"da":"Odense Kommunes vækstpolitik","en":"Odense Municipality''s growth policy"},"url":"https://www.odense.dk/politik/politikker-og-visioner/tvaergaaende-politikker/vaekstpolitik"}',1);
INSERT INTO "facts_fact" VALUES(7,'theme','vaekst',1,'5',1,'{"key":"vaekst","term":"2014-2017","slug":{"da":"vaekst","en":"growth"},"name":{"da":"Vækst","en":"Growth"},"sources":["vaekstpolitik"]}',1);
INSERT INTO "facts_fact" VALUES(8,'goal','private-arbejdspladser',1,'5',1,'{"key":"private-arbejdspladser","term":"2014-2017","slug":{"da":"flere-private-arbejdspladser","en":"more-private-workplaces"},"themes":["vaekst"],"short":{"da":"Flere private arbejdspladser","en":"More private workplaces"},"wordings":[{"text":{"da":"Der skal være 10.000 flere private arbejdspladser i 2020.","en":"There are to be 10,000 more private workplaces by 2020."},"exact":false,"note":{"da":"Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.","en":"The growth policy counts from 57,000. When the council adopted it we have not found."},"sources":["vaekstpolitik"]}],"targets":[{"key":"vaekst-i-arbejdspladser","kind":"threshold","direction":"up","value":67000.0,"deadline":"2020-12-31","indicator":"private-arbejdspladser","note":{"da":"67.000 er vores sum af politikkens 57.000 og 10.000.","en":"67,000 is our sum of the policy''s 57,000 and 10,000."},"sources":["vaekstpolitik"]}],"sources":["vaekstpolitik"]}',1);
INSERT INTO "facts_fact" VALUES(9,'indicator','private-arbejdspladser',1,'',1,'{"key":"private-arbejdspladser","name":{"da":"Private arbejdspladser","en":"Private workplaces"},"what":{"da":"Hvor mange private arbejdspladser der er i kommunen.","en":"How many private workplaces there are in the municipality."},"why":{"da":"Det er det, målet nævner.","en":"It is what the goal names."},"how":{"da":"Effektregnskaberne gengiver et register, der bliver rettet bagud. Hvilket, og hvordan det tæller, har vi ikke fundet.","en":"The effect accounts reproduce a register that is revised for earlier years. Which one, and how it counts, we have not found."},"sentence":{"da":"Der er {value} private arbejdspladser","en":"There are {value} private workplaces"},"unit":"count","direction":"up","collected_by":"register","source":{"da":"Odense Kommunes effektregnskaber","en":"Odense Municipality''s effect accounts"},"cadence":"yearly","grace_days":730,"notes":[{"da":"Dagen, tallene er hentet fra registeret, er ikke kendt og står som den 31. december i regnskabets år.","en":"The day the figures were drawn from the register is not known and stands as 31 December of the account''s year."}],"sources":["effektregnskab-2014","effektregnskab-2015"]}',1);
CREATE TABLE "facts_measurement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "indicator" varchar(63) NOT NULL, "area" varchar(500) NOT NULL, "part" varchar(500) NOT NULL, "period" varchar(30) NOT NULL, "value" real NOT NULL, "of" integer unsigned NULL CHECK ("of" >= 0), "uncertainty" varchar(30) NOT NULL, "standard_error" real NULL, "low" real NULL, "high" real NULL, "n" integer unsigned NULL CHECK ("n" >= 0), "asked" integer unsigned NULL CHECK ("asked" >= 0), "drawn" date NOT NULL, "source" varchar(63) NULL, "drawing" varchar(63) NULL, "withdrawn" date NULL, "note" text NULL CHECK ((JSON_VALID("note") OR "note" IS NULL)), "added" integer unsigned NOT NULL CHECK ("added" >= 0), "removed" integer unsigned NULL CHECK ("removed" >= 0), "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "facts_measurement" VALUES(1,'private-arbejdspladser','','','2012',57968.0,NULL,'full_count',NULL,NULL,NULL,NULL,NULL,'2014-12-31','effektregnskab-2014',NULL,NULL,NULL,1,NULL,1);
INSERT INTO "facts_measurement" VALUES(2,'private-arbejdspladser','','','2013',58635.0,NULL,'full_count',NULL,NULL,NULL,NULL,NULL,'2014-12-31','effektregnskab-2014',NULL,NULL,NULL,1,NULL,1);
INSERT INTO "facts_measurement" VALUES(3,'private-arbejdspladser','','','2013',59769.0,NULL,'full_count',NULL,NULL,NULL,NULL,NULL,'2015-12-31','effektregnskab-2015',NULL,NULL,NULL,1,NULL,1);
CREATE TABLE "facts_reference" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "key" varchar(63) NOT NULL, "to_kind" varchar(30) NOT NULL, "to_key" varchar(63) NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_reference_pair" UNIQUE ("municipality_id", "to_kind", "to_key", "kind", "key"));
INSERT INTO "facts_reference" VALUES(1,'body','byraadet','source','effektregnskab-2014',1);
INSERT INTO "facts_reference" VALUES(2,'theme','vaekst','term','2014-2017',1);
INSERT INTO "facts_reference" VALUES(3,'theme','vaekst','source','vaekstpolitik',1);
INSERT INTO "facts_reference" VALUES(4,'goal','private-arbejdspladser','term','2014-2017',1);
INSERT INTO "facts_reference" VALUES(5,'goal','private-arbejdspladser','theme','vaekst',1);
INSERT INTO "facts_reference" VALUES(6,'goal','private-arbejdspladser','source','vaekstpolitik',1);
INSERT INTO "facts_reference" VALUES(7,'goal','private-arbejdspladser','indicator','private-arbejdspladser',1);
INSERT INTO "facts_reference" VALUES(8,'indicator','private-arbejdspladser','source','effektregnskab-2014',1);
INSERT INTO "facts_reference" VALUES(9,'indicator','private-arbejdspladser','source','effektregnskab-2015',1);
CREATE TABLE "facts_version" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "key" varchar(63) NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "position" text NOT NULL, "shape" smallint unsigned NOT NULL CHECK ("shape" >= 0), "body" text NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_version_revision" UNIQUE ("municipality_id", "kind", "key", "revision"));
INSERT INTO "facts_version" VALUES(1,'municipality','461',1,'',1,'{"code":"461","slug":"odense","name":{"da":"Odense Kommune","en":"Odense Municipality"},"notice":{"da":"Dette er et eksempel. Siderne er lavet ud fra offentlige kilder og er ikke Odense Kommunes egne.","en":"This is an example. The pages are made from public sources and are not Odense Municipality''s own."},"about":{"da":"Effektregnskabet for 2014 siger 58.635 private arbejdspladser i 2013. Effektregnskabet for 2015 siger 59.769 for det samme år.\n\nBegge tal står her. Det seneste gælder, og det tidligere er ikke slettet.","en":"The effect account of 2014 says 58,635 private workplaces in 2013. The effect account of 2015 says 59,769 for that same year.\n\nBoth figures stand here. The later one counts, and the earlier one is not deleted."}}',1);
INSERT INTO "facts_version" VALUES(2,'term','2014-2017',1,'',1,'{"key":"2014-2017","start":"2014-01-01","end":"2017-12-31"}',1);
INSERT INTO "facts_version" VALUES(3,'body','byraadet',1,'5',1,'{"key":"byraadet","name":{"da":"Byrådet","en":"Odense City Council"},"kind":"council","sources":["effektregnskab-2014"]}',1);
INSERT INTO "facts_version" VALUES(4,'source','effektregnskab-2014',1,'2',1,'{"key":"effektregnskab-2014","title":{"da":"Odense Kommunes effektregnskab for 2014","en":"Odense Municipality''s effect account for 2014"},"url":"https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2014/effekt","date":"2014"}',1);
INSERT INTO "facts_version" VALUES(5,'source','effektregnskab-2015',1,'5',1,'{"key":"effektregnskab-2015","title":{"da":"Odense Kommunes effektregnskab for 2015","en":"Odense Municipality''s effect account for 2015"},"url":"https://www.odense.dk/politik/oekonomi-og-effektstyring/regnskaber/aarsberetning-2015/effekt","date":"2015"}',1);
INSERT INTO "facts_version" VALUES(6,'source','vaekstpolitik',1,'7',1,'{"key":"vaekstpolitik","title":{"da":"Odense Kommunes vækstpolitik","en":"Odense Municipality''s growth policy"},"url":"https://www.odense.dk/politik/politikker-og-visioner/tvaergaaende-politikker/vaekstpolitik"}',1);
INSERT INTO "facts_version" VALUES(7,'theme','vaekst',1,'5',1,'{"key":"vaekst","term":"2014-2017","slug":{"da":"vaekst","en":"growth"},"name":{"da":"Vækst","en":"Growth"},"sources":["vaekstpolitik"]}',1);
INSERT INTO "facts_version" VALUES(8,'goal','private-arbejdspladser',1,'5',1,'{"key":"private-arbejdspladser","term":"2014-2017","slug":{"da":"flere-private-arbejdspladser","en":"more-private-workplaces"},"themes":["vaekst"],"short":{"da":"Flere private arbejdspladser","en":"More private workplaces"},"wordings":[{"text":{"da":"Der skal være 10.000 flere private arbejdspladser i 2020.","en":"There are to be 10,000 more private workplaces by 2020."},"exact":false,"note":{"da":"Vækstpolitikken regner fra 57.000. Hvornår byrådet vedtog den, har vi ikke fundet.","en":"The growth policy counts from 57,000. When the council adopted it we have not found."},"sources":["vaekstpolitik"]}],"targets":[{"key":"vaekst-i-arbejdspladser","kind":"threshold","direction":"up","value":67000.0,"deadline":"2020-12-31","indicator":"private-arbejdspladser","note":{"da":"67.000 er vores sum af politikkens 57.000 og 10.000.","en":"67,000 is our sum of the policy''s 57,000 and 10,000."},"sources":["vaekstpolitik"]}],"sources":["vaekstpolitik"]}',1);
INSERT INTO "facts_version" VALUES(9,'indicator','private-arbejdspladser',1,'',1,'{"key":"private-arbejdspladser","name":{"da":"Private arbejdspladser","en":"Private workplaces"},"what":{"da":"Hvor mange private arbejdspladser der er i kommunen.","en":"How many private workplaces there are in the municipality."},"why":{"da":"Det er det, målet nævner.","en":"It is what the goal names."},"how":{"da":"Effektregnskaberne gengiver et register, der bliver rettet bagud. Hvilket, og hvordan det tæller, har vi ikke fundet.","en":"The effect accounts reproduce a register that is revised for earlier years. Which one, and how it counts, we have not found."},"sentence":{"da":"Der er {value} private arbejdspladser","en":"There are {value} private workplaces"},"unit":"count","direction":"up","collected_by":"register","source":{"da":"Odense Kommunes effektregnskaber","en":"Odense Municipality''s effect accounts"},"cadence":"yearly","grace_days":730,"notes":[{"da":"Dagen, tallene er hentet fra registeret, er ikke kendt og står som den 31. december i regnskabets år.","en":"The day the figures were drawn from the register is not known and stands as 31 December of the account''s year."}],"sources":["effektregnskab-2014","effektregnskab-2015"]}',1);
CREATE TABLE "findings_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(10) NOT NULL, "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "reason" text NULL, "fingerprint" varchar(64) NOT NULL, "finding_id" bigint NOT NULL REFERENCES "findings_finding" ("id") DEFERRABLE INITIALLY DEFERRED, "run_id" bigint NULL REFERENCES "findings_run" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "findings_event" VALUES(1,'found','2026-12-01 03:36:59.007018','kcr7jpy4',NULL,'8fb654ddc43adbb2',1,1);
INSERT INTO "findings_event" VALUES(2,'found','2026-12-01 03:36:59.007018','kcr7jpy4',NULL,'84db35f8014f060f',2,1);
INSERT INTO "findings_event" VALUES(3,'found','2026-12-01 03:36:59.007018','kcr7jpy4',NULL,'977d874369b17b96',3,1);
INSERT INTO "findings_event" VALUES(4,'answered','2026-12-01 03:37:04.654182','kcr7jpy4','Det er med vilje.','8fb654ddc43adbb2',1,NULL);
CREATE TABLE "findings_finding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "code" varchar(10) NOT NULL, "subject_kind" varchar(30) NOT NULL, "subject_key" varchar(1200) NOT NULL, "state" varchar(10) NOT NULL, "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "fingerprint" varchar(64) NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "findings_finding_number" UNIQUE ("municipality_id", "number"));
INSERT INTO "findings_finding" VALUES(1,1,'D106','goal','private-arbejdspladser','answered','{"code": "D106", "subject": ["goal", "private-arbejdspladser"], "message": "no initiative, agreement or budget line leads from the goal", "figures": {}, "evidence": [], "fingerprint": "8fb654ddc43adbb2"}','8fb654ddc43adbb2',1);
INSERT INTO "findings_finding" VALUES(2,2,'D110','goal','private-arbejdspladser','open','{"code": "D110", "subject": ["goal", "private-arbejdspladser"], "message": "nobody answers for the goal", "figures": {}, "evidence": [], "fingerprint": "84db35f8014f060f"}','84db35f8014f060f',1);
INSERT INTO "findings_finding" VALUES(3,3,'D201','goal','private-arbejdspladser','open','{"code": "D201", "subject": ["goal", "private-arbejdspladser"], "message": "no committee has given the goal priority in the term", "figures": {}, "evidence": [["term", "2014-2017", "", {}]], "fingerprint": "977d874369b17b96"}','977d874369b17b96',1);
CREATE TABLE "findings_run" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "day" date NOT NULL, "facts" varchar(64) NOT NULL, "seed" bigint NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "moved" bool NOT NULL, "municipality_id" bigint NOT NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "findings_run_number" UNIQUE ("municipality_id", "number"));
INSERT INTO "findings_run" VALUES(1,1,'2026-12-01 03:36:59.007018','kcr7jpy4','2016-06-01','f9a78abcc6453fb8fca288a49ab0cbb83930302fe099af96070645042c71ea9c',302,'["D101", "D102", "D103", "D104", "D105", "D106", "D107", "D108", "D109", "D110", "D111", "D112", "D113", "D201", "D202", "D203", "D204", "D205", "D206", "D207", "D301", "D302", "D303", "D304", "D305", "D306", "D307", "D401", "D402"]','[{"code": "D106", "subject": ["goal", "private-arbejdspladser"], "message": "no initiative, agreement or budget line leads from the goal", "figures": {}, "evidence": [], "fingerprint": "8fb654ddc43adbb2"}, {"code": "D110", "subject": ["goal", "private-arbejdspladser"], "message": "nobody answers for the goal", "figures": {}, "evidence": [], "fingerprint": "84db35f8014f060f"}, {"code": "D201", "subject": ["goal", "private-arbejdspladser"], "message": "no committee has given the goal priority in the term", "figures": {}, "evidence": [["term", "2014-2017", "", {}]], "fingerprint": "977d874369b17b96"}]',1,1);
CREATE TABLE "findings_undonerun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "by" varchar(200) NOT NULL, "run_id" bigint NOT NULL UNIQUE REFERENCES "findings_run" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);
CREATE TABLE "municipality_municipality" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(3) NOT NULL UNIQUE, "slug" varchar(80) NOT NULL UNIQUE, "host" varchar(253) NULL UNIQUE);
INSERT INTO "municipality_municipality" VALUES(1,'461','odense',NULL);
CREATE TABLE "people_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(30) NOT NULL, "place_kind" varchar(30) NOT NULL, "place_key" varchar(63) NOT NULL, "municipality_id" bigint NULL REFERENCES "municipality_municipality" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "people_assignment_once" UNIQUE ("user_id", "role", "municipality_id", "place_kind", "place_key"));
INSERT INTO "people_assignment" VALUES(1,'analyst','','',NULL,4);
CREATE TABLE "people_cacheentry" ("cache_key" varchar(255) NOT NULL PRIMARY KEY, "value" text NOT NULL, "expires" datetime NOT NULL);
CREATE TABLE "people_invitation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "created" datetime NOT NULL, "expires" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_message" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "template" varchar(40) NOT NULL, "subject" varchar(200) NOT NULL, "body" text NOT NULL, "created" datetime NOT NULL, "sent" datetime NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "name" varchar(200) NULL UNIQUE, "added" datetime NOT NULL, "is_active" bool NOT NULL, "key" varchar(8) NOT NULL UNIQUE, "email" varchar(254) NULL, "is_demo" bool NOT NULL, "language" varchar(2) NOT NULL, "session_salt" varchar(16) NOT NULL);
INSERT INTO "people_user" VALUES(1,'!PCvkOJUea7LPybBuazQ4xQBjNx2R0z8Eh84PTsLz',NULL,'office','2026-12-01 03:36:47.626299',1,'kcr7jpy4',NULL,0,'da','');
INSERT INTO "people_user" VALUES(2,'!IlPQVibgUMuRpW6k4bniKqDsowSaBSvJUsIzpsVm',NULL,'council','2026-12-01 03:36:54.623040',1,'k2fwybft',NULL,0,'da','');
INSERT INTO "people_user" VALUES(3,'!b4SRLPsLZSZtDPYqvSirnVY3Yrg3mfHhIELm5fbD',NULL,'operator','2026-12-01 03:37:10.236703',1,'kw29rrvk',NULL,0,'da','');
INSERT INTO "people_user" VALUES(4,'!',NULL,'anna','2026-12-01 03:37:10.248091',1,'k94h9wth',NULL,0,'da','');
CREATE TABLE "people_wrongpassword" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name_hash" varchar(64) NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "registers_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sha256" varchar(64) NOT NULL UNIQUE, "packed" BLOB NOT NULL, "content_type" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0));
CREATE TABLE "releases_reader" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "municipality" varchar(80) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "sha256" varchar(64) NOT NULL, "account" varchar(8) NOT NULL, CONSTRAINT "releases_reader_account" UNIQUE ("municipality", "number", "sha256", "account"));
CREATE TABLE "releases_reading" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "municipality" varchar(80) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "sha256" varchar(64) NOT NULL, "account" varchar(8) NOT NULL, "day" date NOT NULL, "at" datetime NOT NULL, CONSTRAINT "releases_reading_day" UNIQUE ("municipality", "number", "sha256", "account", "day"));
CREATE TABLE "releases_release" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "municipality" varchar(80) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "as_of" date NOT NULL, "host" varchar(253) NULL, "document" text NOT NULL, "sha256" varchar(64) NOT NULL, "rule_version" smallint unsigned NOT NULL CHECK ("rule_version" >= 0), "created_at" datetime NOT NULL, "created_by" varchar(200) NOT NULL, "approved_at" datetime NULL, "approved_by" varchar(200) NULL, "embargo_until" datetime NULL, "revision" integer unsigned NULL CHECK ("revision" >= 0), CONSTRAINT "releases_release_number" UNIQUE ("municipality", "number"), CONSTRAINT "releases_release_approved_by_somebody" CHECK ((("approved_at" IS NULL AND "approved_by" IS NULL) OR ("approved_at" IS NOT NULL AND "approved_by" IS NOT NULL))));
INSERT INTO "releases_release" VALUES(1,'odense',1,'2016-06-01',NULL,'{
 "format": "kobling-release/1",
 "rule_version": 2,
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
    "en": "Odense City Council"
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
     "whole": true,
     "assessment": {
      "rule_version": 2,
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
       "value": 59097.0,
       "standard_error": 0.0,
       "low": 59097.0,
       "high": 59097.0
      },
      "path_distance": {
       "value": 672.0,
       "standard_error": 0.0,
       "low": 672.0,
       "high": 672.0
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
   ],
   "term": {
    "key": "2014-2017",
    "start": "2014-01-01",
    "end": "2017-12-31"
   }
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
   "next_expected": null
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
 "earlier": [],
 "priorities": [],
 "joint_meetings": [],
 "decisions": [],
 "budgets": [],
 "agreements": []
}
','188dfd27ebdda2e4648f636c440e01f4c7b0bba13cb3b905307fc7117c79df92',2,'2026-12-01 03:36:50.997524','kcr7jpy4','2026-12-01 03:36:54.732616','k2fwybft',NULL,1);
INSERT INTO "releases_release" VALUES(2,'odense',2,'2017-06-01',NULL,'{
 "format": "kobling-release/1",
 "rule_version": 2,
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
    "en": "Odense City Council"
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
     "whole": true,
     "assessment": {
      "rule_version": 2,
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
       "value": 59097.0,
       "standard_error": 0.0,
       "low": 59097.0,
       "high": 59097.0
      },
      "path_distance": {
       "value": 672.0,
       "standard_error": 0.0,
       "low": 672.0,
       "high": 672.0
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
   ],
   "term": {
    "key": "2014-2017",
    "start": "2014-01-01",
    "end": "2017-12-31"
   }
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
   "next_expected": null
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
   "sha256": "188dfd27ebdda2e4648f636c440e01f4c7b0bba13cb3b905307fc7117c79df92",
   "corrects": null,
   "reason": null,
   "statuses": {
    "private-arbejdspladser": "on_track"
   }
  }
 ],
 "priorities": [],
 "joint_meetings": [],
 "decisions": [],
 "budgets": [],
 "agreements": []
}
','cc6b272f7021355b326b1183fb59ef21776b69664a5d3195f37e06fed5c00eb8',2,'2026-12-01 03:37:14.915285','kcr7jpy4',NULL,NULL,NULL,1);
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" datetime NOT NULL, "date_joined" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "extra_data" text NOT NULL CHECK ((JSON_VALID("extra_data") OR "extra_data" IS NULL)));
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(191) NOT NULL, "secret" varchar(191) NOT NULL, "key" varchar(191) NOT NULL, "provider_id" varchar(200) NOT NULL, "settings" text NOT NULL CHECK ((JSON_VALID("settings") OR "settings" IS NULL)));
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" datetime NULL, "account_id" integer NOT NULL REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED, "app_id" integer NULL REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "usersessions_usersession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "ip" char(39) NOT NULL, "last_seen_at" datetime NOT NULL, "session_key" varchar(40) NOT NULL UNIQUE, "user_agent" varchar(200) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "people_wrongpassword_name_hash_b543045b" ON "people_wrongpassword" ("name_hash");
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE TRIGGER registers_answer_no_update BEFORE UPDATE ON registers_answer BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE TRIGGER registers_answer_no_delete BEFORE DELETE ON registers_answer BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END;
CREATE INDEX "facts_changeset_municipality_id_074141ca" ON "facts_changeset" ("municipality_id");
CREATE INDEX "facts_drawing_municipality_id_2567dcd4" ON "facts_drawing" ("municipality_id");
CREATE INDEX "facts_fact_municipality_id_e07b4549" ON "facts_fact" ("municipality_id");
CREATE UNIQUE INDEX "facts_measurement_present" ON "facts_measurement" ("municipality_id", "indicator", "area", "part", "period", "drawn") WHERE "removed" IS NULL;
CREATE INDEX "facts_measurement_municipality_id_a4e4642d" ON "facts_measurement" ("municipality_id");
CREATE INDEX "facts_measurement_series" ON "facts_measurement" ("municipality_id", "indicator");
CREATE INDEX "facts_version_municipality_id_4d422bd8" ON "facts_version" ("municipality_id");
CREATE TRIGGER facts_changeset_no_update BEFORE UPDATE ON facts_changeset BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_changeset_no_delete BEFORE DELETE ON facts_changeset BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_version_no_update BEFORE UPDATE ON facts_version BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_version_no_delete BEFORE DELETE ON facts_version BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_drawing_no_update BEFORE UPDATE ON facts_drawing BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_drawing_no_delete BEFORE DELETE ON facts_drawing BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_measurement_no_delete BEFORE DELETE ON facts_measurement BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_measurement_no_update BEFORE UPDATE OF "municipality_id", "indicator", "area", "part", "period", "value", "of", "uncertainty", "standard_error", "low", "high", "n", "asked", "drawn", "source", "drawing", "withdrawn", "note", "added" ON facts_measurement BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
CREATE TRIGGER facts_measurement_removed BEFORE UPDATE OF removed ON facts_measurement WHEN (OLD.removed IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'facts are only added to'); END;
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
CREATE INDEX "change_drafts_event_draft_id_f6a7e789" ON "change_drafts_event" ("draft_id");
CREATE INDEX "change_drafts_reader_draft_id_e4ca089c" ON "change_drafts_reader" ("draft_id");
CREATE TRIGGER change_drafts_event_no_update BEFORE UPDATE ON change_drafts_event BEGIN SELECT RAISE(ABORT, 'what happened to change drafts is only added to'); END;
CREATE TRIGGER change_drafts_event_no_delete BEFORE DELETE ON change_drafts_event BEGIN SELECT RAISE(ABORT, 'what happened to change drafts is only added to'); END;
CREATE INDEX "change_drafts_changedraft_municipality_id_b4f3a09b" ON "change_drafts_changedraft" ("municipality_id");
CREATE INDEX "comments_event_comment_id_8e6d0e63" ON "comments_event" ("comment_id");
CREATE INDEX "comments_comment_municipality_id_a2dbf8d5" ON "comments_comment" ("municipality_id");
CREATE INDEX "comments_comment_reply_to_id_c5c704af" ON "comments_comment" ("reply_to_id");
CREATE INDEX "comments_comment_about" ON "comments_comment" ("municipality_id", "about_kind", "about_key");
CREATE TRIGGER comments_comment_no_update BEFORE UPDATE ON comments_comment BEGIN SELECT RAISE(ABORT, 'comments are only added to'); END;
CREATE TRIGGER comments_comment_no_delete BEFORE DELETE ON comments_comment BEGIN SELECT RAISE(ABORT, 'comments are only added to'); END;
CREATE TRIGGER comments_event_no_update BEFORE UPDATE ON comments_event
        WHEN NEW.text IS NOT NULL OR OLD."id" IS NOT NEW."id" OR OLD."comment_id" IS NOT NEW."comment_id" OR OLD."what" IS NOT NEW."what" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at"
        BEGIN SELECT RAISE(ABORT, 'comments are only added to'); END;
CREATE TRIGGER comments_event_no_delete BEFORE DELETE ON comments_event
        BEGIN SELECT RAISE(ABORT, 'comments are only added to'); END;
CREATE INDEX "facts_reference_municipality_id_4f0bafba" ON "facts_reference" ("municipality_id");
CREATE INDEX "facts_reference_from" ON "facts_reference" ("municipality_id", "kind", "key");
CREATE INDEX "findings_event_finding_id_53976784" ON "findings_event" ("finding_id");
CREATE INDEX "findings_event_run_id_4925126d" ON "findings_event" ("run_id");
CREATE INDEX "findings_finding_municipality_id_6968755a" ON "findings_finding" ("municipality_id");
CREATE INDEX "findings_run_municipality_id_a8851803" ON "findings_run" ("municipality_id");
CREATE TRIGGER findings_run_no_update BEFORE UPDATE ON findings_run BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_run_no_delete BEFORE DELETE ON findings_run BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_event_no_update BEFORE UPDATE ON findings_event BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_event_no_delete BEFORE DELETE ON findings_event BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_undonerun_no_update BEFORE UPDATE ON findings_undonerun BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE TRIGGER findings_undonerun_no_delete BEFORE DELETE ON findings_undonerun BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END;
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');
CREATE INDEX "people_assignment_municipality_id_633d92fb" ON "people_assignment" ("municipality_id");
CREATE INDEX "people_assignment_user_id_09e7444d" ON "people_assignment" ("user_id");
CREATE UNIQUE INDEX "people_assignment_everywhere" ON "people_assignment" ("user_id", "role") WHERE "municipality_id" IS NULL;
CREATE INDEX "people_invitation_user_id_6b7e61de" ON "people_invitation" ("user_id");
CREATE INDEX "people_message_user_id_8f4c0852" ON "people_message" ("user_id");
CREATE INDEX "people_cacheentry_expires_54db5597" ON "people_cacheentry" ("expires");
CREATE INDEX "releases_release_municipality_a9499e85" ON "releases_release" ("municipality");
CREATE TRIGGER releases_release_no_delete BEFORE DELETE ON releases_release
       WHEN OLD.approved_at IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'a release is never removed'); END;
CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        WHEN (
    OLD.approved_at IS NOT NULL AND NOT (
        OLD.embargo_until IS NOT NULL AND OLD.embargo_until > strftime('%Y-%m-%d %H:%M:%f', 'now')
        AND NEW.approved_at IS NULL AND NEW.approved_by IS NULL AND NEW.embargo_until IS NULL
    )
) OR OLD.municipality IS NOT NEW.municipality OR OLD.number IS NOT NEW.number OR OLD.as_of IS NOT NEW.as_of OR OLD.host IS NOT NEW.host OR OLD.document IS NOT NEW.document OR OLD.sha256 IS NOT NEW.sha256 OR OLD.rule_version IS NOT NEW.rule_version OR OLD.created_at IS NOT NEW.created_at OR OLD.created_by IS NOT NEW.created_by OR OLD.revision IS NOT NEW.revision
        BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END;
CREATE TRIGGER releases_reading_no_update BEFORE UPDATE ON releases_reading BEGIN SELECT RAISE(ABORT, 'that a release was read is only added to'); END;
CREATE TRIGGER releases_reading_no_delete BEFORE DELETE ON releases_reading BEGIN SELECT RAISE(ABORT, 'that a release was read is only added to'); END;
CREATE INDEX "releases_reader_municipality_fc61116c" ON "releases_reader" ("municipality");
CREATE INDEX "releases_reading_municipality_81e5e236" ON "releases_reading" ("municipality");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE UNIQUE INDEX "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" ON "socialaccount_socialtoken" ("app_id", "account_id");
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id");
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id");
CREATE UNIQUE INDEX "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" ON "socialaccount_socialaccount" ("provider", "uid");
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id");
CREATE INDEX "usersessions_usersession_user_id_af5e0a6d" ON "usersessions_usersession" ("user_id");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',94);
INSERT INTO "sqlite_sequence" VALUES('account_emailaddress',0);
INSERT INTO "sqlite_sequence" VALUES('municipality_municipality',1);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',38);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',152);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('change_drafts_reader',0);
INSERT INTO "sqlite_sequence" VALUES('change_drafts_changedraft',0);
INSERT INTO "sqlite_sequence" VALUES('comments_comment',0);
INSERT INTO "sqlite_sequence" VALUES('findings_finding',3);
INSERT INTO "sqlite_sequence" VALUES('findings_run',1);
INSERT INTO "sqlite_sequence" VALUES('mfa_authenticator',0);
INSERT INTO "sqlite_sequence" VALUES('people_assignment',1);
INSERT INTO "sqlite_sequence" VALUES('people_user',4);
INSERT INTO "sqlite_sequence" VALUES('socialaccount_socialapp',0);
INSERT INTO "sqlite_sequence" VALUES('socialaccount_socialtoken',0);
INSERT INTO "sqlite_sequence" VALUES('socialaccount_socialaccount',0);
INSERT INTO "sqlite_sequence" VALUES('audit_entry',10);
INSERT INTO "sqlite_sequence" VALUES('facts_changeset',1);
INSERT INTO "sqlite_sequence" VALUES('facts_version',9);
INSERT INTO "sqlite_sequence" VALUES('facts_fact',9);
INSERT INTO "sqlite_sequence" VALUES('facts_reference',9);
INSERT INTO "sqlite_sequence" VALUES('facts_measurement',3);
INSERT INTO "sqlite_sequence" VALUES('releases_release',2);
INSERT INTO "sqlite_sequence" VALUES('findings_event',4);
COMMIT;

CREATE TABLE claims (
	id TEXT NOT NULL,
	basis TEXT NOT NULL,
	indicator TEXT NOT NULL,
	indicator_code TEXT,
	indicator_scope TEXT,
	indicator_start INTEGER,
	indicator_end INTEGER,
	indicator_inherited BOOLEAN NOT NULL,
	quantity TEXT NOT NULL,
	value TEXT,
	value_real DOUBLE GENERATED ALWAYS AS (CAST(value AS DOUBLE)) STORED,
	low TEXT,
	low_real DOUBLE GENERATED ALWAYS AS (CAST(low AS DOUBLE)) STORED,
	high TEXT,
	high_real DOUBLE GENERATED ALWAYS AS (CAST(high AS DOUBLE)) STORED,
	unit TEXT,
	bound TEXT NOT NULL,
	bound_text TEXT,
	masked BOOLEAN NOT NULL,
	resolution TEXT,
	resolution_real DOUBLE GENERATED ALWAYS AS (CAST(resolution AS DOUBLE)) STORED,
	period TEXT,
	period_start DATE,
	period_end DATE,
	period_text TEXT,
	period_inherited BOOLEAN,
	comparison TEXT,
	base_period TEXT,
	base_status TEXT,
	comparison_text TEXT,
	comparability TEXT,
	comparability_text TEXT,
	vintage TEXT,
	plan_version TEXT,
	plan_issuer TEXT,
	plan_text TEXT,
	modality TEXT,
	CONSTRAINT pk_claims PRIMARY KEY (id),
	CONSTRAINT fk_claims_id_records FOREIGN KEY(id) REFERENCES records (id) ON DELETE CASCADE
);
INSERT INTO "claims" VALUES('d1-actual','level','内资','domestic_capital_actual','全县',10,12,0,'12.50亿元','1250000000',NULL,NULL,'CNY','eq',NULL,0,'1000000','2024','2024-01-01','2024-12-31','2024年',0,'yoy','2023','actual','比上年','real','按可比价','flash',NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('d1-target','level','内资','domestic_capital_actual','全县',NULL,NULL,1,'10亿元至11亿元',NULL,'1000000000','1100000000','CNY','range',NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'own_goal','县政府','年计划','确保');
INSERT INTO "claims" VALUES('d1-rate','completion','内资','domestic_capital_actual','全县',10,12,0,'125%','125',NULL,NULL,'%','eq',NULL,0,'1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE document_parts (
	doc_id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	kind TEXT NOT NULL,
	number INTEGER NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	CONSTRAINT pk_document_parts PRIMARY KEY (doc_id, idx),
	CONSTRAINT fk_document_parts_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "document_parts" VALUES('d1',0,'page',1,0,9);
CREATE TABLE document_paths (
	doc_id TEXT NOT NULL,
	path TEXT NOT NULL,
	sha256 TEXT,
	encoding TEXT,
	CONSTRAINT pk_document_paths PRIMARY KEY (doc_id, path),
	CONSTRAINT fk_document_paths_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "document_paths" VALUES('d1','a.txt','00ff','gb18030');
INSERT INTO "document_paths" VALUES('d1','copy/a.txt','00ff','gb18030');
INSERT INTO "document_paths" VALUES('report','a/report.txt',NULL,NULL);
INSERT INTO "document_paths" VALUES('flash','a/flash.txt',NULL,NULL);
INSERT INTO "document_paths" VALUES('odd','odd.txt','0d',NULL);
CREATE TABLE documents (
	doc_id TEXT NOT NULL,
	path TEXT,
	address TEXT,
	sha256 TEXT,
	title TEXT,
	date DATE,
	date_source TEXT,
	upload_date DATE,
	issuer TEXT,
	level TEXT,
	place TEXT,
	place_code TEXT,
	place_valid_from INTEGER,
	place_valid_to INTEGER,
	place_successor TEXT,
	doc_type TEXT,
	reader TEXT NOT NULL,
	reader_version TEXT NOT NULL,
	encoding TEXT,
	metadata JSON NOT NULL,
	pipeline_version TEXT NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_documents PRIMARY KEY (doc_id)
);
INSERT INTO "documents" VALUES('d1','copy/a.txt','https://example.org/a','00ff','报告','2025-01-08','heading','2025-03-01','青禾县人民政府','county','青禾县','990001',1980,NULL,'青禾区','work_report','text','1','gb18030','{"卷":"三"}','0.1.0','青禾县2024年完成内资12.50亿元，为年计划10亿元的125%。'||char(13,10)||'设立基金，建设云溪水厂。');
INSERT INTO "documents" VALUES('report','a/report.txt',NULL,NULL,'政府工作报告',NULL,NULL,NULL,NULL,NULL,'云岭县',NULL,NULL,NULL,NULL,NULL,'text','1',NULL,'{}','0.1.0','一、去年工作回顾
全县引进内资24.6亿元，完成市下达任务20亿元的113%。财政收入8.4亿元，比上年的7.5亿元增长12%。
二、今年安排
粮食总产量达到30万吨左右，工业占全部产值的45.2%。
');
INSERT INTO "documents" VALUES('flash','a/flash.txt',NULL,NULL,'统计快报',NULL,NULL,NULL,NULL,NULL,'云岭县',NULL,NULL,NULL,NULL,NULL,'text','1',NULL,'{}','0.1.0','据快报数，云岭县去年财政收入8.1亿元。
');
INSERT INTO "documents" VALUES('odd','odd.txt',NULL,'0d','全县􏠀完成􏟾95%',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'text','1',NULL,'{"卷":"三􏿿"}','0.1.0','全县􏠀完成􏟾95%');
CREATE TABLE finding_figures (
	finding_id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	role TEXT NOT NULL,
	record_id TEXT,
	doc_id TEXT NOT NULL,
	name TEXT NOT NULL,
	quote TEXT NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	sentence TEXT NOT NULL,
	section JSON NOT NULL,
	CONSTRAINT pk_finding_figures PRIMARY KEY (finding_id, idx),
	CONSTRAINT fk_finding_figures_finding_id_findings FOREIGN KEY(finding_id) REFERENCES findings (finding_id) ON DELETE CASCADE,
	CONSTRAINT fk_finding_figures_record_id_records FOREIGN KEY(record_id) REFERENCES records (id) ON DELETE SET NULL,
	CONSTRAINT fk_finding_figures_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "finding_figures" VALUES('growth',0,'level',NULL,'report','财政收入','8.4亿元',43,48,'财政收入8.4亿元，比上年的7.5亿元增长12%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('growth',1,'base',NULL,'report','财政收入','7.5亿元',53,58,'财政收入8.4亿元，比上年的7.5亿元增长12%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('growth',2,'growth',NULL,'report','财政收入','12%',60,63,'财政收入8.4亿元，比上年的7.5亿元增长12%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('restated',0,'later',NULL,'report','财政收入','8.4亿元',43,48,'财政收入8.4亿元，比上年的7.5亿元增长12%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('restated',1,'earlier',NULL,'flash','财政收入','8.1亿元',14,19,'据快报数，云岭县去年财政收入8.1亿元。','[]');
INSERT INTO "finding_figures" VALUES('share',0,'share',NULL,'report','工业','45.2%',94,99,'粮食总产量达到30万吨左右，工业占全部产值的45.2%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('completion',0,'actual',NULL,'report','引进内资','24.6亿元',15,21,'全县引进内资24.6亿元，完成市下达任务20亿元的113%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('completion',1,'plan',NULL,'report','引进内资','20亿元',29,33,'全县引进内资24.6亿元，完成市下达任务20亿元的113%。','["一、去年工作回顾"]');
INSERT INTO "finding_figures" VALUES('completion',2,'rate',NULL,'report','引进内资','113%',34,38,'全县引进内资24.6亿元，完成市下达任务20亿元的113%。','["一、去年工作回顾"]');
CREATE TABLE findings (
	finding_id TEXT NOT NULL,
	doc_id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	check_name TEXT NOT NULL,
	verdict TEXT NOT NULL,
	strength TEXT NOT NULL,
	severity TEXT,
	stated_low TEXT,
	stated_low_real DOUBLE GENERATED ALWAYS AS (CAST(stated_low AS DOUBLE)) STORED,
	stated_high TEXT,
	stated_high_real DOUBLE GENERATED ALWAYS AS (CAST(stated_high AS DOUBLE)) STORED,
	stated_low_open BOOLEAN,
	stated_high_open BOOLEAN,
	stated_unit TEXT,
	computed_low TEXT,
	computed_low_real DOUBLE GENERATED ALWAYS AS (CAST(computed_low AS DOUBLE)) STORED,
	computed_high TEXT,
	computed_high_real DOUBLE GENERATED ALWAYS AS (CAST(computed_high AS DOUBLE)) STORED,
	computed_low_open BOOLEAN,
	computed_high_open BOOLEAN,
	computed_unit TEXT,
	formula TEXT NOT NULL,
	reason TEXT,
	diagnosis TEXT,
	implied BOOLEAN NOT NULL,
	figures INTEGER NOT NULL,
	pipeline_version TEXT NOT NULL,
	CONSTRAINT pk_findings PRIMARY KEY (finding_id),
	CONSTRAINT fk_findings_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "findings" VALUES('growth','report',0,'growth','consistent','same_sentence',NULL,'11.5','12.5',0,0,'%','10.596','13.423',0,0,'%','8.4亿元 ÷ 7.5亿元 − 1 = 10.6…13.4%',NULL,NULL,0,3,'0.1.0');
INSERT INTO "findings" VALUES('restated','report',1,'growth_and_base','restated','cross_document','low','835000000','845000000',0,0,'CNY','805000000','815000000',0,0,'CNY','8.4亿元 ≠ 8.1亿元',NULL,NULL,0,2,'0.1.0');
INSERT INTO "findings" VALUES('share','report',2,'share','not_checkable','same_section',NULL,'45.15','45.25',0,0,'%',NULL,NULL,NULL,NULL,NULL,'','没有写出全部产值',NULL,0,1,'0.1.0');
INSERT INTO "findings" VALUES('completion','report',3,'completion','inconsistent','same_sentence','high','112.5','113.5',0,0,'%','122.4390243902439','123.5897435897436',0,0,'%','24.6亿元 ÷ 20亿元 = 122.4…123.6%',NULL,'113% 与 123% 差一个数字',0,3,'0.1.0');
CREATE TABLE flags (
	doc_id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	name TEXT NOT NULL,
	what TEXT NOT NULL,
	count INTEGER NOT NULL,
	spans JSON NOT NULL,
	CONSTRAINT pk_flags PRIMARY KEY (doc_id, idx),
	CONSTRAINT fk_flags_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "flags" VALUES('d1',0,'masked','figures masked',1,'[]');
CREATE TABLE measure_amounts (
	id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	amount_id TEXT NOT NULL,
	CONSTRAINT pk_measure_amounts PRIMARY KEY (id, idx),
	CONSTRAINT fk_measure_amounts_id_measures FOREIGN KEY(id) REFERENCES measures (id) ON DELETE CASCADE,
	CONSTRAINT fk_measure_amounts_amount_id_records FOREIGN KEY(amount_id) REFERENCES records (id) ON DELETE CASCADE
);
INSERT INTO "measure_amounts" VALUES('d1-measure',0,'d1-target');
INSERT INTO "measure_amounts" VALUES('d1-measure',1,'d1-actual');
CREATE TABLE measures (
	id TEXT NOT NULL,
	measure TEXT NOT NULL,
	status TEXT,
	action TEXT,
	object TEXT,
	body TEXT,
	deadline TEXT,
	deadline_start DATE,
	deadline_end DATE,
	deadline_text TEXT,
	deadline_inherited BOOLEAN,
	CONSTRAINT pk_measures PRIMARY KEY (id),
	CONSTRAINT fk_measures_id_records FOREIGN KEY(id) REFERENCES records (id) ON DELETE CASCADE
);
INSERT INTO "measures" VALUES('d1-measure','设立基金','planned','设立','基金','县财政','2025',NULL,NULL,NULL,0);
CREATE TABLE project_parties (
	id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	party TEXT NOT NULL,
	CONSTRAINT pk_project_parties PRIMARY KEY (id, idx),
	CONSTRAINT fk_project_parties_id_projects FOREIGN KEY(id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "project_parties" VALUES('d1-project',0,'云溪公司');
INSERT INTO "project_parties" VALUES('d1-project',1,'县水务局');
CREATE TABLE projects (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	stage TEXT,
	investment TEXT,
	investment_real DOUBLE GENERATED ALWAYS AS (CAST(investment AS DOUBLE)) STORED,
	investment_unit TEXT,
	period TEXT,
	period_start DATE,
	period_end DATE,
	period_text TEXT,
	period_inherited BOOLEAN,
	CONSTRAINT pk_projects PRIMARY KEY (id),
	CONSTRAINT fk_projects_id_records FOREIGN KEY(id) REFERENCES records (id) ON DELETE CASCADE
);
INSERT INTO "projects" VALUES('d1-project','云溪水厂','under_construction','50000000','CNY','2024',NULL,NULL,NULL,1);
CREATE TABLE records (
	id TEXT NOT NULL,
	doc_id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	kind TEXT NOT NULL,
	place TEXT,
	place_code TEXT,
	place_valid_from INTEGER,
	place_valid_to INTEGER,
	place_successor TEXT,
	scope TEXT,
	quote TEXT NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	sentence TEXT NOT NULL,
	section JSON NOT NULL,
	confidence DOUBLE NOT NULL,
	source TEXT NOT NULL,
	CONSTRAINT pk_records PRIMARY KEY (id),
	CONSTRAINT ck_records_kind CHECK (kind IN ('target', 'actual', 'completion', 'project', 'measure')),
	CONSTRAINT uq_records_doc_id_seq UNIQUE (doc_id, seq),
	CONSTRAINT fk_records_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "records" VALUES('d1-actual','d1',0,'actual','青禾县','990001',1980,NULL,'青禾区','全县','12.50亿元',12,19,'青禾县2024年完成内资12.50亿元，为年计划10亿元的125%','["一、回顾","1、招商"]',0.98,'rule:level');
INSERT INTO "records" VALUES('d1-target','d1',1,'target',NULL,NULL,NULL,NULL,NULL,NULL,'10亿元',24,28,'青禾县2024年完成内资12.50亿元，为年计划10亿元的125%','["一、回顾","1、招商"]',1.0,'');
INSERT INTO "records" VALUES('d1-rate','d1',2,'completion',NULL,NULL,NULL,NULL,NULL,NULL,'125%',29,33,'青禾县2024年完成内资12.50亿元，为年计划10亿元的125%','["一、回顾","1、招商"]',1.0,'');
INSERT INTO "records" VALUES('d1-measure','d1',3,'measure',NULL,NULL,NULL,NULL,NULL,NULL,'设立基金',36,40,'青禾县2024年完成内资12.50亿元，为年计划10亿元的125%','["一、回顾","1、招商"]',1.0,'');
INSERT INTO "records" VALUES('d1-project','d1',4,'project',NULL,NULL,NULL,NULL,NULL,NULL,'云溪水厂',43,47,'青禾县2024年完成内资12.50亿元，为年计划10亿元的125%','["一、回顾","1、招商"]',1.0,'');
CREATE TABLE relations (
	id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	type TEXT NOT NULL,
	other_id TEXT NOT NULL,
	CONSTRAINT pk_relations PRIMARY KEY (id, idx),
	CONSTRAINT fk_relations_id_records FOREIGN KEY(id) REFERENCES records (id) ON DELETE CASCADE,
	CONSTRAINT fk_relations_other_id_records FOREIGN KEY(other_id) REFERENCES records (id) ON DELETE CASCADE
);
INSERT INTO "relations" VALUES('d1-rate',0,'completion_of','d1-actual');
INSERT INTO "relations" VALUES('d1-rate',1,'plan_of','d1-target');
CREATE TABLE repairs (
	doc_id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	name TEXT NOT NULL,
	what TEXT NOT NULL,
	count INTEGER NOT NULL,
	spans JSON NOT NULL,
	CONSTRAINT pk_repairs PRIMARY KEY (doc_id, idx),
	CONSTRAINT fk_repairs_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "repairs" VALUES('d1',0,'spacing','spaces between letters',2,'[[1,2],[5,9]]');
CREATE TABLE reviews (
	review_id INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	subject TEXT NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	quote TEXT NOT NULL,
	verdict TEXT NOT NULL,
	reviewer TEXT DEFAULT '' NOT NULL,
	note TEXT,
	reviewed_at DATETIME,
	CONSTRAINT pk_reviews PRIMARY KEY (review_id),
	CONSTRAINT uq_reviews_sha256_subject_start_char_end_char_quote_reviewer UNIQUE (sha256, subject, start_char, end_char, quote, reviewer)
);
INSERT INTO "reviews" VALUES(1,'00ff','claim',12,19,'12.50亿元','right','李',NULL,'2025-04-01 08:30:00.000000');
INSERT INTO "reviews" VALUES(2,'00ff','project',43,47,'云溪水厂','gut','','siehe Akte',NULL);
CREATE TABLE sections (
	doc_id TEXT NOT NULL,
	idx INTEGER NOT NULL,
	title TEXT NOT NULL,
	level INTEGER NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	parent INTEGER,
	role TEXT,
	CONSTRAINT pk_sections PRIMARY KEY (doc_id, idx),
	CONSTRAINT fk_sections_doc_id_parent_sections FOREIGN KEY(doc_id, parent) REFERENCES sections (doc_id, idx) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_sections_doc_id_documents FOREIGN KEY(doc_id) REFERENCES documents (doc_id) ON DELETE CASCADE
);
INSERT INTO "sections" VALUES('d1',0,'一、回顾',1,0,47,NULL,'review');
INSERT INTO "sections" VALUES('d1',1,'1、招商',2,5,47,0,NULL);
CREATE INDEX ix_documents_date ON documents (date);
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE INDEX ix_document_paths_path_sha256 ON document_paths (path, sha256);
CREATE INDEX ix_records_kind ON records (kind);
CREATE INDEX ix_findings_doc_id ON findings (doc_id);
CREATE INDEX ix_findings_verdict_check_name ON findings (verdict, check_name);
CREATE INDEX ix_claims_indicator ON claims (indicator);
CREATE INDEX ix_claims_indicator_code_period ON claims (indicator_code, period);
CREATE INDEX ix_projects_name ON projects (name);
CREATE INDEX ix_relations_other_id ON relations (other_id);
CREATE INDEX ix_finding_figures_record_id ON finding_figures (record_id);
CREATE INDEX ix_finding_figures_doc_id ON finding_figures (doc_id);
CREATE VIEW all_findings AS SELECT findings.finding_id, findings.doc_id, findings.seq, findings.check_name, findings.verdict, findings.strength, findings.severity, findings.stated_low, findings.stated_low_real, findings.stated_high, findings.stated_high_real, findings.stated_low_open, findings.stated_high_open, findings.stated_unit, findings.computed_low, findings.computed_low_real, findings.computed_high, findings.computed_high_real, findings.computed_low_open, findings.computed_high_open, findings.computed_unit, findings.formula, findings.reason, findings.diagnosis, findings.implied, findings.figures, findings.pipeline_version, documents.path, documents.address, documents.sha256, documents.title, documents.date, documents.date_source, documents.upload_date, documents.issuer, documents.level, documents.place, documents.place_code, documents.place_valid_from, documents.place_valid_to, documents.place_successor, documents.doc_type
FROM findings JOIN documents ON documents.doc_id = findings.doc_id;
CREATE INDEX ix_project_parties_party ON project_parties (party);
CREATE INDEX ix_measure_amounts_amount_id ON measure_amounts (amount_id);
CREATE VIEW all_claims AS SELECT records.id, records.doc_id, records.seq, records.kind, records.place, records.place_code, records.place_valid_from, records.place_valid_to, records.place_successor, records.scope, records.quote, records.start_char, records.end_char, records.sentence, records.section, records.confidence, records.source, claims.basis, claims.indicator, claims.indicator_code, claims.indicator_scope, claims.indicator_start, claims.indicator_end, claims.indicator_inherited, claims.quantity, claims.value, claims.value_real, claims.low, claims.low_real, claims.high, claims.high_real, claims.unit, claims.bound, claims.bound_text, claims.masked, claims.resolution, claims.resolution_real, claims.period, claims.period_start, claims.period_end, claims.period_text, claims.period_inherited, claims.comparison, claims.base_period, claims.base_status, claims.comparison_text, claims.comparability, claims.comparability_text, claims.vintage, claims.plan_version, claims.plan_issuer, claims.plan_text, claims.modality, documents.path, documents.address, documents.sha256, documents.title, documents.date, documents.date_source, documents.upload_date, documents.issuer, documents.level, documents.doc_type, documents.pipeline_version
FROM records JOIN claims ON records.id = claims.id JOIN documents ON documents.doc_id = records.doc_id;
CREATE VIEW all_projects AS SELECT records.id, records.doc_id, records.seq, records.kind, records.place, records.place_code, records.place_valid_from, records.place_valid_to, records.place_successor, records.scope, records.quote, records.start_char, records.end_char, records.sentence, records.section, records.confidence, records.source, projects.name, projects.stage, projects.investment, projects.investment_real, projects.investment_unit, projects.period, projects.period_start, projects.period_end, projects.period_text, projects.period_inherited, documents.path, documents.address, documents.sha256, documents.title, documents.date, documents.date_source, documents.upload_date, documents.issuer, documents.level, documents.doc_type, documents.pipeline_version
FROM records JOIN projects ON records.id = projects.id JOIN documents ON documents.doc_id = records.doc_id;
CREATE VIEW all_measures AS SELECT records.id, records.doc_id, records.seq, records.kind, records.place, records.place_code, records.place_valid_from, records.place_valid_to, records.place_successor, records.scope, records.quote, records.start_char, records.end_char, records.sentence, records.section, records.confidence, records.source, measures.measure, measures.status, measures.action, measures.object, measures.body, measures.deadline, measures.deadline_start, measures.deadline_end, measures.deadline_text, measures.deadline_inherited, documents.path, documents.address, documents.sha256, documents.title, documents.date, documents.date_source, documents.upload_date, documents.issuer, documents.level, documents.doc_type, documents.pipeline_version
FROM records JOIN measures ON records.id = measures.id JOIN documents ON documents.doc_id = records.doc_id;

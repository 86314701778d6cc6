CREATE TABLE public.claims (
    id text NOT NULL,
    basis text NOT NULL,
    indicator text NOT NULL,
    indicator_code text,
    indicator_scope text,
    indicator_start integer,
    indicator_end integer,
    indicator_inherited boolean NOT NULL,
    quantity text NOT NULL,
    value numeric,
    value_real double precision GENERATED ALWAYS AS ((value)::double precision) STORED,
    low numeric,
    low_real double precision GENERATED ALWAYS AS ((low)::double precision) STORED,
    high numeric,
    high_real double precision GENERATED ALWAYS AS ((high)::double precision) STORED,
    unit text,
    bound text NOT NULL,
    bound_text text,
    masked boolean NOT NULL,
    resolution numeric,
    resolution_real double precision GENERATED ALWAYS AS ((resolution)::double precision) STORED,
    period text,
    period_start date,
    period_end date,
    period_text text,
    period_inherited boolean,
    comparison text,
    base_period text,
    base_status text,
    comparison_text text,
    comparability text,
    comparability_text text,
    vintage text,
    plan_version text,
    plan_issuer text,
    plan_text text,
    modality text
);
CREATE TABLE public.documents (
    doc_id text NOT NULL,
    path text,
    address text,
    sha256 text,
    title text,
    date date,
    date_source text,
    upload_date date,
    issuer text,
    level text,
    place text,
    place_code text,
    place_valid_from integer,
    place_valid_to integer,
    place_successor text,
    doc_type text,
    reader text NOT NULL,
    reader_version text NOT NULL,
    encoding text,
    metadata json NOT NULL,
    pipeline_version text NOT NULL,
    text text NOT NULL
);
CREATE TABLE public.records (
    id text NOT NULL,
    doc_id text NOT NULL,
    seq integer NOT NULL,
    kind text NOT NULL,
    place text,
    place_code text,
    place_valid_from integer,
    place_valid_to integer,
    place_successor text,
    scope text,
    quote text NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL,
    sentence text NOT NULL,
    section json NOT NULL,
    confidence double precision NOT NULL,
    source text NOT NULL,
    CONSTRAINT ck_records_kind CHECK ((kind = ANY (ARRAY['target'::text, 'actual'::text, 'completion'::text, 'project'::text, 'measure'::text])))
);
CREATE VIEW public.all_claims AS
 SELECT records.id,
    records.doc_id,
    records.seq,
    records.kind,
    records.place,
    records.place_code,
    records.place_valid_from,
    records.place_valid_to,
    records.place_successor,
    records.scope,
    records.quote,
    records.start_char,
    records.end_char,
    records.sentence,
    records.section,
    records.confidence,
    records.source,
    claims.basis,
    claims.indicator,
    claims.indicator_code,
    claims.indicator_scope,
    claims.indicator_start,
    claims.indicator_end,
    claims.indicator_inherited,
    claims.quantity,
    claims.value,
    claims.value_real,
    claims.low,
    claims.low_real,
    claims.high,
    claims.high_real,
    claims.unit,
    claims.bound,
    claims.bound_text,
    claims.masked,
    claims.resolution,
    claims.resolution_real,
    claims.period,
    claims.period_start,
    claims.period_end,
    claims.period_text,
    claims.period_inherited,
    claims.comparison,
    claims.base_period,
    claims.base_status,
    claims.comparison_text,
    claims.comparability,
    claims.comparability_text,
    claims.vintage,
    claims.plan_version,
    claims.plan_issuer,
    claims.plan_text,
    claims.modality,
    documents.path,
    documents.address,
    documents.sha256,
    documents.title,
    documents.date,
    documents.date_source,
    documents.upload_date,
    documents.issuer,
    documents.level,
    documents.doc_type,
    documents.pipeline_version
   FROM ((public.records
     JOIN public.claims ON ((records.id = claims.id)))
     JOIN public.documents ON ((documents.doc_id = records.doc_id)));
CREATE TABLE public.findings (
    finding_id text NOT NULL,
    doc_id text NOT NULL,
    seq integer NOT NULL,
    check_name text NOT NULL,
    verdict text NOT NULL,
    strength text NOT NULL,
    severity text,
    stated_low numeric,
    stated_low_real double precision GENERATED ALWAYS AS ((stated_low)::double precision) STORED,
    stated_high numeric,
    stated_high_real double precision GENERATED ALWAYS AS ((stated_high)::double precision) STORED,
    stated_low_open boolean,
    stated_high_open boolean,
    stated_unit text,
    computed_low numeric,
    computed_low_real double precision GENERATED ALWAYS AS ((computed_low)::double precision) STORED,
    computed_high numeric,
    computed_high_real double precision GENERATED ALWAYS AS ((computed_high)::double precision) STORED,
    computed_low_open boolean,
    computed_high_open boolean,
    computed_unit text,
    formula text NOT NULL,
    reason text,
    diagnosis text,
    implied boolean NOT NULL,
    figures integer NOT NULL,
    pipeline_version text NOT NULL
);
CREATE VIEW public.all_findings AS
 SELECT findings.finding_id,
    findings.doc_id,
    findings.seq,
    findings.check_name,
    findings.verdict,
    findings.strength,
    findings.severity,
    findings.stated_low,
    findings.stated_low_real,
    findings.stated_high,
    findings.stated_high_real,
    findings.stated_low_open,
    findings.stated_high_open,
    findings.stated_unit,
    findings.computed_low,
    findings.computed_low_real,
    findings.computed_high,
    findings.computed_high_real,
    findings.computed_low_open,
    findings.computed_high_open,
    findings.computed_unit,
    findings.formula,
    findings.reason,
    findings.diagnosis,
    findings.implied,
    findings.figures,
    findings.pipeline_version,
    documents.path,
    documents.address,
    documents.sha256,
    documents.title,
    documents.date,
    documents.date_source,
    documents.upload_date,
    documents.issuer,
    documents.level,
    documents.place,
    documents.place_code,
    documents.place_valid_from,
    documents.place_valid_to,
    documents.place_successor,
    documents.doc_type
   FROM (public.findings
     JOIN public.documents ON ((documents.doc_id = findings.doc_id)));
CREATE TABLE public.measures (
    id text NOT NULL,
    measure text NOT NULL,
    status text,
    action text,
    object text,
    body text,
    deadline text,
    deadline_start date,
    deadline_end date,
    deadline_text text,
    deadline_inherited boolean
);
CREATE VIEW public.all_measures AS
 SELECT records.id,
    records.doc_id,
    records.seq,
    records.kind,
    records.place,
    records.place_code,
    records.place_valid_from,
    records.place_valid_to,
    records.place_successor,
    records.scope,
    records.quote,
    records.start_char,
    records.end_char,
    records.sentence,
    records.section,
    records.confidence,
    records.source,
    measures.measure,
    measures.status,
    measures.action,
    measures.object,
    measures.body,
    measures.deadline,
    measures.deadline_start,
    measures.deadline_end,
    measures.deadline_text,
    measures.deadline_inherited,
    documents.path,
    documents.address,
    documents.sha256,
    documents.title,
    documents.date,
    documents.date_source,
    documents.upload_date,
    documents.issuer,
    documents.level,
    documents.doc_type,
    documents.pipeline_version
   FROM ((public.records
     JOIN public.measures ON ((records.id = measures.id)))
     JOIN public.documents ON ((documents.doc_id = records.doc_id)));
CREATE TABLE public.projects (
    id text NOT NULL,
    name text NOT NULL,
    stage text,
    investment numeric,
    investment_real double precision GENERATED ALWAYS AS ((investment)::double precision) STORED,
    investment_unit text,
    period text,
    period_start date,
    period_end date,
    period_text text,
    period_inherited boolean
);
CREATE VIEW public.all_projects AS
 SELECT records.id,
    records.doc_id,
    records.seq,
    records.kind,
    records.place,
    records.place_code,
    records.place_valid_from,
    records.place_valid_to,
    records.place_successor,
    records.scope,
    records.quote,
    records.start_char,
    records.end_char,
    records.sentence,
    records.section,
    records.confidence,
    records.source,
    projects.name,
    projects.stage,
    projects.investment,
    projects.investment_real,
    projects.investment_unit,
    projects.period,
    projects.period_start,
    projects.period_end,
    projects.period_text,
    projects.period_inherited,
    documents.path,
    documents.address,
    documents.sha256,
    documents.title,
    documents.date,
    documents.date_source,
    documents.upload_date,
    documents.issuer,
    documents.level,
    documents.doc_type,
    documents.pipeline_version
   FROM ((public.records
     JOIN public.projects ON ((records.id = projects.id)))
     JOIN public.documents ON ((documents.doc_id = records.doc_id)));
CREATE TABLE public.document_parts (
    doc_id text NOT NULL,
    idx integer NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL
);
CREATE TABLE public.document_paths (
    doc_id text NOT NULL,
    path text NOT NULL,
    sha256 text,
    encoding text
);
CREATE TABLE public.finding_figures (
    finding_id text NOT NULL,
    idx integer NOT NULL,
    role text NOT NULL,
    record_id text,
    doc_id text NOT NULL,
    name text NOT NULL,
    quote text NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL,
    sentence text NOT NULL,
    section json NOT NULL
);
CREATE TABLE public.flags (
    doc_id text NOT NULL,
    idx integer NOT NULL,
    name text NOT NULL,
    what text NOT NULL,
    count integer NOT NULL,
    spans json NOT NULL
);
CREATE TABLE public.measure_amounts (
    id text NOT NULL,
    idx integer NOT NULL,
    amount_id text NOT NULL
);
CREATE TABLE public.project_parties (
    id text NOT NULL,
    idx integer NOT NULL,
    party text NOT NULL
);
CREATE TABLE public.relations (
    id text NOT NULL,
    idx integer NOT NULL,
    type text NOT NULL,
    other_id text NOT NULL
);
CREATE TABLE public.repairs (
    doc_id text NOT NULL,
    idx integer NOT NULL,
    name text NOT NULL,
    what text NOT NULL,
    count integer NOT NULL,
    spans json NOT NULL
);
CREATE TABLE public.reviews (
    review_id integer NOT NULL,
    sha256 text NOT NULL,
    subject text NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL,
    quote text NOT NULL,
    verdict text NOT NULL,
    reviewer text DEFAULT ''::text NOT NULL,
    note text,
    reviewed_at timestamp with time zone
);
CREATE SEQUENCE public.reviews_review_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reviews_review_id_seq OWNED BY public.reviews.review_id;
CREATE TABLE public.sections (
    doc_id text NOT NULL,
    idx integer NOT NULL,
    title text NOT NULL,
    level integer NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL,
    parent integer,
    role text
);
ALTER TABLE ONLY public.reviews ALTER COLUMN review_id SET DEFAULT nextval('public.reviews_review_id_seq'::regclass);
INSERT INTO public.claims VALUES ('d1-actual', 'level', '内资', 'domestic_capital_actual', '全县', 10, 12, false, '12.50亿元', 1250000000, DEFAULT, NULL, DEFAULT, NULL, DEFAULT, 'CNY', 'eq', NULL, false, 1000000, DEFAULT, '2024', '2024-01-01', '2024-12-31', '2024年', false, 'yoy', '2023', 'actual', '比上年', 'real', '按可比价', 'flash', NULL, NULL, NULL, NULL);
INSERT INTO public.claims VALUES ('d1-target', 'level', '内资', 'domestic_capital_actual', '全县', NULL, NULL, true, '10亿元至11亿元', NULL, DEFAULT, 1000000000, DEFAULT, 1100000000, DEFAULT, 'CNY', 'range', NULL, false, NULL, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'own_goal', '县政府', '年计划', '确保');
INSERT INTO public.claims VALUES ('d1-rate', 'completion', '内资', 'domestic_capital_actual', '全县', 10, 12, false, '125%', 125, DEFAULT, NULL, DEFAULT, NULL, DEFAULT, '%', 'eq', NULL, false, 1, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.document_parts VALUES ('d1', 0, 'page', 1, 0, 9);
INSERT INTO public.document_paths VALUES ('d1', 'a.txt', '00ff', 'gb18030');
INSERT INTO public.document_paths VALUES ('d1', 'copy/a.txt', '00ff', 'gb18030');
INSERT INTO public.document_paths VALUES ('report', 'a/report.txt', NULL, NULL);
INSERT INTO public.document_paths VALUES ('flash', 'a/flash.txt', NULL, NULL);
INSERT INTO public.document_paths VALUES ('odd', 'odd.txt', '0d', NULL);
INSERT INTO public.documents VALUES ('d1', 'copy/a.txt', 'https://example.org/a', '00ff', '报告', '2025-01-08', 'heading', '2025-03-01', '青禾县人民政府', 'county', '青禾县', '990001', 1980, NULL, '青禾区', 'work_report', 'text', '1', 'gb18030', '{"卷":"三"}', '0.1.0', '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%。'||E'\r\n'||'设立基金，建设云溪水厂。');
INSERT INTO public.documents VALUES ('report', 'a/report.txt', NULL, NULL, '政府工作报告', NULL, NULL, NULL, NULL, NULL, '云岭县', NULL, NULL, NULL, NULL, NULL, 'text', '1', NULL, '{}', '0.1.0', '一、去年工作回顾
全县引进内资24.6亿元，完成市下达任务20亿元的113%。财政收入8.4亿元，比上年的7.5亿元增长12%。
二、今年安排
粮食总产量达到30万吨左右，工业占全部产值的45.2%。
');
INSERT INTO public.documents VALUES ('flash', 'a/flash.txt', NULL, NULL, '统计快报', NULL, NULL, NULL, NULL, NULL, '云岭县', NULL, NULL, NULL, NULL, NULL, 'text', '1', NULL, '{}', '0.1.0', '据快报数，云岭县去年财政收入8.1亿元。
');
INSERT INTO public.documents VALUES ('odd', 'odd.txt', NULL, '0d', '全县􏠀完成􏟾95%', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'text', '1', NULL, '{"卷":"三􏿿"}', '0.1.0', '全县􏠀完成􏟾95%');
INSERT INTO public.finding_figures VALUES ('growth', 0, 'level', NULL, 'report', '财政收入', '8.4亿元', 43, 48, '财政收入8.4亿元，比上年的7.5亿元增长12%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('growth', 1, 'base', NULL, 'report', '财政收入', '7.5亿元', 53, 58, '财政收入8.4亿元，比上年的7.5亿元增长12%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('growth', 2, 'growth', NULL, 'report', '财政收入', '12%', 60, 63, '财政收入8.4亿元，比上年的7.5亿元增长12%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('restated', 0, 'later', NULL, 'report', '财政收入', '8.4亿元', 43, 48, '财政收入8.4亿元，比上年的7.5亿元增长12%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('restated', 1, 'earlier', NULL, 'flash', '财政收入', '8.1亿元', 14, 19, '据快报数，云岭县去年财政收入8.1亿元。', '[]');
INSERT INTO public.finding_figures VALUES ('share', 0, 'share', NULL, 'report', '工业', '45.2%', 94, 99, '粮食总产量达到30万吨左右，工业占全部产值的45.2%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('completion', 0, 'actual', NULL, 'report', '引进内资', '24.6亿元', 15, 21, '全县引进内资24.6亿元，完成市下达任务20亿元的113%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('completion', 1, 'plan', NULL, 'report', '引进内资', '20亿元', 29, 33, '全县引进内资24.6亿元，完成市下达任务20亿元的113%。', '["一、去年工作回顾"]');
INSERT INTO public.finding_figures VALUES ('completion', 2, 'rate', NULL, 'report', '引进内资', '113%', 34, 38, '全县引进内资24.6亿元，完成市下达任务20亿元的113%。', '["一、去年工作回顾"]');
INSERT INTO public.findings VALUES ('growth', 'report', 0, 'growth', 'consistent', 'same_sentence', NULL, 11.5, DEFAULT, 12.5, DEFAULT, false, false, '%', 10.596, DEFAULT, 13.423, DEFAULT, false, false, '%', '8.4亿元 ÷ 7.5亿元 − 1 = 10.6…13.4%', NULL, NULL, false, 3, '0.1.0');
INSERT INTO public.findings VALUES ('restated', 'report', 1, 'growth_and_base', 'restated', 'cross_document', 'low', 835000000, DEFAULT, 845000000, DEFAULT, false, false, 'CNY', 805000000, DEFAULT, 815000000, DEFAULT, false, false, 'CNY', '8.4亿元 ≠ 8.1亿元', NULL, NULL, false, 2, '0.1.0');
INSERT INTO public.findings VALUES ('share', 'report', 2, 'share', 'not_checkable', 'same_section', NULL, 45.15, DEFAULT, 45.25, DEFAULT, false, false, '%', NULL, DEFAULT, NULL, DEFAULT, NULL, NULL, NULL, '', '没有写出全部产值', NULL, false, 1, '0.1.0');
INSERT INTO public.findings VALUES ('completion', 'report', 3, 'completion', 'inconsistent', 'same_sentence', 'high', 112.5, DEFAULT, 113.5, DEFAULT, false, false, '%', 122.4390243902439, DEFAULT, 123.5897435897436, DEFAULT, false, false, '%', '24.6亿元 ÷ 20亿元 = 122.4…123.6%', NULL, '113% 与 123% 差一个数字', false, 3, '0.1.0');
INSERT INTO public.flags VALUES ('d1', 0, 'masked', 'figures masked', 1, '[]');
INSERT INTO public.measure_amounts VALUES ('d1-measure', 0, 'd1-target');
INSERT INTO public.measure_amounts VALUES ('d1-measure', 1, 'd1-actual');
INSERT INTO public.measures VALUES ('d1-measure', '设立基金', 'planned', '设立', '基金', '县财政', '2025', NULL, NULL, NULL, false);
INSERT INTO public.project_parties VALUES ('d1-project', 0, '云溪公司');
INSERT INTO public.project_parties VALUES ('d1-project', 1, '县水务局');
INSERT INTO public.projects VALUES ('d1-project', '云溪水厂', 'under_construction', 50000000, DEFAULT, 'CNY', '2024', NULL, NULL, NULL, true);
INSERT INTO public.records VALUES ('d1-actual', 'd1', 0, 'actual', '青禾县', '990001', 1980, NULL, '青禾区', '全县', '12.50亿元', 12, 19, '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%', '["一、回顾","1、招商"]', 0.98, 'rule:level');
INSERT INTO public.records VALUES ('d1-target', 'd1', 1, 'target', NULL, NULL, NULL, NULL, NULL, NULL, '10亿元', 24, 28, '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%', '["一、回顾","1、招商"]', 1, '');
INSERT INTO public.records VALUES ('d1-rate', 'd1', 2, 'completion', NULL, NULL, NULL, NULL, NULL, NULL, '125%', 29, 33, '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%', '["一、回顾","1、招商"]', 1, '');
INSERT INTO public.records VALUES ('d1-measure', 'd1', 3, 'measure', NULL, NULL, NULL, NULL, NULL, NULL, '设立基金', 36, 40, '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%', '["一、回顾","1、招商"]', 1, '');
INSERT INTO public.records VALUES ('d1-project', 'd1', 4, 'project', NULL, NULL, NULL, NULL, NULL, NULL, '云溪水厂', 43, 47, '青禾县2024年完成内资12.50亿元，为年计划10亿元的125%', '["一、回顾","1、招商"]', 1, '');
INSERT INTO public.relations VALUES ('d1-rate', 0, 'completion_of', 'd1-actual');
INSERT INTO public.relations VALUES ('d1-rate', 1, 'plan_of', 'd1-target');
INSERT INTO public.repairs VALUES ('d1', 0, 'spacing', 'spaces between letters', 2, '[[1,2],[5,9]]');
INSERT INTO public.reviews VALUES (1, '00ff', 'claim', 12, 19, '12.50亿元', 'right', '李', NULL, '2025-04-01 08:30:00+00');
INSERT INTO public.reviews VALUES (2, '00ff', 'project', 43, 47, '云溪水厂', 'gut', '', 'siehe Akte', NULL);
INSERT INTO public.sections VALUES ('d1', 0, '一、回顾', 1, 0, 47, NULL, 'review');
INSERT INTO public.sections VALUES ('d1', 1, '1、招商', 2, 5, 47, 0, NULL);
SELECT pg_catalog.setval('public.reviews_review_id_seq', 2, true);
ALTER TABLE ONLY public.claims
    ADD CONSTRAINT pk_claims PRIMARY KEY (id);
ALTER TABLE ONLY public.document_parts
    ADD CONSTRAINT pk_document_parts PRIMARY KEY (doc_id, idx);
ALTER TABLE ONLY public.document_paths
    ADD CONSTRAINT pk_document_paths PRIMARY KEY (doc_id, path);
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT pk_documents PRIMARY KEY (doc_id);
ALTER TABLE ONLY public.finding_figures
    ADD CONSTRAINT pk_finding_figures PRIMARY KEY (finding_id, idx);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT pk_findings PRIMARY KEY (finding_id);
ALTER TABLE ONLY public.flags
    ADD CONSTRAINT pk_flags PRIMARY KEY (doc_id, idx);
ALTER TABLE ONLY public.measure_amounts
    ADD CONSTRAINT pk_measure_amounts PRIMARY KEY (id, idx);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT pk_measures PRIMARY KEY (id);
ALTER TABLE ONLY public.project_parties
    ADD CONSTRAINT pk_project_parties PRIMARY KEY (id, idx);
ALTER TABLE ONLY public.projects
    ADD CONSTRAINT pk_projects PRIMARY KEY (id);
ALTER TABLE ONLY public.records
    ADD CONSTRAINT pk_records PRIMARY KEY (id);
ALTER TABLE ONLY public.relations
    ADD CONSTRAINT pk_relations PRIMARY KEY (id, idx);
ALTER TABLE ONLY public.repairs
    ADD CONSTRAINT pk_repairs PRIMARY KEY (doc_id, idx);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT pk_reviews PRIMARY KEY (review_id);
ALTER TABLE ONLY public.sections
    ADD CONSTRAINT pk_sections PRIMARY KEY (doc_id, idx);
ALTER TABLE ONLY public.records
    ADD CONSTRAINT uq_records_doc_id_seq UNIQUE (doc_id, seq);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT uq_reviews_sha256_subject_start_char_end_char_quote_reviewer UNIQUE (sha256, subject, start_char, end_char, quote, reviewer);
CREATE INDEX ix_claims_indicator ON public.claims USING btree (indicator);
CREATE INDEX ix_claims_indicator_code_period ON public.claims USING btree (indicator_code, period);
CREATE INDEX ix_document_paths_path_sha256 ON public.document_paths USING btree (path, sha256);
CREATE INDEX ix_documents_date ON public.documents USING btree (date);
CREATE INDEX ix_documents_sha256 ON public.documents USING btree (sha256);
CREATE INDEX ix_finding_figures_doc_id ON public.finding_figures USING btree (doc_id);
CREATE INDEX ix_finding_figures_record_id ON public.finding_figures USING btree (record_id);
CREATE INDEX ix_findings_doc_id ON public.findings USING btree (doc_id);
CREATE INDEX ix_findings_verdict_check_name ON public.findings USING btree (verdict, check_name);
CREATE INDEX ix_measure_amounts_amount_id ON public.measure_amounts USING btree (amount_id);
CREATE INDEX ix_project_parties_party ON public.project_parties USING btree (party);
CREATE INDEX ix_projects_name ON public.projects USING btree (name);
CREATE INDEX ix_records_kind ON public.records USING btree (kind);
CREATE INDEX ix_relations_other_id ON public.relations USING btree (other_id);
ALTER TABLE ONLY public.claims
    ADD CONSTRAINT fk_claims_id_records FOREIGN KEY (id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.document_parts
    ADD CONSTRAINT fk_document_parts_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.document_paths
    ADD CONSTRAINT fk_document_paths_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.finding_figures
    ADD CONSTRAINT fk_finding_figures_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.finding_figures
    ADD CONSTRAINT fk_finding_figures_finding_id_findings FOREIGN KEY (finding_id) REFERENCES public.findings(finding_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.finding_figures
    ADD CONSTRAINT fk_finding_figures_record_id_records FOREIGN KEY (record_id) REFERENCES public.records(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT fk_findings_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.flags
    ADD CONSTRAINT fk_flags_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.measure_amounts
    ADD CONSTRAINT fk_measure_amounts_amount_id_records FOREIGN KEY (amount_id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.measure_amounts
    ADD CONSTRAINT fk_measure_amounts_id_measures FOREIGN KEY (id) REFERENCES public.measures(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_id_records FOREIGN KEY (id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.project_parties
    ADD CONSTRAINT fk_project_parties_id_projects FOREIGN KEY (id) REFERENCES public.projects(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.projects
    ADD CONSTRAINT fk_projects_id_records FOREIGN KEY (id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.records
    ADD CONSTRAINT fk_records_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.relations
    ADD CONSTRAINT fk_relations_id_records FOREIGN KEY (id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.relations
    ADD CONSTRAINT fk_relations_other_id_records FOREIGN KEY (other_id) REFERENCES public.records(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.repairs
    ADD CONSTRAINT fk_repairs_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sections
    ADD CONSTRAINT fk_sections_doc_id_documents FOREIGN KEY (doc_id) REFERENCES public.documents(doc_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sections
    ADD CONSTRAINT fk_sections_doc_id_parent_sections FOREIGN KEY (doc_id, parent) REFERENCES public.sections(doc_id, idx) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

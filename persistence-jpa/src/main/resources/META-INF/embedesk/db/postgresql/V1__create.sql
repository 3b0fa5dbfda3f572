create table if not exists embedesk_ticket (
    id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_number bigint not null,
    row_version bigint not null,
    subject varchar(255) not null,
    description text not null,
    status varchar(20) not null,
    priority varchar(20) not null,
    priority_rank integer not null,
    pending_reason varchar(20),
    assignee varchar(100),
    contact_name varchar(255),
    contact_email varchar(254),
    contact_key varchar(254),
    participants text not null,
    tags varchar(4000) not null,
    source varchar(20) not null,
    thread_id varchar(900),
    conversation varchar(200),
    origin_kind varchar(20),
    origin_ticket varchar(26) collate "C",
    merged_into varchar(26) collate "C",
    root_id varchar(26) collate "C",
    last_seq bigint not null,
    created_at timestamptz(6) not null,
    updated_at timestamptz(6) not null,
    first_replied_at timestamptz(6),
    resolved_at timestamptz(6),
    closed_at timestamptz(6),
    constraint embedesk_ticket_number unique (workspace, ticket_number)
);
create index if not exists embedesk_ticket_created on embedesk_ticket (workspace, created_at desc, id desc);
create index if not exists embedesk_ticket_updated on embedesk_ticket (workspace, updated_at desc, id desc);
create index if not exists embedesk_ticket_ranked on embedesk_ticket (workspace, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_status_created on embedesk_ticket (workspace, status, created_at desc, id desc);
create index if not exists embedesk_status_updated on embedesk_ticket (workspace, status, updated_at desc, id desc);
create index if not exists embedesk_status_ranked on embedesk_ticket (workspace, status, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_agent_created on embedesk_ticket (workspace, coalesce(assignee, ''), status, created_at desc, id desc);
create index if not exists embedesk_agent_updated on embedesk_ticket (workspace, coalesce(assignee, ''), status, updated_at desc, id desc);
create index if not exists embedesk_agent_ranked on embedesk_ticket (workspace, coalesce(assignee, ''), status, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_ticket_contact on embedesk_ticket (workspace, contact_key, created_at desc, id desc);
create index if not exists embedesk_ticket_root on embedesk_ticket (root_id);

create table if not exists embedesk_ticket_tag (
    ticket_id varchar(26) collate "C" not null,
    tag varchar(50) not null,
    workspace varchar(64) not null,
    constraint embedesk_ticket_tag_key primary key (ticket_id, tag)
);
create index if not exists embedesk_ticket_tag_tickets on embedesk_ticket_tag (workspace, tag, ticket_id);

create table if not exists embedesk_count (
    id varchar(26) collate "C" not null,
    workspace varchar(64) not null,
    status varchar(20) not null,
    priority varchar(20) not null,
    tickets bigint not null,
    constraint embedesk_count_key primary key (workspace, id)
);
alter table embedesk_count set (autovacuum_vacuum_scale_factor = 0.02);

create table if not exists embedesk_search (
    doc_id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) collate "C" not null,
    words tsvector not null
);
create index if not exists embedesk_search_ticket on embedesk_search (ticket_id);
create index if not exists embedesk_search_words on embedesk_search using gin (words);

create table if not exists embedesk_entry (
    id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) collate "C" not null,
    seq bigint not null,
    kind varchar(20) not null,
    created_at timestamptz(6) not null,
    agent varchar(100),
    from_name varchar(255),
    from_email varchar(254),
    from_key varchar(254),
    audience varchar(20),
    flags varchar(255) not null,
    body_text text not null,
    quoted_text text,
    body_html text,
    constraint embedesk_entry_place unique (ticket_id, seq)
);
create index if not exists embedesk_entry_sender on embedesk_entry (workspace, from_key);

create table if not exists embedesk_attachment (
    id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) collate "C" not null,
    entry_id varchar(26) collate "C" not null,
    place integer not null,
    file_name varchar(150) not null,
    content_type varchar(100) not null,
    size_bytes bigint not null,
    sha256 varchar(64) not null,
    content_id varchar(255),
    is_inline boolean not null
);
create index if not exists embedesk_attachment_ticket on embedesk_attachment (ticket_id);
create index if not exists embedesk_attachment_entry on embedesk_attachment (entry_id);

create table if not exists embedesk_mail (
    mail_key varchar(64) collate "C" not null primary key,
    workspace varchar(64) not null,
    id_hash varchar(64) not null,
    message_id varchar(900) not null,
    ticket_id varchar(26) collate "C" not null,
    entry_id varchar(26) collate "C",
    minted boolean not null,
    place bigint not null
);
create index if not exists embedesk_mail_id on embedesk_mail (workspace, id_hash);
create index if not exists embedesk_mail_ticket on embedesk_mail (ticket_id, place);

create table if not exists embedesk_outbox (
    reply_id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) collate "C",
    state varchar(20) not null,
    skip_reason varchar(20),
    recipients text not null,
    attempts integer not null,
    answered_attempts integer not null,
    detail varchar(500),
    changed_at timestamptz(6) not null,
    due_at timestamptz(6) not null,
    lease_owner varchar(26) collate "C",
    lease_until timestamptz(6),
    message_id varchar(900),
    in_reply_to varchar(900),
    reference_ids text,
    envelope_from varchar(254),
    envelope_to text,
    from_name varchar(255),
    from_email varchar(254),
    reply_to varchar(254),
    to_list text,
    cc_list text,
    subject varchar(300),
    sealed_at timestamptz(6),
    body_text text,
    body_html text,
    loop_marker varchar(100),
    automatic boolean not null
);
alter table embedesk_outbox set (autovacuum_vacuum_scale_factor = 0.02);
create index if not exists embedesk_outbox_due on embedesk_outbox (workspace, due_at, reply_id) where state = 'QUEUED';
create index if not exists embedesk_outbox_aside on embedesk_outbox (workspace) where state = 'QUARANTINED';
create index if not exists embedesk_outbox_lease on embedesk_outbox (workspace, lease_until) where state = 'SENDING';
create index if not exists embedesk_outbox_ticket on embedesk_outbox (ticket_id);

create table if not exists embedesk_receipt (
    id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    source varchar(40) not null,
    delivery_key varchar(200) not null,
    raw_id varchar(26) collate "C" not null,
    arrived_at timestamptz(6) not null,
    state varchar(20) not null,
    detail varchar(500),
    constraint embedesk_receipt_delivery unique (workspace, source, delivery_key)
);
create index if not exists embedesk_receipt_state on embedesk_receipt (workspace, state, arrived_at);

create table if not exists embedesk_claim (
    claim_key varchar(64) collate "C" not null primary key,
    workspace varchar(64) not null,
    message_hash varchar(129) not null,
    ticket_id varchar(26) collate "C" not null
);
create index if not exists embedesk_claim_ticket on embedesk_claim (ticket_id);

create table if not exists embedesk_key (
    key_id varchar(64) collate "C" not null primary key,
    workspace varchar(64) not null,
    key_group varchar(100) collate "C" not null,
    key_name varchar(200) collate "C" not null,
    key_value text not null,
    row_version bigint not null,
    expires_at timestamptz(6)
);
create index if not exists embedesk_key_group on embedesk_key (workspace, key_group, key_name);
create index if not exists embedesk_key_expiry on embedesk_key (workspace, expires_at);

create table if not exists embedesk_event (
    id varchar(26) collate "C" not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) collate "C" not null,
    kind varchar(20) not null,
    happened_at timestamptz(6) not null,
    actor varchar(120) not null,
    entry_id varchar(26) collate "C",
    field_name varchar(20),
    value_before varchar(4000),
    value_after varchar(4000),
    delivery_state varchar(20),
    other_ticket varchar(26) collate "C",
    place bigint not null,
    feed_position bigint,
    constraint embedesk_event_position unique (workspace, feed_position)
);
create index if not exists embedesk_event_unnumbered on embedesk_event (workspace, place, id) where feed_position is null;
create index if not exists embedesk_event_ticket on embedesk_event (ticket_id, place);

create table if not exists embedesk_counter (
    counter_key varchar(100) collate "C" not null primary key,
    counter_value bigint not null
);

create table if not exists embedesk_blob_chunk (
    chunk_key varchar(40) collate "C" not null primary key,
    workspace varchar(64) not null,
    blob_id varchar(26) collate "C" not null,
    chunk_number integer not null,
    chunk_bytes bytea not null,
    constraint embedesk_blob_chunk_number unique (blob_id, chunk_number)
);

create table if not exists embedesk_meta (
    meta_key varchar(50) not null primary key,
    meta_value varchar(200) not null
);
insert into embedesk_meta values ('schema_version', '1') on conflict do nothing;

create table if not exists embedesk_ticket (
    id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_number bigint not null,
    row_version bigint not null,
    subject varchar(255) not null,
    description varchar(1000000) not null,
    status varchar(20) not null,
    priority varchar(20) not null,
    priority_rank integer not null,
    pending_reason varchar(20),
    assignee varchar(100),
    contact_name varchar(255),
    contact_email varchar(254),
    contact_key varchar(254),
    participants varchar(60000) not null,
    tags varchar(4000) not null,
    source varchar(20) not null,
    thread_id varchar(900),
    conversation varchar(200),
    origin_kind varchar(20),
    origin_ticket varchar(26),
    merged_into varchar(26),
    root_id varchar(26),
    last_seq bigint not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    first_replied_at timestamp(6) with time zone,
    resolved_at timestamp(6) with time zone,
    closed_at timestamp(6) with time zone,
    constraint embedesk_ticket_number unique (workspace, ticket_number)
);
create index if not exists embedesk_ticket_created on embedesk_ticket (workspace, created_at desc, id desc);
create index if not exists embedesk_ticket_updated on embedesk_ticket (workspace, updated_at desc, id desc);
create index if not exists embedesk_ticket_ranked on embedesk_ticket (workspace, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_status_created on embedesk_ticket (workspace, status, created_at desc, id desc);
create index if not exists embedesk_status_updated on embedesk_ticket (workspace, status, updated_at desc, id desc);
create index if not exists embedesk_status_ranked on embedesk_ticket (workspace, status, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_agent_created on embedesk_ticket (workspace, assignee, status, created_at desc, id desc);
create index if not exists embedesk_agent_updated on embedesk_ticket (workspace, assignee, status, updated_at desc, id desc);
create index if not exists embedesk_agent_ranked on embedesk_ticket (workspace, assignee, status, priority_rank desc, created_at desc, id desc);
create index if not exists embedesk_ticket_contact on embedesk_ticket (workspace, contact_key, created_at desc, id desc);
create index if not exists embedesk_ticket_root on embedesk_ticket (root_id);

create table if not exists embedesk_ticket_tag (
    ticket_id varchar(26) not null,
    tag varchar(50) not null,
    workspace varchar(64) not null,
    constraint embedesk_ticket_tag_key primary key (ticket_id, tag)
);
create index if not exists embedesk_ticket_tag_tickets on embedesk_ticket_tag (workspace, tag, ticket_id);

create table if not exists embedesk_count (
    id varchar(26) not null,
    workspace varchar(64) not null,
    status varchar(20) not null,
    priority varchar(20) not null,
    tickets bigint not null,
    constraint embedesk_count_key primary key (workspace, id)
);

create table if not exists embedesk_search (
    doc_id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) not null,
    words varchar(1000000) not null
);
create index if not exists embedesk_search_ticket on embedesk_search (ticket_id);

create table if not exists embedesk_entry (
    id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) not null,
    seq bigint not null,
    kind varchar(20) not null,
    created_at timestamp(6) with time zone not null,
    agent varchar(100),
    from_name varchar(255),
    from_email varchar(254),
    from_key varchar(254),
    audience varchar(20),
    flags varchar(255) not null,
    body_text varchar(1000000) not null,
    quoted_text varchar(1000000),
    body_html varchar(1000000),
    constraint embedesk_entry_place unique (ticket_id, seq)
);
create index if not exists embedesk_entry_sender on embedesk_entry (workspace, from_key);

create table if not exists embedesk_attachment (
    id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) not null,
    entry_id varchar(26) not null,
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
    mail_key varchar(64) not null primary key,
    workspace varchar(64) not null,
    id_hash varchar(64) not null,
    message_id varchar(900) not null,
    ticket_id varchar(26) not null,
    entry_id varchar(26),
    minted boolean not null,
    place bigint not null
);
create index if not exists embedesk_mail_id on embedesk_mail (workspace, id_hash);
create index if not exists embedesk_mail_ticket on embedesk_mail (ticket_id, place);

create table if not exists embedesk_outbox (
    reply_id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26),
    state varchar(20) not null,
    skip_reason varchar(20),
    recipients varchar(200000) not null,
    attempts integer not null,
    answered_attempts integer not null,
    detail varchar(500),
    changed_at timestamp(6) with time zone not null,
    due_at timestamp(6) with time zone not null,
    lease_owner varchar(26),
    lease_until timestamp(6) with time zone,
    message_id varchar(900),
    in_reply_to varchar(900),
    reference_ids varchar(20000),
    envelope_from varchar(254),
    envelope_to varchar(60000),
    from_name varchar(255),
    from_email varchar(254),
    reply_to varchar(254),
    to_list varchar(120000),
    cc_list varchar(60000),
    subject varchar(300),
    sealed_at timestamp(6) with time zone,
    body_text varchar(1000000),
    body_html varchar(1048576),
    loop_marker varchar(100),
    automatic boolean not null
);
create index if not exists embedesk_outbox_due on embedesk_outbox (workspace, state, due_at);
create index if not exists embedesk_outbox_ticket on embedesk_outbox (ticket_id);

create table if not exists embedesk_receipt (
    id varchar(26) not null primary key,
    workspace varchar(64) not null,
    source varchar(40) not null,
    delivery_key varchar(200) not null,
    raw_id varchar(26) not null,
    arrived_at timestamp(6) with time zone not null,
    state varchar(20) not null,
    detail varchar(500),
    constraint embedesk_receipt_delivery unique (workspace, source, delivery_key)
);
create index if not exists embedesk_receipt_state on embedesk_receipt (workspace, state, arrived_at);

create table if not exists embedesk_claim (
    claim_key varchar(64) not null primary key,
    workspace varchar(64) not null,
    message_hash varchar(129) not null,
    ticket_id varchar(26) not null
);
create index if not exists embedesk_claim_ticket on embedesk_claim (ticket_id);

create table if not exists embedesk_key (
    key_id varchar(64) not null primary key,
    workspace varchar(64) not null,
    key_group varchar(100) not null,
    key_name varchar(200) not null,
    key_value varchar(1000000) not null,
    row_version bigint not null,
    expires_at timestamp(6) with time zone
);
create index if not exists embedesk_key_group on embedesk_key (workspace, key_group, key_name);
create index if not exists embedesk_key_expiry on embedesk_key (workspace, expires_at);

create table if not exists embedesk_event (
    id varchar(26) not null primary key,
    workspace varchar(64) not null,
    ticket_id varchar(26) not null,
    kind varchar(20) not null,
    happened_at timestamp(6) with time zone not null,
    actor varchar(120) not null,
    entry_id varchar(26),
    field_name varchar(20),
    value_before varchar(4000),
    value_after varchar(4000),
    delivery_state varchar(20),
    other_ticket varchar(26),
    place bigint not null,
    feed_position bigint,
    constraint embedesk_event_position unique (workspace, feed_position)
);
create index if not exists embedesk_event_unnumbered on embedesk_event (workspace, feed_position, place, id);
create index if not exists embedesk_event_ticket on embedesk_event (ticket_id, place);

create table if not exists embedesk_counter (
    counter_key varchar(100) not null primary key,
    counter_value bigint not null
);

create table if not exists embedesk_blob_chunk (
    chunk_key varchar(40) not null primary key,
    workspace varchar(64) not null,
    blob_id varchar(26) not null,
    chunk_number integer not null,
    chunk_bytes varbinary(65535) not null,
    constraint embedesk_blob_chunk_number unique (blob_id, chunk_number)
);

create table if not exists embedesk_meta (
    meta_key varchar(50) not null primary key,
    meta_value varchar(200) not null
);
merge into embedesk_meta key (meta_key) values ('schema_version', '1');

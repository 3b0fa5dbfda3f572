-- As many tickets as asked for ({n}), five entries of about 200 bytes each, 97 % closed, in three workspaces.
create table bench_text (k integer not null primary key, body varchar(400) not null) default character set utf8mb4;
insert into bench_text
    select k.seq, concat(case when k.seq % 10 < 3 then 'printer ' else '' end,
        group_concat(concat('w', substr(md5(concat(k.seq, '-', j.seq)), 1, 3)) separator ' '))
    from seq_0_to_9999 k cross join seq_1_to_38 j group by k.seq;

create table bench_ticket (i bigint not null primary key, workspace varchar(64) not null, age varchar(12) not null,
    h bigint not null, created_at datetime(6) not null) default character set utf8mb4;
insert into bench_ticket
    select seq, concat('w', seq % 3), lpad(lower(hex(1577836800000 + seq * 30000)), 12, '0'),
        conv(substr(md5(seq), 1, 7), 16, 10), date_add('2020-01-01', interval seq * 30 second)
    from seq_1_to_{n};

insert into embedesk_ticket (id, workspace, ticket_number, row_version, subject, description, status, priority,
        priority_rank, assignee, contact_name, contact_email, contact_key, participants, tags, source, thread_id,
        last_seq, created_at, updated_at)
    select concat(age, substr(md5(i), 1, 14)), workspace, i, 7, concat('Question ', i, ' about the order'), '',
        status, elt(1 + p, 'LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'HIGH', 'HIGH', 'URGENT'),
        elt(1 + p, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3),
        case when status <> 'CLOSED' and h % 5 = 0 then null else concat('agent-', h div 7 % 40) end,
        concat('Customer ', i div 10), concat('customer', i div 10, '@customer.example'),
        concat('customer', i div 10, '@customer.example'), '',
        case when i % 5 = 0 then 'billing' when i % 5000 = 1 then 'rare' else '' end,
        elt(1 + h div 11 % 6, 'AGENT', 'EMAIL', 'EMAIL', 'EMAIL', 'PORTAL', 'HANDOFF'),
        concat('thread', i, '@acme.example'), 5, created_at, date_add(created_at, interval h % 864000 second)
    from (select b.*, h div 3 % 10 as p,
            case when h % 100 < 2 or i > {n} * 0.99
                then elt(1 + h div 13 % 4, 'OPEN', 'IN_PROGRESS', 'PENDING', 'RESOLVED') else 'CLOSED' end as status
        from bench_ticket b) b
    order by i;

insert into embedesk_entry (id, workspace, ticket_id, seq, kind, created_at, agent, from_email, from_key, audience,
        flags, body_text)
    select concat(age, substr(md5(concat(i, '-', s.seq)), 1, 14)), workspace, concat(age, substr(md5(i), 1, 14)), s.seq,
        case when s.seq % 2 = 1 then 'CUSTOMER_MESSAGE' else 'AGENT_REPLY' end, date_add(created_at, interval s.seq hour),
        case when s.seq % 2 = 0 then 'agent-1' end,
        case when s.seq % 2 = 1 then concat('customer', i div 10, '@customer.example') end,
        case when s.seq % 2 = 1 then concat('customer', i div 10, '@customer.example') end,
        case when s.seq % 2 = 1 then 'EVERYONE' end, '', t.body
    from bench_ticket b cross join seq_1_to_5 s join bench_text t on t.k = (i * 5 + s.seq) % 10000;

insert into embedesk_mail (mail_key, workspace, id_hash, message_id, ticket_id, minted, place)
    select sha2(i, 256), workspace, sha2(concat('m', i, '@acme.example'), 256), concat('m', i, '@acme.example'),
        concat(age, substr(md5(i), 1, 14)), true, i
    from bench_ticket;

insert into embedesk_ticket_tag (ticket_id, tag, workspace)
    select id, tags, workspace from embedesk_ticket where tags <> '';

insert into embedesk_count (id, workspace, status, priority, tickets)
    select substr(md5(concat(workspace, status, priority)), 1, 26), workspace, status, priority, count(*)
    from embedesk_ticket group by workspace, status, priority;

-- search
insert into embedesk_search (doc_id, workspace, ticket_id, words)
    select e.id, e.workspace, e.ticket_id,
        concat(' ', substr(sha2(e.workspace, 256), 1, 6),
            replace(e.body_text, ' ', concat(' ', substr(sha2(e.workspace, 256), 1, 6))),
            case when e.seq = 1 and t.ticket_number % 10000 = 77
                then concat(' ', substr(sha2(e.workspace, 256), 1, 6), 'zebra') else '' end, ' ')
    from embedesk_entry e join embedesk_ticket t on t.id = e.ticket_id;
-- end

drop table bench_text;
drop table bench_ticket;
insert into embedesk_counter (counter_key, counter_value) values ('w0:tickets', {n}), ('w1:tickets', {n}), ('w2:tickets', {n});

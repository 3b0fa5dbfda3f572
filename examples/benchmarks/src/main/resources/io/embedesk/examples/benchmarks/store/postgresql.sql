-- As many tickets as asked for ({n}), five entries of about 200 bytes each, 97 % closed, in three workspaces.
create table bench_text as
    select k, (case when k % 10 < 3 then 'printer ' else '' end)
        || string_agg('w' || substr(md5(k || '-' || j), 1, 3), ' ') as body
    from generate_series(0, 9999) k, generate_series(1, 38) j group by k;
create index bench_text_key on bench_text (k);

create table bench_ticket as
    select i, 'w' || (i % 3) as workspace,
        lpad(to_hex(1577836800000::bigint + i * 30000), 12, '0') as age,
        ('x' || substr(md5(i::text), 1, 7))::bit(28)::int as h,
        to_timestamp(1577836800 + i * 30) as created_at
    from generate_series(1::bigint, {n}::bigint) i;

insert into embedesk_ticket (id, workspace, ticket_number, row_version, subject, description, status, priority,
        priority_rank, assignee, contact_name, contact_email, contact_key, participants, tags, source, thread_id,
        last_seq, created_at, updated_at)
    select age || substr(md5(i::text), 1, 14), workspace, i, 7, 'Question ' || i || ' about the order', '',
        status, (array['LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'HIGH', 'HIGH', 'URGENT'])[1 + p],
        (array[0, 0, 1, 1, 1, 1, 1, 2, 2, 3])[1 + p],
        case when status <> 'CLOSED' and h % 5 = 0 then null else 'agent-' || (h / 7 % 40) end,
        'Customer ' || (i / 10), 'customer' || (i / 10) || '@customer.example', 'customer' || (i / 10) || '@customer.example',
        '', case when i % 5 = 0 then 'billing' when i % 5000 = 1 then 'rare' else '' end,
        (array['AGENT', 'EMAIL', 'EMAIL', 'EMAIL', 'PORTAL', 'HANDOFF'])[1 + h / 11 % 6],
        'thread' || i || '@acme.example', 5, created_at, created_at + (h % 864000) * interval '1 second'
    from (select *, h / 3 % 10 as p,
            case when h % 100 < 2 or i > {n} * 0.99
                then (array['OPEN', 'IN_PROGRESS', 'PENDING', 'RESOLVED'])[1 + h / 13 % 4] else 'CLOSED' end as status
        from bench_ticket) b
    order by i;

insert into embedesk_entry (id, workspace, ticket_id, seq, kind, created_at, agent, from_email, from_key, audience,
        flags, body_text)
    select age || substr(md5(i || '-' || s), 1, 14), workspace, age || substr(md5(i::text), 1, 14), s,
        case when s % 2 = 1 then 'CUSTOMER_MESSAGE' else 'AGENT_REPLY' end, created_at + s * interval '1 hour',
        case when s % 2 = 0 then 'agent-1' end,
        case when s % 2 = 1 then 'customer' || (i / 10) || '@customer.example' end,
        case when s % 2 = 1 then 'customer' || (i / 10) || '@customer.example' end,
        case when s % 2 = 1 then 'EVERYONE' end, '', t.body
    from bench_ticket b cross join generate_series(1, 5) s join bench_text t on t.k = (i * 5 + s) % 10000
    order by i, s;

insert into embedesk_mail (mail_key, workspace, id_hash, message_id, ticket_id, minted, place)
    select encode(sha256(convert_to(i::text, 'UTF8')), 'hex'), workspace,
        encode(sha256(convert_to('m' || i || '@acme.example', 'UTF8')), 'hex'), 'm' || i || '@acme.example',
        age || substr(md5(i::text), 1, 14), true, i
    from bench_ticket order by i;

insert into embedesk_ticket_tag (ticket_id, tag, workspace)
    select id, tags, workspace from embedesk_ticket where tags <> '';

insert into embedesk_count (id, workspace, status, priority, tickets)
    select substr(md5(workspace || status || priority), 1, 26), workspace, status, priority, count(*)
    from embedesk_ticket group by workspace, status, priority;

-- search
insert into embedesk_search (doc_id, workspace, ticket_id, words)
    select e.id, e.workspace, e.ticket_id,
        cast(m.mark || replace(e.body_text, ' ', ' ' || m.mark)
            || case when e.seq = 1 and t.ticket_number % 10000 = 77 then ' ' || m.mark || 'zebra' else '' end as tsvector)
    from embedesk_entry e join embedesk_ticket t on t.id = e.ticket_id
        join (select w, substr(encode(sha256(convert_to(w, 'UTF8')), 'hex'), 1, 6) as mark
            from (values ('w0'), ('w1'), ('w2')) v(w)) m on m.w = e.workspace;
-- end

drop table bench_text;
drop table bench_ticket;
insert into embedesk_counter (counter_key, counter_value) values ('w0:tickets', {n}), ('w1:tickets', {n}), ('w2:tickets', {n});

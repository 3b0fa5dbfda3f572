create sequence shop_purchase_seq start with 1 increment by 50;
create table shop_purchase (id bigint primary key, article varchar(255) not null);

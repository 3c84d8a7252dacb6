set local lock_timeout = '2s';

-- Tells every serving process that something of these parties has changed: what kind of thing, and which. What it has
-- become is for the reader to ask, as themselves. It is sent when the transaction is kept, and never when it is not.
create function live_tell(parties bigint[], kind text, ref text) returns void language sql as $$
  select pg_notify('linggong_live', json_build_object('parties', parties, 'kind', kind, 'ref', ref)::text);
$$;

create function message_is_live() returns trigger language plpgsql as $$
begin
  perform live_tell(array(select party_id from thread_party where thread_id = new.thread_id), 'message', '');
  return null;
end $$;

create function notice_is_live() returns trigger language plpgsql as $$
begin
  perform live_tell(array_agg(distinct p.id), 'notice', '')
  from added n join party p on p.id = n.party_id or (n.party_id is null and p.user_id = n.user_id)
  having count(*) > 0;
  return null;
end $$;

create function contract_move_is_live() returns trigger language plpgsql as $$
begin
  perform live_tell(array[c.client_party_id, c.freelancer_party_id], 'contract', c.uid)
  from contract c where c.id in (select contract_id from added);
  return null;
end $$;

create function proposal_move_is_live() returns trigger language plpgsql as $$
begin
  perform live_tell(array[p.client_party_id, p.freelancer_party_id], 'proposal', p.id::text)
  from proposal p where p.id = new.proposal_id;
  return null;
end $$;

create trigger message_is_live after insert on message for each row execute function message_is_live();
create trigger notice_is_live after insert on notice
  referencing new table as added for each statement execute function notice_is_live();
create trigger contract_move_is_live after insert on contract_move
  referencing new table as added for each statement execute function contract_move_is_live();
create trigger proposal_move_is_live after insert on proposal_move
  for each row execute function proposal_move_is_live();

-- What the processes ask for when they connect does not pass through a pool, so the role has it.
-- Migrations and live changes go past the pool (DATABASE_DIRECT_URL) and lift statement_timeout for themselves.
alter role linggong set statement_timeout = '10s';
alter role linggong set lock_timeout = '5s';
alter role linggong set idle_in_transaction_session_timeout = '15s';

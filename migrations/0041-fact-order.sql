-- Readers go by the transaction that wrote a fact, then by position: of two transactions at once, the one that was given the later
-- position may be the first to end, and whoever went by position alone would pass by what the other writes.

create index facts_written on facts (written_by, position);

-- Counts one request in the window that its first request opened. Atomic, so exact across replicas.
-- KEYS[1] counter; ARGV[1] window in ms. Returns { count, ms until the window ends }.
local count = redis.call('INCR', KEYS[1])
if count == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return { 1, tonumber(ARGV[1]) }
end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }

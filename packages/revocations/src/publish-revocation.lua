-- Puts a session into the set by the time at which Redis gets to know of it, so that readers can ask for what
-- is new since they last asked; and tells subscribers when it is new, or when they must be told again.
-- KEYS: the set. ARGV: session id, ms that a session stays in the set, "1" to tell in any case, channel, message.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local added = redis.call('ZADD', KEYS[1], 'NX', string.format('%.0f', now), ARGV[1])
if added == 1 then
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - ARGV[2] * 1000))
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if added == 1 or ARGV[3] == '1' then
  redis.call('PUBLISH', ARGV[4], ARGV[5])
end
return added
